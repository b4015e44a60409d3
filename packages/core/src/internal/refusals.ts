/**
 * Failures that ActiveCampaign reports with a 2xx.
 */
import type { Issue } from "../ActiveCampaignError.js"
import { isRecord } from "../Wire/Text.js"
import { excerptOf } from "./excerpt.js"
import { type Redact, shorten } from "./issues.js"

const isZero = (value: unknown): boolean => value === 0 || value === "0" || value === false

/** Whether a value says anything: not null, zero or empty. */
const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value) && value !== "0"

/** Whether what a body says of its success is no, also as PHP writes it into a text. */
const isNo = (value: unknown): boolean =>
  typeof value === "string"
    ? /^\s*(-.*|[0.]*|no?|false|(err|fail).*)\s*$/i.test(value.slice(0, 99))
    : typeof value !== "object" && Number(value) <= 0

/** What messages say about something that was not done. */
const refusing =
  /\bnot(hing)?\b|n['’]t\b|\b((un|in)(able|auth\w+|available|complete|known|processable|successful|sufficient|valid)|cannot|fail(s|ed|ure)?|error(s|ed)?|exception|problem|went wrong|try again|bad request|conflict|timeout|timed out|denied|forbidden|illegal|refused|rejected|restricted|blocked|locked|suspended|aborted|required|must|missing|limit(ed)?|quota|exceeded|too \w+|expired|disabled|maintenance|upgrade|no (\w+ (with|found)|results?|such|permission|access)|already (exists|in use))\b/i

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
  isNo(successOf(body) ?? 1) || isFilled(body["errors"]) || isFilled(body["error"]) || isRefusal(body)

/** A value as text; nothing for an object, which may have a `toString` that is no function. */
const plain = (value: unknown): string => (typeof value === "object" ? "" : String(value))

/** The complaint about a record that was saved, and whose custom fields were not. */
export const unsavedOf = (body: Record<string, unknown>, redact: Redact): (Issue & { title: string }) | undefined => {
  for (const [key, value] of Object.entries({ ...body, body })) {
    if (!isRecord(value)) continue
    const result = value["customFieldSaveStatus"]
    const status = isRecord(result) ? result["status"] : result
    if (isFilled(status) ? !/^(succe|true|1|ok)/i.test(plain(status)) : isZero(status)) {
      return {
        title: "saved without its custom fields: update the record, do not create another one",
        detail: excerptOf(result, redact),
        code: "custom_fields_not_saved",
        pointer: shorten(`${key}/${plain(value["id"])}`.slice(0, 2000), redact, 200)
      }
    }
  }
  return undefined
}
