/**
 * Random values of every kind of field.
 */
import type * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"

/** Options of fields with options. */
export const choices = ["free", "pro", "Größe 4", "a, b"]

const day = FastCheck.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) =>
  date.toISOString().slice(0, 10)
)

/** Values of fields, by kind. */
export const values: Readonly<Record<string, FastCheck.Arbitrary<CustomFields.Value>>> = {
  text: FastCheck.string({ minLength: 1 }).filter((text) => !/^\|\|/.test(text)),
  textarea: FastCheck.string({ minLength: 1 }).filter((text) => !/^\|\|/.test(text)),
  hidden: FastCheck.string({ minLength: 1 }).filter((text) => !/^\|\|/.test(text)),
  NULL: FastCheck.string({ minLength: 1 }).filter((text) => !/^\|\|/.test(text)),
  number: FastCheck.double({ noNaN: true, min: -(2 ** 53 - 1), max: 2 ** 53 - 1 }).map((value) => value + 0),
  decimal: FastCheck.integer(),
  currency: FastCheck.record({ amount: FastCheck.maxSafeInteger(), currency: FastCheck.constantFrom("usd", "eur") }),
  date: day,
  datetime: FastCheck.integer({ min: 0, max: 4e12 }).map((millis) => DateTime.unsafeMake(millis)),
  dropdown: FastCheck.constantFrom(...choices),
  radio: FastCheck.constantFrom(...choices),
  checkbox: FastCheck.subarray(choices, { minLength: 1 }),
  listbox: FastCheck.subarray(choices, { minLength: 1 }),
  multiselect: FastCheck.subarray(choices, { minLength: 1 })
}
