/**
 * What ActiveCampaign could send in a field, by the field's name and kind.
 */
import type * as Wire from "effect-activecampaign/Wire"

/** A field of the `number`-th entity of its kind. */
export interface FieldOf {
  readonly name: string
  /** Name of the entity, such as `Contact`. */
  readonly entity: string
  readonly number: number
  readonly required: boolean
}

const firstNames = ["Jane", "John", "Maria", "Ahmed", "Yuki", "Olga", "Luis", "Emma"]
const lastNames = ["Doe", "Smith", "Silva", "Khan", "Tanaka", "Novak", "García", "Berg"]

const nth = (names: ReadonlyArray<string>, number: number): string => names[(number - 1) % names.length] ?? ""

/** Texts by the name of their field. */
const textOf = ({ entity, name, number }: FieldOf): string | undefined => {
  switch (name) {
    case "email":
      return `${nth(firstNames, number).toLowerCase()}${number}@example.com`
    case "firstName":
    case "first_name":
      return nth(firstNames, number)
    case "lastName":
    case "last_name":
      return nth(lastNames, number)
    case "phone":
      return `+1 555 010 ${String(number).padStart(4, "0")}`
    case "name":
    case "title":
    case "tag":
      return `${entity} ${number}`
    case "username":
      return `user${number}`
    case "currency":
      return "usd"
    case "url":
      return `https://example.com/${number}`
    default:
      return undefined
  }
}

/** Dates that every row has; others say that something has happened, which has not. */
const always = /^(c|u|m)date$|^(created|updated)|^(tstamp|timestamp)/i

const pad = (value: number): string => String(value).padStart(2, "0")

/** Times one minute apart. */
const datesOf = (number: number): ReadonlyArray<string> => {
  const time = `${pad(9 + (Math.floor(number / 60) % 14))}:${pad(number % 60)}:00`
  return [`2024-01-15T${time}-06:00`, `2024-01-15 ${time}`, "2024-01-15"]
}

/** What could be in a response, in the order of preference; what the field's codec cannot read is no candidate. */
export const candidatesOf = ({ identifier }: Wire.Definition<unknown>, field: FieldOf): ReadonlyArray<unknown> => {
  const { name, number, required } = field
  const kind = identifier.replace(/(OrNull)+$/, "")
  const known = textOf(field)
  if (name === "id") return [String(number)]
  if (kind === "Text" && known !== undefined) return [known]
  if (/^(Numeric)?Flag$|^Boolean$|^Integer$|^Decimal$|^MinorUnits$/.test(kind)) return ["0", 0, false]
  if (kind.startsWith("ReadonlyArray<")) return [[]]
  if (kind === "Record") return [{}]
  const dates = datesOf(number)
  if (always.test(name) && /^(Instant|Local)/.test(kind)) return dates
  return required ? [String(number), ...dates, [], {}] : []
}
