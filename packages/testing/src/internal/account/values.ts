/**
 * Values in the form that the API uses.
 */

/** Whether a value is an object, and not an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A value as a string; empty if there is none. */
export const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value))

/** A value as a string in lower case. */
export const lower = (value: unknown): string => text(value).toLowerCase()

/** Whether a value contains a string, in any case. */
export const contains = (value: unknown, part: string): boolean => lower(value).includes(part.toLowerCase())

/** The fields of an input that are given, as strings. */
export const pick = (input: Record<string, unknown>, names: ReadonlyArray<string>): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => input[name] !== undefined).map((name) => [name, text(input[name])]))

/** Offset of the account's time zone, US Central without daylight saving, in milliseconds. */
const offset = 6 * 3_600_000

const local = (now: number): string => new Date(now - offset).toISOString().slice(0, 19)

/** A time with its zone: `2018-09-12T12:51:12-06:00`. */
export const instant = (now: number): string => `${local(now)}-06:00`

/** A time without a zone: `2018-09-12 12:51:12`. */
export const localDateTime = (now: number): string => local(now).replace("T", " ")
