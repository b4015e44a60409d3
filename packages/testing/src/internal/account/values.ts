/**
 * Values in the form that the API uses.
 */

/** Whether a value is an object, and not an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A value as a string; empty if there is none. PHP's texts of true and false are "1" and "". */
export const text = (value: unknown): string =>
  value === undefined || value === null || value === false ? "" : value === true ? "1" : String(value)

/** A flag in a request as "0" or "1". */
export const flagText = (value: unknown): string =>
  value === true || value === "true" || (value !== "" && Number(value) > 0) ? "1" : "0"

/** A value as a string in lower case. Texts are compared in this form, as MySQL does. */
export const lower = (value: unknown): string => text(value).toLowerCase()

/** Whether a value contains a string, in any case. */
export const contains = (value: unknown, part: string): boolean => lower(value).includes(part.toLowerCase())

/** Offset of the account's time zone, US Central without daylight saving, in milliseconds. */
const offset = 6 * 3_600_000

let last = { now: Number.NaN, text: "" }

/** Rows of one request share their time, so the last text is kept. */
const local = (now: number): string => {
  if (last.now !== now) last = { now, text: new Date(now - offset).toISOString().slice(0, 19) }
  return last.text
}

/** A time with its zone: `2018-09-12T12:51:12-06:00`. */
export const instant = (now: number): string => `${local(now)}-06:00`

/** A time without a zone: `2018-09-12 12:51:12`. */
export const localDateTime = (now: number): string => local(now).replace("T", " ")

/** A time in UTC: `2020-06-23T04:39:25+00:00`. */
export const utc = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}+00:00`

/** A day: `2018-09-12`. */
export const day = (now: number): string => local(now).slice(0, 10)

/** The time of a text with or without a zone, in milliseconds; undefined if it is none. */
export const parseTime = (value: unknown): number | undefined => {
  const given = text(value)
  if (!/^\d{4}-\d\d-\d\d/.test(given) || given.startsWith("0000")) return undefined
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(given.slice(10))
  const time = Date.parse(given.length === 10 ? `${given}T00:00:00Z` : given.replace(" ", "T") + (hasZone ? "" : "Z"))
  return Number.isNaN(time) ? undefined : hasZone ? time : time + offset
}

/** Milliseconds of a day. */
export const oneDay = 86_400_000
