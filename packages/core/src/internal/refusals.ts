/**
 * Failures that ActiveCampaign reports with a 2xx.
 */
import type { Issue } from "../ActiveCampaignError.js"
import { isRecord } from "../Wire/Text.js"
import { excerptOf } from "./excerpt.js"
import type { Redact } from "./issues.js"

const isZero = (value: unknown): boolean => value === 0 || value === "0" || value === false

/** Whether a value says anything: not null, zero or empty. */
const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value) && value !== "0"

/** What messages say about something that was not done. */
const refusing =
  /\bnot\b|n['’]t\b|\b(cannot|unable|fail(s|ed|ure)?|errors?|invalid|denied|forbidden|unauthori[sz]ed|unsuccessful|refused|rejected|required|must|missing|exceeded|too many|expired|disabled|maintenance|no (results?|such|permission|access)|already (exists|in use))\b/i

const successOf = (body: Record<string, unknown>): unknown => body["succeeded"] ?? body["success"] ?? body["Success"]

/** Whether a body has a message and little else, and the message says no. A record can have any text for a message. */
const isRefusal = (body: Record<string, unknown>): boolean => {
  const { message } = body
  const values = Object.values(body)
  return (
    typeof message === "string" &&
    values.length < 5 &&
    !isFilled(successOf(body)) &&
    !values.some((value) => typeof value === "object" && isFilled(value)) &&
    refusing.test(message.slice(0, 1000).replace(/\b(no|0|without( any)?) (errors?|fail\w*)/gi, ""))
  )
}

/** A 2xx whose body says that it failed. */
export const isSoftFailure = (body: Record<string, unknown>): boolean =>
  isZero(successOf(body)) || isFilled(body["errors"]) || isFilled(body["error"]) || isRefusal(body)

/** The complaint about a record that was saved, and whose custom fields were not. */
export const unsavedOf = (body: Record<string, unknown>, redact: Redact): (Issue & { title: string }) | undefined => {
  for (const [key, value] of Object.entries({ ...body, body })) {
    if (!isRecord(value)) continue
    const result = value["customFieldSaveStatus"]
    const status = isRecord(result) ? result["status"] : result
    if (isFilled(status) ? !/^(succe|true|1|ok)/i.test(String(status)) : isZero(status)) {
      return {
        title: "saved without its custom fields: update the record, do not create another one",
        detail: excerptOf(result, redact),
        code: "custom_fields_not_saved",
        pointer: redact(`${key}/${value["id"]}`)
      }
    }
  }
  return undefined
}
