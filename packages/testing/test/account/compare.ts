/**
 * Compares responses of the fake account with what is known of ActiveCampaign's.
 */
import { isRecord } from "../../../resources/test/published.js"
import { allSamplesOf, fieldsOf, samplesOf } from "./facts.js"

/** The JSON type of a value. */
const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value)

/** Keys that all objects have. */
const commonKeys = (objects: ReadonlyArray<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(objects[0] ?? {}).filter((key) => objects.every((object) => key in object))

/** The objects under a key: the object itself, or those of an array. */
const objectsAt = (body: unknown, key: string): ReadonlyArray<Record<string, unknown>> => {
  const value = isRecord(body) ? body[key] : undefined
  return (Array.isArray(value) ? value : [value]).filter(isRecord)
}

/** Problems of one object, compared with the objects at the same place of known bodies and with its entity. */
const compareObject = (
  place: string,
  key: string,
  actual: Record<string, unknown>,
  known: ReadonlyArray<Record<string, unknown>>,
  seen: ReadonlyArray<Record<string, unknown>>,
  isRead: boolean
): ReadonlyArray<string> => {
  const fields = new Map(fieldsOf(key).map((field) => [field.name, field]))
  // A deal that the key's user may not see has four keys only.
  const whole = known.filter(({ isDisabled }) => isDisabled === undefined || isDisabled === false)
  const always = whole.length > 0 ? commonKeys(whole) : []
  const required = isRead ? [...fields.values()].filter(({ optional }) => !optional).map(({ name }) => name) : []
  const sometimes = whole.length > 0 ? (name: string) => whole.some((object) => name in object) : () => true
  const missing = [...new Set([...always, ...required.filter(sometimes)])].filter((name) => !(name in actual))
  const wrong = Object.entries(actual).flatMap(([name, value]) => {
    const field = fields.get(name)
    const types = new Set([
      ...(field?.jsonTypes ?? []),
      ...(field?.recordedTypes ?? []),
      ...seen.flatMap((object) => (name in object ? [typeOf(object[name])] : []))
    ])
    // Where no value was seen, its type is not known.
    if (field?.nullableSeen === true && types.size > 0) types.add("null")
    return types.size === 0 || types.has(typeOf(value))
      ? []
      : [`${place}.${name} is ${typeOf(value)}, known are ${[...types].join(", ")}`]
  })
  return [...missing.map((name) => `${place}.${name} is missing`), ...wrong]
}

/** Problems of a response, compared with all known successes of the operation. */
export const compareBody = (method: string, path: string, actual: unknown): ReadonlyArray<string> => {
  const samples = samplesOf(method, path)
  if (!isRecord(actual)) {
    const types = samples.map(({ body }) => typeOf(body))
    return types.length === 0 || types.includes(typeOf(actual))
      ? []
      : [`the body is ${typeOf(actual)}, known are ${types.join(", ")}`]
  }
  const bodies = samples.map(({ body }) => body).filter(isRecord)
  const all = allSamplesOf(method, path)
    .map(({ body }) => body)
    .filter(isRecord)
  const missing = commonKeys(bodies).filter((key) => !(key in actual))
  const problems = Object.entries(actual).flatMap(([key, value]) => {
    const types = new Set(all.flatMap((body) => (key in body ? [typeOf(body[key])] : [])))
    const wrongType =
      types.size > 0 && !types.has(typeOf(value))
        ? [`${key} is ${typeOf(value)}, known are ${[...types].join(", ")}`]
        : []
    const known = bodies.flatMap((body) => objectsAt(body, key))
    const seen = all.flatMap((body) => objectsAt(body, key))
    const isRead = method === "GET"
    return [
      ...wrongType,
      ...objectsAt(actual, key).flatMap((object) => compareObject(key, key, object, known, seen, isRead))
    ]
  })
  return [...new Set([...missing.map((key) => `${key} is missing`), ...problems])]
}
