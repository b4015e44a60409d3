/**
 * JSON that differs from what is documented.
 */
import { isRecord } from "./account/values.js"

/** A way in which a response differs. */
export type Drift = "added" | "types" | "nulls"

const otherType = (value: unknown): unknown => {
  if (typeof value === "number") return String(value)
  if (typeof value === "boolean") return value ? "1" : "0"
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value
}

const scalar = (key: string, value: unknown, kinds: ReadonlySet<Drift>): unknown => {
  if (kinds.has("nulls") && key !== "id") return null
  return kinds.has("types") ? otherType(value) : value
}

/** A value with all differences of the kinds, at any depth. The key is that of the object that contains it. */
export const drifted = (value: unknown, kinds: ReadonlySet<Drift>, key = ""): unknown => {
  if (Array.isArray(value)) return value.map((item) => drifted(item, kinds, key))
  if (!isRecord(value)) return value === undefined ? undefined : scalar(key, value, kinds)
  const changed = Object.entries(value).map(([name, item]): [string, unknown] => [name, drifted(item, kinds, name)])
  const added: ReadonlyArray<[string, unknown]> = kinds.has("added") ? [["unknownKey", { value: 1 }]] : []
  return Object.fromEntries([...changed, ...added])
}
