/**
 * Failures that ActiveCampaign reports with a 2xx.
 */
import type { Issue } from "../ActiveCampaignError.js"
import { isRecord } from "../Wire/Text.js"
import { excerptOf } from "./describe.js"
import type { Redact } from "./issues.js"

const isZero = (value: unknown): boolean => value === 0 || value === "0" || value === false

/** Whether a value says anything: not null, zero or empty. */
const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value) && !isZero(value)

/** What messages say about something that was not done. */
const refusing =
  /\bnot\b|n['’]t\b|\b(cannot|unable|fail(s|ed|ure)?|errors?|invalid|denied|forbidden|unauthori[sz]ed|unsuccessful|refused|rejected|required|must|missing|exceeded|too many|expired|disabled|unavailable|maintenance|try again|bad request|no (results?|such|permission|access|valid)|already (exists|in use|taken|associated))\b/i

/** Keys beside a message that say no more than it does. */
const besideMessage = /^(message|code|status\w*|succe\w+|title|type|meta|errors?|result_\w+)$/i

/** Whether a body is a message, and the message says no. */
const isRefusal = (body: Record<string, unknown>): boolean => {
  const { message } = body
  return (
    typeof message === "string" &&
    refusing.test(message.slice(0, 1000).replace(/\b(no|0|without( any)?) (errors?|fail\w*)/gi, "")) &&
    Object.keys(body).every((key) => besideMessage.test(key) || (typeof body[key] === "object" && !isFilled(body[key])))
  )
}

/** A 2xx whose body says that it failed. */
export const isSoftFailure = (body: Record<string, unknown>): boolean =>
  isZero(body["succeeded"] ?? body["success"] ?? body["Success"]) ||
  isFilled(body["errors"]) ||
  isFilled(body["error"]) ||
  isRefusal(body)

/** A record that was saved, and whose custom fields were not. */
export const unsavedOf = (
  body: Record<string, unknown>,
  redact: Redact
): { readonly issues: ReadonlyArray<Issue>; readonly problem: string } | undefined => {
  for (const [key, value] of Object.entries({ ...body, body })) {
    const result = isRecord(value) ? value["customFieldSaveStatus"] : undefined
    const status = isRecord(result) ? result["status"] : result
    if (isRecord(value) && (isFilled(status) ? !/^(succe|true|1|ok)/i.test(String(status)) : isZero(status))) {
      const title = "saved without its custom fields"
      const pointer = redact(`${key}/${value["id"]}`)
      return {
        issues: [{ title, detail: excerptOf(result, redact), code: "custom_fields_not_saved", pointer }],
        problem: "the record was saved without its custom fields: update it, do not create it again"
      }
    }
  }
  return undefined
}
