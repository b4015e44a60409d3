/**
 * Every kind of field survives encode → wire → decode; what does not fit is a typed error; what is read never fails.
 */
import { expect, it } from "@effect/vitest"
import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { describe } from "vitest"
import { choices, values } from "./fieldKinds.js"

const definition = (kind: string, owner: CustomFields.Owner, options: ReadonlyArray<string> | null = null) => ({
  id: "1",
  owner,
  name: "PLAN",
  label: "Plan",
  kind,
  options,
  currency: null,
  isRequired: false
})

const owners: ReadonlyArray<CustomFields.Owner> = ["contact", "deal", "account", "custom object"]
describe.each(owners)("a field of a %s", (owner) => {
  it.each(Object.keys(values))("of kind %s reads what it writes", (kind) => {
    const field = definition(kind, owner, choices)
    const arbitrary = FastCheck.option(values[kind] ?? FastCheck.constant(null), { nil: null })
    FastCheck.assert(
      FastCheck.property(arbitrary, (value) => {
        const wire = Effect.runSync(CustomFields.encode(field, value))
        // Responses are JSON, and contain numbers as text.
        const received = typeof wire.value === "number" ? String(wire.value) : JSON.parse(JSON.stringify(wire.value))
        const read = CustomFields.decode(field, received, wire.currency)
        expect(read).toEqual(value === 0 ? 0 : value)
      }),
      { numRuns: 200 }
    )
  })
})

describe("a value that does not fit", () => {
  const messageOf = (kind: string, value: unknown, options: ReadonlyArray<string> | null = null) =>
    Either.match(Effect.runSync(Effect.either(CustomFields.encode(definition(kind, "contact", options), value))), {
      onLeft: ({ message }) => message,
      onRight: () => "fits"
    })

  it("is an error that says what fits", () => {
    expect(messageOf("dropdown", "prp", ["free", "pro"])).toBe('PLAN must be one of "free", "pro"; got "prp"')
    expect(messageOf("number", 2 ** 60)).toBe("PLAN must be a number; got a number above 2^53, or none")
    expect(messageOf("checkbox", ["free", "prp"], ["free", "pro"])).toBe(
      'PLAN must be an array of "free", "pro"; got "prp"'
    )
    expect(messageOf("checkbox", "free", ["free"])).toBe('PLAN must be an array of "free"; got "free"')
    expect(messageOf("number", "5")).toBe('PLAN must be a number; got "5"')
    expect(messageOf("number", Number.NaN)).toBe("PLAN must be a number; got a number above 2^53, or none")
    expect(messageOf("date", "2026-02-30")).toBe('PLAN must be a date of the form YYYY-MM-DD; got "2026-02-30"')
    expect(messageOf("datetime", "2026-02-03")).toBe('PLAN must be a DateTime; got "2026-02-03"')
    expect(messageOf("text", undefined)).toBe("PLAN must be a string; got undefined")
    expect(messageOf("currency", { amount: 1.5, currency: "usd" })).toContain("got an object")
  })

  it("does not show what may be personal", () => {
    expect(messageOf("dropdown", "jane@example.com", ["free"])).toBe('PLAN must be one of "free"; got a string')
  })
})

/** Values of JSON that JavaScript cannot turn into text or a number by itself. */
const noText = { toString: [], valueOf: [] }
const hostile = [noText, [noText], [[noText]], { value: noText }, { value: noText, currency: noText }, [[], null]]

describe("a value that is read", () => {
  it("is never an error", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.constantFrom(...CustomFields.kinds, "new kind"),
        FastCheck.anything(),
        (kind, value) => {
          CustomFields.decode(
            { kind, currency: null },
            value === undefined ? null : JSON.parse(JSON.stringify(value) ?? "null")
          )
        }
      ),
      { examples: CustomFields.kinds.flatMap((kind) => hostile.map((value): [string, unknown] => [kind, value])) }
    )
    expect(CustomFields.decode({ kind: "number", currency: null }, "n/a")).toBe("n/a")
    expect(CustomFields.decode({ kind: "date", currency: null }, "soon")).toBe("soon")
    expect(CustomFields.decode({ kind: "dropdown", currency: null }, "an option that was removed")).toBe(
      "an option that was removed"
    )
    expect(CustomFields.decode({ kind: "checkbox", currency: null }, "||a||b||")).toEqual(["a", "b"])
    expect(CustomFields.decode({ kind: "checkbox", currency: null }, "||||")).toBeNull()
  })
})
