/**
 * Where codecs draw the line: the last value that is read and the first that is refused, what is refused to be sent, and
 * the words for it. `wire.test.ts` has the spellings that the API uses.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import { Drifts, recording } from "@effect-activecampaign/core/Wire/Drift"
import { isIssue, pathOf } from "@effect-activecampaign/core/Wire/Issue"
import type * as Brand from "effect/Brand"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"

type ThingId = string & Brand.Brand<"ThingId">
const ThingId = Wire.id<ThingId>("ThingId")

const told = (result: unknown): unknown => (isIssue(result) ? `${pathOf(result)} ${result.problem}`.trim() : result)

/** What a codec reads a value as, or what it says. */
const read = (codec: Wire.AnyCodec, input: unknown) => told(Wire.definitionOf(codec).read(input))

/** What a codec writes a value as, or what it says. */
const write = (codec: Wire.AnyCodec, value: unknown) => told(Wire.definitionOf(codec).write(value))

const utc = (iso: string) => DateTime.unsafeMake(iso)
const isoOf = (value: unknown) => (DateTime.isDateTime(value) ? new Date(value.epochMillis).toISOString() : value)

describe("numbers", () => {
  it.each<readonly [input: unknown, value: number | null | "refused"]>([
    ["+12", 12],
    [" 12 ", 12],
    ["1e2", 100],
    ["1E+2", 100],
    ["1200e-2", 12],
    ["1e10", 10_000_000_000],
    ["12.", 12],
    ["9007199254740991", 9_007_199_254_740_991],
    ["-9007199254740991", -9_007_199_254_740_991],
    ["9007199254740992", "refused"],
    // `Number` reads more than the API writes.
    ["0x10", "refused"],
    ["0b1", "refused"],
    ["0o7", "refused"],
    ["Infinity", "refused"],
    [".", "refused"],
    ["1e", "refused"],
    ["--1", "refused"],
    [" ", "refused"],
    [0.5, "refused"],
    [true, "refused"]
  ])("Integer: %j is %j", (input, value) => {
    const result = read(Wire.Integer, input)
    if (value === "refused") expect(result).toMatch(/^must be a whole number, or a string that spells one; got/)
    else expect(result).toBe(value)
  })

  it("a decimal has as many places as it has", () => {
    for (const [input, value] of [
      [".25", 0.25],
      ["12.75", 12.75],
      ["-.5", -0.5],
      ["1.5e-3", 0.0015]
    ] as const) {
      expect(read(Wire.Decimal, input)).toBe(value)
      expect(read(Wire.NumericDecimal, input)).toBe(value)
    }
    expect(read(Wire.Decimal, "a")).toBe("must be a number, or a string that spells one; got a string")
  })

  it("money is cut, not rounded: a part of a cent is none", () => {
    for (const [input, value] of [
      ["0.5", 0],
      [0.999, 0],
      ["1.5", 1],
      [2.5, 2],
      ["99.99", 99],
      ["-1.5", -1],
      [-0.999, 0],
      ["-99.99", -99]
    ] as const) {
      expect(Number(read(Wire.MinorUnits, input)) + 0, `${input}`).toBe(value)
    }
    expect(write(Wire.MinorUnits, 0.5)).toBe("must be a whole number, or null; got a number with decimals")
  })

  it("bounds are part of the range", () => {
    const bounded = Wire.integerBetween(1, 10)
    for (const value of [1, 2, 9, 10]) {
      expect(read(bounded, String(value))).toBe(value)
      expect(write(bounded, value)).toBe(value)
    }
    for (const value of [0, 11, -5]) {
      expect(read(bounded, value)).toBe(
        "must be a whole number from 1 to 10, or a string that spells one; got a number"
      )
      expect(write(bounded, value)).toBe("must be a whole number from 1 to 10; got a number out of range")
    }
    expect(write(bounded, 1.5)).toBe("must be a whole number from 1 to 10; got a number with decimals")
    expect(write(Wire.NonNegativeInteger, -1)).toBe("must be a whole number of at least 0; got a number out of range")
    expect(write(Wire.NonNegativeInteger, Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER)
  })

  it("only numbers are sent as numbers", () => {
    expect(write(Wire.NumericInteger, "5")).toBe("must be a whole number; got a string")
    expect(write(Wire.NumericDecimal, "5")).toBe("must be a number; got a string")
    expect(write(Wire.Integer, 5)).toBe("5")
    expect(write(Wire.Integer, null)).toBe(null)
    expect(write(Wire.Integer, 2 ** 53)).toBe("must be a whole number, or null; got a number out of range")
  })

  it("only booleans are sent as flags", () => {
    for (const [codec, yes, no] of [
      [Wire.Flag, "1", "0"],
      [Wire.NumericFlag, 1, 0],
      [Wire.Boolean, true, false]
    ] as const) {
      expect([write(codec, true), write(codec, false)]).toEqual([yes, no])
      for (const value of ["1", 1, 0, null, "true"]) expect(write(codec, value)).toMatch(/^must be a boolean; got/)
      expect(read(codec, "true")).toBe(true)
      expect(read(codec, "false")).toBe(false)
      expect(read(codec, 2)).toBe('must be a flag such as "1" or "0"; got a number')
    }
  })
})

describe("dates", () => {
  it.each<readonly [input: unknown, iso: string | null | "refused"]>([
    ["2018-09-12T12:51:12Z", "2018-09-12T12:51:12.000Z"],
    ["2018-09-12T12:51:12.5Z", "2018-09-12T12:51:12.500Z"],
    ["2018-09-12T12:51:12.12Z", "2018-09-12T12:51:12.120Z"],
    ["2018-09-12T12:51:12.123Z", "2018-09-12T12:51:12.123Z"],
    ["2018-09-12T12:51:12.123999Z", "2018-09-12T12:51:12.123Z"],
    ["2018-09-12T2:51:12Z", "2018-09-12T02:51:12.000Z"],
    ["2018-09-12T2:51:12.1239Z", "2018-09-12T02:51:12.123Z"],
    ["2018-09-12T12:51:12+0130", "2018-09-12T11:21:12.000Z"],
    ["2018-09-12T12:51:12.123456-01:30", "2018-09-12T14:21:12.123Z"],
    ["2018-12-31T23:59:59-05:00", "2019-01-01T04:59:59.000Z"],
    ["0000-00-00T00:00:00Z", null],
    ["-0001-11-30T00:00:00+00:00", null],
    ["0", null],
    ["x2018-09-12T12:51:12Z", "refused"],
    ["2018-09-12T12:51:12Zx", "refused"],
    ["2018-09-12T12:51:12", "refused"],
    ["2018-09-12T12:51Z", "refused"],
    ["2018-09-12T123:51:12Z", "refused"],
    ["2018-09-12T24:51:12Z", "refused"],
    ["2018-09-12T12:61:12Z", "refused"],
    ["2018-09-12T12:51:12.Z", "refused"],
    ["2018-09-12T12:51:12+5", "refused"],
    ["2018-09-12T12:51:12+05", "refused"],
    ["2018-9-12T12:51:12Z", "refused"],
    ["12018-09-12T12:51:12Z", "refused"],
    ["2018-09-31T12:51:12Z", "refused"],
    ["2018-09-30T12:51:12Z", "2018-09-30T12:51:12.000Z"],
    ["2018-10-31T00:00:00Z", "2018-10-31T00:00:00.000Z"],
    ["01", "refused"],
    [1, "refused"]
  ])("Timestamp: %j is %j", (input, iso) => {
    const result = read(Wire.Timestamp, input)
    if (iso === "refused") expect(result).toMatch(/^must be a date such as 2018-09-12T12:51:12-05:00; got/)
    else expect(isoOf(result)).toBe(iso)
  })

  it.each<readonly [codec: keyof typeof locals, text: string, isRead: boolean]>([
    ["LocalDateTime", "2018-12-31 23:59:59", true],
    ["LocalDateTime", "2018-10-19 09:09:09", true],
    ["LocalDateTime", "2018-01-10 00:00:00", true],
    ["LocalDateTime", "2018-00-12 12:51:12", false],
    ["LocalDateTime", "2018-13-12 12:51:12", false],
    ["LocalDateTime", "2018-09-00 12:51:12", false],
    ["LocalDateTime", "2018-09-40 12:51:12", false],
    ["LocalDateTime", "2018-09-12 24:51:12", false],
    ["LocalDateTime", "2018-09-12 12:60:12", false],
    ["LocalDateTime", "2018-09-12 12:51:60", false],
    ["LocalDateTime", "2018-09-12 1a:51:12", false],
    ["LocalDateTime", "2018-09-12 12:5a:12", false],
    ["LocalDateTime", "2018-09-12 12:51:1a", false],
    ["LocalDateTime", "x2018-09-12 12:51:12", false],
    ["LocalDateTime", "2018-09-12 12:51:12x", false],
    ["LocalDateTime", "abcd-09-12 12:51:12", false],
    ["LocalDate", "2018-12-31", true],
    ["LocalDate", "2018-10-19", true],
    ["LocalDate", "2018-01-01", true],
    ["LocalDate", "2018-11-20", true],
    ["LocalDate", "2018-00-12", false],
    ["LocalDate", "2018-13-12", false],
    ["LocalDate", "2018-09-00", false],
    ["LocalDate", "2018-09-40", false],
    ["LocalDate", "2018-0a-12", false],
    ["LocalDate", "2018-09-1a", false],
    ["LocalDate", "x2018-09-12", false],
    ["LocalDate", "2018-09-12x", false],
    ["LocalDate", "20a8-09-12", false]
  ])("%s: %j is read: %j", (name, text, isRead) => {
    const [codec, example] = locals[name]
    const problem = `must be a date such as ${example}`
    expect(read(codec, text)).toBe(isRead ? text : `${problem}; got a string`)
    expect(write(codec, text)).toBe(isRead ? text : `${problem}, or null; got a string`)
  })
  const locals = {
    LocalDateTime: [Wire.LocalDateTime, "2018-09-12 12:51:12"],
    LocalDate: [Wire.LocalDate, "2018-09-12"]
  } as const

  it("no date is sent that means none, and only a DateTime.Utc is an instant", () => {
    for (const value of ["0000-00-00", "-0001-11-30", "0", 0, "", new Date(0)]) {
      expect(write(Wire.LocalDate, value)).toMatch(/^must be/)
      expect(write(Wire.Instant, value)).toMatch(/^must be a DateTime.Utc; got/)
      expect(read(Wire.Instant, value)).toMatch(/^must be/)
    }
    const zoned = DateTime.unsafeMakeZoned(0, { timeZone: 0 })
    expect(write(Wire.Instant, zoned)).toBe('must be a DateTime.Utc; got an object with the _tag "Zoned"')
    expect(write(Wire.Timestamp, 5)).toBe("must be a DateTime.Utc, or null; got a number")
    expect(write(Wire.InstantOrLocal, 5)).toBe(
      "must be a DateTime.Utc or a date such as 2018-09-12 12:51:12, or null; got a number"
    )
    expect(read(Wire.InstantOrLocal, true)).toBe(
      "must be a date such as 2018-09-12T12:51:12-05:00 or 2018-09-12 12:51:12; got a boolean"
    )
  })

  it("milliseconds are sent if there are any", () => {
    expect(write(Wire.Instant, utc("2018-09-12T12:51:12.001Z"))).toBe("2018-09-12T12:51:12.001+00:00")
    expect(write(Wire.Instant, utc("2018-09-12T12:51:12.100Z"))).toBe("2018-09-12T12:51:12.100+00:00")
    expect(write(Wire.Instant, utc("2018-09-12T12:51:00.000Z"))).toBe("2018-09-12T12:51:00+00:00")
  })

  it.each<readonly [text: string, isSent: boolean]>([
    ["2026-05-28", true],
    ["2026-05-28T10:00", true],
    ["2026-05-28 10:00", true],
    ["2026-05-28T10:00:30", true],
    ["2026-05-28T10:00:30.5", true],
    ["2026-05-28T10:00:30.123Z", true],
    ["2026-05-28T10:00Z", true],
    ["2026-05-28T10:00:00+02:00", true],
    ["2026-05-28T10:00:00-0230", true],
    ["2026-05-28T", false],
    ["2026-05-28T10", false],
    ["2026-05-28_10:00", false],
    ["2026-05-28T10:00:3", false],
    ["2026-05-28T10:00.5", false],
    ["2026-05-28T10:00:30.", false],
    ["2026-05-28T10:00:00+2:00", false],
    ["2026-05-28T10:00:00+02:0", false],
    ["2026-05-28Z", false],
    ["x2026-05-28", false],
    ["2026-05-28x", false],
    ["2026-05-28T10:00Zx", false],
    ["2026-5-28", false],
    ["2026-05-8", false],
    ["226-05-28", false],
    ["yyyy-mm-dd", false]
  ])("DateFilter: %j is sent: %j", (text, isSent) => {
    expect(write(Wire.DateFilter, text)).toBe(
      isSent ? text : "must be a DateTime.Utc, or a date such as 2026-05-28; got a string"
    )
  })
  it("DateFilter: instants are read as instants, other forms as text, and nothing else", () => {
    expect(isoOf(read(Wire.DateFilter, "2026-05-28T10:00:00+02:00"))).toBe("2026-05-28T08:00:00.000Z")
    expect(read(Wire.DateFilter, "2026-05-28T10:00")).toBe("2026-05-28T10:00")
    expect(read(Wire.DateFilter, "soon")).toBe("must be a date such as 2026-05-28; got a string")
  })
})

describe("text", () => {
  it("only strings are sent", () => {
    for (const value of [5, true, null, undefined, ["a"]]) {
      expect(write(Wire.Text, value)).toMatch(/^must be a string; got/)
      expect(write(Wire.NonEmptyText, value)).toMatch(/^must be a non-empty string; got/)
      expect(write(ThingId, value)).toMatch(/^must be a ThingId \(a non-empty string\); got/)
      expect(write(Wire.openLiteral(["a"]), value)).toMatch(/^must be a label; got/)
      expect(write(Wire.openEnum({ "0": "open" }), value ?? 5)).toMatch(/^must be a label, or null; got/)
    }
    expect(write(Wire.NonEmptyText, " ")).toBe("must be a non-empty string; got a blank string")
    expect(write(ThingId, " ")).toBe("must be a ThingId (a non-empty string); got a blank string")
    expect(read(ThingId, true)).toBe("must be an id; got a boolean")
    expect(read(Wire.Text, null)).toBe("must be a string; got null")
    expect(read(Wire.NonEmptyText, 5)).toBe("5")
    expect(read(Wire.NonEmptyText, "")).toBe("must be a non-empty string; got an empty string")
    expect(read(Wire.Text, false)).toBe("false")
    expect(read(Wire.Text, Number.MAX_SAFE_INTEGER)).toBe("9007199254740991")
    expect(read(Wire.Text, -Number.MAX_SAFE_INTEGER)).toBe("-9007199254740991")
  })

  it("an id is branded if it is not blank", () => {
    expect(ThingId.make("7")).toBe("7")
    for (const text of ["", " ", undefined as never])
      expect(() => ThingId.make(text)).toThrow("ThingId.make: the id must be")
    for (const name of ["AccountId", "EventId", "ImportId", "OrderId"]) {
      expect(write(Wire.id(name), "")).toBe(`must be an ${name} (a non-empty string); got an empty string`)
    }
    expect(write(Wire.id("UserId"), "")).toMatch(/^must be a UserId/)
  })

  it("an id is sent as a number only if it is the same one", () => {
    const numeric = Wire.numericId(ThingId)
    for (const id of ["0", "1", "10", "123456789012345"]) expect(write(numeric, id)).toBe(Number(id))
    for (const id of ["00", "01", "1234567890123456", "1a", "a1", "-1", "1.5"]) expect(write(numeric, id)).toBe(id)
    expect(write(numeric, "")).toMatch(/^must be a ThingId/)
  })

  it("text of a form says what it is, and what is wrong with it", () => {
    const currency = 'must be a three-letter currency code in lower case, such as "usd"; got'
    expect(write(Wire.CurrencyCode, "USD")).toBe(`${currency} a string of another form`)
    expect(write(Wire.CurrencyCode, " ")).toBe(`${currency} a blank string`)
    expect(write(Wire.CurrencyCode, 5)).toBe(`${currency} a number`)
    for (const text of ["usdx", "xusd", "us1"]) {
      expect(write(Wire.CurrencyCode, text)).toBe(`${currency} a string of another form`)
      expect(write(Wire.AnyCaseCurrencyCode, text)).toMatch(/got a string of another form$/)
    }
    for (const text of ["USD", "usd", "Usd"]) expect(write(Wire.AnyCaseCurrencyCode, text)).toBe(text)
    expect(read(Wire.CurrencyCode, "USD")).toBe("USD")
    expect(read(Wire.CurrencyCode, 5)).toBe(`${currency} a number`)
  })

  it("nothing is what PHP writes for it, and no value", () => {
    const nullable = Wire.nullableId(ThingId)
    for (const none of [null, "", false, [], {}, "0", 0]) expect(read(nullable, none)).toBe(null)
    for (const input of [undefined, true, [1], 0.5]) expect(read(nullable, input)).toMatch(/^must be an id; got/)
    expect(read(nullable, "00")).toBe("00")
    expect(read(nullable, { name: "x" })).toBe("must be an id; got an object")
  })

  it("a related thing is an id, or an object with one", () => {
    const related = Wire.related(ThingId)
    expect(read(related, [{ id: true }])).toBe("[0].id must be an id; got a boolean")
    expect(write(related, [{ id: "" }])).toBe("[0].id must be a ThingId (a non-empty string); got an empty string")
    expect(write(related, [{ id: "7", more: 1 }])).toEqual([{ id: "7", more: 1 }])
    expect(write(related, [5])).toBe("[0] must be a ThingId (a non-empty string); got a number")
  })
})

describe("labels", () => {
  const closed = Wire.closedLiteral(["active", "bounced"])
  const status = Wire.closedEnum({ "-1": "any", "0": "open", "1": "won", "2": "lost" })
  it("that are not known are not sent, and the one that was meant is told", () => {
    expect(write(closed, "active")).toBe("active")
    expect(write(closed, "actve")).toBe('must be one of "active", "bounced"; got "actve"; did you mean "active"?')
    expect(write(closed, "x")).toBe('must be one of "active", "bounced"; got "x"')
    expect(write(closed, 5)).toBe('must be one of "active", "bounced"; got a number')
    // A caller who knows the API may write the code.
    expect(write(status, 1)).toBe('must be one of "any", "open", "won", "lost"; got a number; did you mean "won"?')
    expect(write(status, "2")).toBe('must be one of "any", "open", "won", "lost"; got a string; did you mean "lost"?')
    expect(write(status, "won")).toBe(1)
    expect(read(status, 1)).toBe("won")
    expect(read(status, 5)).toMatch(/^must be one of "-1", "0", "1", "2"; got/)
    expect(read(closed, "x")).toMatch(/^must be one of "active", "bounced"/)
  })
  it("of a closed set are single values, and can be null where null clears", () => {
    expect(read(status, ["1"])).toMatch(/^must be one of "-1", "0", "1", "2"; got an array/)
    expect(write(Wire.nullable(closed), "x")).toBe('must be one of "active", "bounced", or null; got "x"')
  })
  it("open ones are read whatever they are", () => {
    const open = Wire.openEnum({ "0": "open", "1": "won" })
    expect([read(open, "1"), read(open, 0), read(open, 7), read(open, ""), read(open, true)]).toEqual([
      "won",
      "open",
      "7",
      null,
      "true"
    ])
    expect(read(open, ["1"])).toBe("must be a code; got an array")
    expect([write(open, "won"), write(open, "7")]).toEqual(["1", "7"])
    expect(read(Wire.openLiteral(["a"]), {})).toBe("must be a label; got an empty object")
  })
  it("several are joined by commas", () => {
    const several = Wire.commaSeparated(["a", "bounced"])
    expect(write(several, ["bounced", "a"])).toBe("bounced,a")
    expect(write(several, [])).toBe(undefined)
    expect(write(several, ["a", "bouncd"])).toBe(
      '[1] must be one of "a", "bounced"; got "bouncd"; did you mean "bounced"?'
    )
    expect(write(several, "a")).toBe("must be an array of labels; got a string")
    expect(read(several, "a,x")).toMatch(/^\[1\] must be one of "a", "bounced"/)
    expect(read(several, "")).toEqual([])
  })
  it("ids are joined by commas, and one with a comma is not sent as two", () => {
    const ids = Wire.joined(ThingId)
    expect(write(ids, ["1", "2"])).toBe("1,2")
    expect(write(ids, ["1,2"])).toBe("[0] must be without a comma; got one with it")
    expect(write(ids, [])).toBe("must have at least one element")
    expect(write(ids, ["1", ""])).toMatch(/^\[1\] must be a ThingId/)
    expect(read(ids, "1,2")).toEqual(["1", "2"])
    expect([read(ids, 5), read(ids, ["1", 2]), read(ids, [])]).toEqual([
      ["5"],
      ["1", "2"],
      "must have at least one element"
    ])
    expect(read(ids, ["1,2"])).toBe("[0] must be without a comma; got one with it")
    expect(read(ids, true)).toBe("must be an array; got a boolean")
    expect(read(ids, "")).toBe("must have at least one element")
    expect(read(Wire.Entity("Joined")({}, { ids, name: Wire.Text }), { ids: "", name: "a" })).toEqual({
      ids: null,
      name: "a"
    })
  })
})

describe("values of custom fields", () => {
  it("several strings are one text, unless it would be read as others", () => {
    const form = "must be a non-empty string that neither contains `||` nor starts or ends with `|`"
    expect(write(Wire.FieldText, ["a", "b|c"])).toBe("||a||b|c||")
    expect(write(Wire.FieldText, [])).toBe("")
    expect(write(Wire.FieldText, [""])).toBe(`[0] ${form}`)
    expect(write(Wire.FieldText, ["a", ""])).toBe("||a||||")
    expect(write(Wire.FieldText, ["a", "b||c"])).toBe(`[1] ${form}`)
    expect(write(Wire.FieldText, ["|a", "b"])).toBe("|||a||b||")
    expect(write(Wire.FieldText, ["a|", "b"])).toBe(`[0] ${form}`)
    expect(write(Wire.FieldText, ["a", 5])).toBe("must be a string or an array of strings; got an array with a number")
    expect(write(Wire.FieldText, 5)).toBe("must be a string or an array of strings; got a number")
    expect(write(Wire.FieldText, "||")).toBe("||")
  })
  it("are read as several only if they are written so", () => {
    for (const text of ["||", "||||", "|a|", "||a", "a||", "x||a||", "||a||x"])
      expect(read(Wire.FieldText, text)).toBe(text)
    expect(read(Wire.FieldText, "||a\nb||c||")).toEqual(["a\nb", "c"])
    expect(read(Wire.FieldText, "||a||")).toEqual(["a"])
    expect(read(Wire.FieldText, [])).toBe("must be a string, or several as ||a||b||; got an array")
  })
  it("of deals and accounts are strings, numbers or several strings", () => {
    expect(write(Wire.CustomFieldValue, ["a", 5])).toBe(
      "must be a string, a number or an array of strings; got an array with a number"
    )
    expect(write(Wire.CustomFieldValue, true)).toBe("must be a string, a number or an array of strings; got a boolean")
    expect(write(Wire.CustomFieldValue, [])).toEqual([])
    expect(read(Wire.CustomFieldValue, {})).toBe(
      "must be a string, a number or an array of strings; got an empty object"
    )
  })
})

describe("arrays and records", () => {
  it("an array is read in any of PHP's spellings", () => {
    const ids = Wire.array(ThingId)
    expect(read(ids, { "0": "1", "12": "2" })).toEqual(["1", "2"])
    for (const wrong of [{ a: "1" }, { "0": "1", x: "2" }, { "1a": "1" }, { a1: "1" }, "1", 5, true]) {
      expect(read(ids, wrong)).toMatch(/^must be an array; got/)
    }
    expect(read(ids, ["1", null, "", [], "2"])).toEqual(["1", "2"])
    expect(read(ids, ["1", {}])).toBe("[1] must be an id; got an empty object")
    expect(read(ids, ["1", true])).toBe("[1] must be an id; got a boolean")
    // What the codec can read is kept.
    expect(read(Wire.array(Wire.Text), ["", false])).toEqual(["", "false"])
    expect(write(ids, ["1", ""])).toBe("[1] must be a ThingId (a non-empty string); got an empty string")
    for (const wrong of [{ "0": "1" }, null, "1"]) expect(write(ids, wrong)).toMatch(/^must be an array; got/)
  })
  it("an array that must not be empty is not", () => {
    const some = Wire.nonEmptyArray(ThingId)
    expect([read(some, ["1"]), write(some, ["1"])]).toEqual([["1"], ["1"]])
    for (const none of [[], [null]]) expect(read(some, none)).toBe("must have at least one element")
    expect(write(some, [])).toBe("must have at least one element")
    expect(read(some, [true])).toBe("[0] must be an id; got a boolean")
    expect(write(some, 5)).toBe("must be an array; got a number")
  })
  it("a record has values of one kind", () => {
    const record = Wire.record(Wire.Integer)
    expect(read(record, { a: "1", b: "" })).toEqual({ a: 1, b: null })
    expect(read(record, { a: "1", b: "x" })).toMatch(/^b must be a whole number/)
    expect(write(record, { a: 1, b: "x" })).toMatch(/^b must be a whole number/)
    for (const none of [null, [], "", false]) {
      expect(read(record, none)).toEqual({})
      expect(write(record, none)).toMatch(/^must be an object; got/)
    }
    expect(read(record, [1])).toBe("must be an object; got an array")
    expect(Object.getOwnPropertyDescriptor(read(record, { a: 1 }), "a")).toEqual({
      value: 1,
      enumerable: true,
      configurable: true,
      writable: true
    })
  })
})

describe("alternatives", () => {
  const A = Wire.Input("A")({ kind: Wire.closedLiteral(["a"]), size: Wire.NumericInteger }, {})
  const B = Wire.Input("B")({ kind: Wire.closedLiteral(["b"]), name: Wire.Text }, {})
  it("the one that takes a value as it is comes first, then the first that accepts it", () => {
    const either = Wire.union(Wire.NumericInteger, Wire.Text)
    expect([read(either, "5"), read(either, 5), write(either, "5"), write(either, 5)]).toEqual(["5", 5, "5", 5])
    expect(read(Wire.union(Wire.Text, Wire.NumericInteger), 5)).toBe(5)
    expect(read(Wire.union(Wire.Flag, Wire.NumericInteger), "1")).toBe(true)
    expect(read(either, null)).toBe("must be a whole number, a string that spells one or a string; got null")
    expect(write(either, null)).toBe("must be a whole number or a string; got null")
  })
  it("what got furthest says most", () => {
    const either = Wire.union(A, B)
    expect(write(either, { kind: "a", size: "x" })).toBe("size must be a whole number; got a string")
    expect(write(either, {})).toBe("kind is required")
    expect(write(Wire.union(Wire.Input("C")({ c: Wire.Text }, {}), Wire.Input("D")({ d: Wire.Text }, {})), {})).toBe(
      "must have `c` or `d`"
    )
    expect(write(either, 5)).toBe("must be an object; got a number")
    const deep = Wire.union(
      Wire.array(Wire.Input("E")({ e: Wire.Text }, {})),
      Wire.array(Wire.Input("F")({ f: Wire.Text }, {}))
    )
    expect(write(deep, [{}])).toBe("[0].e is required")
    expect(write(Wire.union(Wire.array(Wire.array(Wire.Text)), Wire.array(Wire.Text)), [[5]])).toBe(
      "[0][0] must be a string; got a number"
    )
  })
  it("a wrong value says more than a missing one, and a place further inside more than one further out", () => {
    const C = Wire.Entity("C")({ c: Wire.Text }, {})
    const D = Wire.Entity("D")({ d: Wire.NumericInteger }, {})
    expect(read(Wire.union(C, D), { d: "x" })).toMatch(/^d must be a whole number/)
    expect(read(Wire.union(C, D), {})).toBe("must have `c` or `d`")
    const lists = Wire.union(Wire.array(Wire.Text), Wire.array(Wire.array(Wire.Text)))
    expect(write(lists, [[5]])).toBe("[0][0] must be a string; got a number")
  })
  it("say what they expect, also inside of others", () => {
    expect(write(Wire.nullable(Wire.array(Wire.Text)), 5)).toBe("must be an array, or null; got a number")
    expect(write(Wire.nullable(Wire.nonEmptyArray(Wire.Text)), 5)).toBe("must be an array, or null; got a number")
    expect(write(Wire.nullable(Wire.record(Wire.Text)), 5)).toBe("must be an object, or null; got a number")
    expect(write(Wire.nullable(A), 5)).toBe("must be an object, or null; got a number")
    expect(write(Wire.nullable(Wire.union(Wire.Text, Wire.NumericInteger)), true)).toBe(
      "must be a string or a whole number, or null; got a boolean"
    )
    expect(write(Wire.nullable(Wire.target("type", "id", { a: [ThingId, "A"] })), 5)).toBe(
      "must be an object with one of `a`, or null; got a number"
    )
    expect(write(Wire.nullable(Wire.OperatorInput("O")({ eq: Wire.Text })), 5)).toMatch(
      / such as `eq`, or null; got a number$/
    )
    expect(write(Wire.nullable(Wire.commaSeparated(["a"])), 5)).toBe(
      "must be an array of labels, or null; got a number"
    )
  })
  it("a member that fits in part is not the one", () => {
    class Part extends Wire.Entity<Part>("Part")({ id: ThingId }, { size: Wire.Integer }) {}
    const drifts = new Drifts()
    const value = recording(drifts, () => read(Wire.union(Part, Wire.Json), { id: 1, size: "many" }))
    expect([value, drifts.list()]).toEqual([{ id: 1, size: "many" }, []])
  })
  it("null clears", () => {
    const nullable = Wire.nullable(Wire.Text)
    expect([write(nullable, null), write(nullable, "a"), read(nullable, null)]).toEqual([null, "a", null])
    expect(write(nullable, 5)).toBe("must be a string, or null; got a number")
    expect(write(Wire.nullable(Wire.array(Wire.Text)), [5])).toBe("[0] must be a string; got a number")
  })
})

describe("fields that belong together", () => {
  const some = Wire.atLeastOne(
    Wire.Input("Some")({}, { a: Wire.nullable(Wire.Text), b: Wire.Text, c: Wire.Text }),
    "a",
    "b"
  )
  const target = Wire.target<{ contact: ThingId; deal: ThingId }>("reltype", "relid", {
    contact: [ThingId, "Subscriber"],
    deal: [ThingId, "Deal"]
  })
  it("at least one is set", () => {
    for (const none of [{}, { c: "1" }, { a: null }, { b: "" }]) {
      expect(write(some, none)).toBe("must have `a` or `b`")
      expect(read(some, none)).toBe("must have `a` or `b`")
    }
    expect(write(some, { b: 5 })).toBe("b must be a string; got a number")
    expect(write(some, { a: "1", c: "2" })).toEqual({ a: "1", c: "2" })
  })
  it("a record of one kind", () => {
    const expected = "must be an object with one of `contact`, `deal`; got"
    expect(write(target, { contact: "1", deal: "2" })).toBe(`${expected} an object with 2 keys`)
    expect(write(target, { user: "1" })).toBe(`${expected} an object`)
    expect(write(target, {})).toBe(`${expected} an empty object`)
    expect(write(target, "1")).toBe(`${expected} a string`)
    expect(write(target, { deal: "" })).toBe("deal must be a ThingId (a non-empty string); got an empty string")
    expect(write(target, { deal: "2" })).toEqual({ reltype: "Deal", relid: "2" })
    expect(read(target, { reltype: "Deal", relid: true })).toBe("relid must be an id; got a boolean")
    expect(read(target, { reltype: "Form", relid: "1" })).toBe(`${expected} an object`)
  })
  it("keys of a field beside the others", () => {
    const noted = Wire.spread(
      "owner",
      ["reltype", "relid"],
      Wire.Input("Noted")({ note: Wire.Text }, { owner: target })
    )
    expect(write(noted, { note: "a", owner: { deal: "2" } })).toEqual({ note: "a", reltype: "Deal", relid: "2" })
    expect(write(noted, { note: "a" })).toEqual({ note: "a" })
    expect(write(noted, { note: 5 })).toBe("note must be a string; got a number")
    expect(read(noted, { note: "a", reltype: "Deal", relid: "2" })).toEqual({ note: "a", owner: { deal: "2" } })
    expect(read(noted, { note: "a", relid: "2" })).toMatch(/^owner must be an object with one of/)
    expect(read(noted, 5)).toBe("must be an object; got a number")
    const inner = Wire.Input("Inner")({ a: Wire.Text }, {})
    const outer = Wire.spread("inner", ["a"], Wire.Input("Outer")({ note: Wire.Text }, { inner }))
    expect(read(outer, { note: "x", a: "1" })).toEqual({ note: "x", inner: { a: "1" } })
  })
})

describe("bodies", () => {
  it("that say nothing", () => {
    const beside = Wire.voidBeside("thing")
    for (const body of [
      undefined,
      {},
      { message: "a" },
      { meta: 1 },
      { success: 1 },
      { succeeded: 1 },
      { error: null },
      { errors: [] }
    ]) {
      expect(read(Wire.Void, body)).toBe(undefined)
      expect(read(beside, body)).toBe(undefined)
    }
    expect(read(beside, { thing: 1, message: "a" })).toBe(undefined)
    for (const body of [{ thing: 1 }, { message: 5 }, { metal: 1 }, { unsuccess: 1 }, { errorss: 1 }, null, "", 0]) {
      expect(read(Wire.Void, body)).toMatch(/^must be empty, \{\} or a message; got/)
    }
    expect(write(Wire.Void, undefined)).toEqual({})
    expect(write(Wire.Void, null)).toBe("must be nothing; got null")
  })
  it("say in one text that something is done", () => {
    const done = Wire.voidText("Delete successful")
    for (const body of ["Delete successful", undefined, {}, { message: "a" }]) expect(read(done, body)).toBe(undefined)
    for (const body of ["Delete failed", "", null, [], { thing: 1 }]) {
      expect(read(done, body)).toMatch(/^must be empty, \{\} or a message; got/)
    }
    expect([write(done, undefined), write(done, 5)]).toEqual(["Delete successful", "must be nothing; got a number"])
  })
  it("are not read if nobody knows what they say", () => {
    for (const body of [undefined, {}, { thing: { id: "1" } }]) expect(read(Wire.Unread, body)).toBe(undefined)
    for (const body of ["OK", null, [], 1]) expect(read(Wire.Unread, body)).toMatch(/^must be empty or an object; got/)
    expect([write(Wire.Unread, undefined), write(Wire.Unread, {})]).toEqual([
      {},
      "must be nothing; got an empty object"
    ])
  })
  it("have a value under a key", () => {
    const one = Wire.envelope("thing", Wire.Text)
    expect(read(one, { thing: 5 })).toBe("5")
    expect(read(one, {})).toBe("thing is missing")
    expect(read(one, { thing: null })).toBe("thing must be a string; got null")
    expect(read(one, [])).toBe('must be an object with the key "thing"; got an array')
    expect(write(one, 5)).toBe("must be a string; got a number")
    const orNone = Wire.envelopeOrNone("thing", Wire.Text)
    expect([read(orNone, {}), read(orNone, { thing: null }), write(orNone, null), write(orNone, "a")]).toEqual([
      null,
      null,
      {},
      { thing: "a" }
    ])
    const beside = Wire.envelopeBeside("thing", ["b"], Wire.Input("Beside")({ a: Wire.Text }, { b: Wire.Boolean }))
    expect(write(beside, { a: "x", b: true })).toEqual({ thing: { a: "x" }, b: true })
    expect(write(beside, { a: 5 })).toBe("a must be a string; got a number")
    expect(read(beside, { thing: { a: "x" }, b: true })).toEqual({ a: "x", b: true })
    expect(read(beside, { b: true })).toBe("thing is missing")
    expect(read(beside, { thing: "x" })).toMatch(/^thing must be an object/)
  })
})

describe("entities", () => {
  class Inner extends Wire.Entity<Inner>("Inner")({ id: ThingId }, { day: Wire.LocalDate }) {}
  class Thing extends Wire.Entity<Thing>("Thing")(
    { id: ThingId },
    {
      deal_id: Wire.nullableId(ThingId),
      lineNo2: Wire.Text,
      size: Wire.Integer,
      inner: Inner,
      inners: Wire.array(Inner),
      byName: Wire.record(Inner)
    },
    { created: Wire.LocalDate }
  ) {}
  const none = { deal_id: null, lineNo2: null, size: null, inner: null, inners: null, byName: null, created: null }
  const tolerant = (input: unknown) => {
    const drifts = new Drifts()
    const value = recording(drifts, () => read(Thing, input))
    return {
      value,
      drifts: drifts.list().map(({ field, path, problem }) => `${field} ${path} ${problem}`),
      counts: [...drifts.counts]
    }
  }

  it("are read under both spellings of a name", () => {
    expect(read(Thing, { id: 1, dealId: 7, line_no_2: "a" })).toEqual({
      ...none,
      id: "1",
      deal_id: "7",
      lineNo2: "a",
      dealId: 7,
      line_no_2: "a"
    })
    expect(read(Thing, { id: 1, deal_id: "8", dealId: 7 })).toMatchObject({ deal_id: "8" })
    expect(read(Thing, { id: 1, deal_id: null, dealId: 7 })).toMatchObject({ deal_id: null })
    expect(read(Thing, { id: 1, size: 1, dealId: null })).toMatchObject({ deal_id: null })
    expect(tolerant({ id: 1, size: 1, dealId: true }).drifts).toEqual([
      "Thing.deal_id dealId must be an id; got a boolean"
    ])
  })

  it("have two spellings of names with numbers and capitals, too", () => {
    const Named = Wire.Entity("Named")({}, { addressLine12: Wire.Text, someURL: Wire.Text, line__10: Wire.Text })
    const values = { addressLine12: "a", someURL: "b", line__10: "c" }
    expect(read(Named, { address_line_12: "a", some_url: "b", line10: "c" })).toMatchObject(values)
  })

  it("have an id that can be read, or are an error, even if it may be missing", () => {
    const Loose = Wire.Entity("Loose")({}, { id: ThingId, size: Wire.Integer })
    const drifts = new Drifts()
    expect(recording(drifts, () => read(Loose, { id: true, size: 1 }))).toBe("id must be an id; got a boolean")
    expect(recording(drifts, () => read(Loose, { size: 1 }))).toEqual({ id: null, size: 1 })
  })

  it("without what identifies are none", () => {
    expect(read(Thing, { size: 1 })).toBe("id is required")
    expect(read(Thing, { id: true })).toBe("id must be an id; got a boolean")
    expect(read(Thing, { id: 1, other: 1 })).toBe("must be an object with fields of Thing; got an object without them")
    expect(read(Thing, { id: 1, other: 1, size: null })).toMatchObject({ id: "1", size: null })
    expect(read(Thing, 5)).toBe("must be an object; got a number")
    expect(tolerant({ id: true, size: 1 }).value).toBe("id must be an id; got a boolean")
  })

  it("with a field that cannot be read are an error, or drift if somebody records it", () => {
    expect(read(Thing, { id: 1, size: "many" })).toMatch(/^size must be a whole number/)
    expect(
      tolerant({ id: 1, size: "many", inner: { id: 2, day: "x" }, inners: [{ id: 3 }, { id: 4, day: "y" }] })
    ).toEqual({
      value: {
        ...none,
        id: "1",
        inner: { id: "2", day: null },
        inners: [
          { id: "3", day: null },
          { id: "4", day: null }
        ]
      },
      drifts: [
        "Thing.size size must be a whole number, or a string that spells one; got a string",
        "Inner.day inner.day must be a date such as 2018-09-12; got a string",
        "Inner.day inners[1].day must be a date such as 2018-09-12; got a string"
      ],
      counts: [
        ["Thing.size", 1],
        ["Inner.day", 2]
      ]
    })
    expect(tolerant({ id: 1, byName: { a: { id: 2 }, b: { id: 3, day: "x" } } }).drifts).toEqual([
      "Inner.day byName.b.day must be a date such as 2018-09-12; got a string"
    ])
    // What PHP writes for nothing is null, whatever the field is.
    expect(tolerant({ id: 1, inner: [], created: false })).toEqual({
      value: { ...none, id: "1" },
      drifts: [],
      counts: []
    })
  })

  it("in an envelope have its key in the place of a drift", () => {
    const drifts = new Drifts()
    recording(drifts, () => read(Wire.envelope("thing", Thing), { thing: { id: 1, size: "many" } }))
    expect(drifts.list().map(({ path }) => path)).toEqual(["thing.size"])
  })

  it("keep the first 100 drifts, and count all", () => {
    const drifts = new Drifts()
    recording(drifts, () =>
      read(
        Wire.array(Thing),
        Array.from({ length: 150 }, () => ({ id: 1, size: "many" }))
      )
    )
    expect([drifts.list().length, drifts.list()[99]?.path, drifts.counts.get("Thing.size")]).toEqual([
      100,
      "[99].size",
      150
    ])
    // Recording ends with the reading, even if that throws.
    expect(() =>
      recording(new Drifts(), () => {
        throw new Error("x")
      })
    ).toThrow("x")
    expect(read(Thing, { id: 1, size: "many" })).toMatch(/^size must be/)
    expect(recording(drifts, () => recording(undefined, () => read(Thing, { id: 1, size: "x" })))).toMatch(
      /^size must be/
    )
  })

  it("are written with all that they have", () => {
    expect(write(Thing, { ...none, id: "1", more: 1 })).toEqual({ ...none, id: "1", more: 1 })
    expect(write(Thing, { ...none })).toBe("id is required")
    expect(write(Thing, { ...none, id: "1", size: "x" })).toMatch(/^size must be a whole number, or null/)
    expect(write(Thing, { id: "1" })).toBe("deal_id is required")
    expect(write(Thing, [])).toBe("must be an object; got an array")
  })
})

describe("inputs", () => {
  const Create = Wire.Input("Create")({ name: Wire.Text }, { note: Wire.nullable(Wire.Text), owner: ThingId })
  const names = "; known: `name`, `note`, `owner`"
  it("take what they know, and need what they require", () => {
    expect(write(Create, { name: "a", note: null, owner: undefined })).toEqual({ name: "a", note: null })
    expect(write(Create, {})).toBe("name is required")
    expect(write(Create, { name: undefined })).toBe("name is required")
    expect(write(Create, { nmae: "a" })).toBe("nmae is not a known field; did you mean `name`?")
    expect(write(Create, { name: "a", colour: "red" })).toBe(`colour is not a known field${names}`)
    expect(write(Create, { name: 5 })).toBe("name must be a string; got a number")
    expect(write(Create, 5)).toBe("must be an object; got a number")
    expect(read(Create, { name: 5 })).toEqual({ name: "5" })
  })
  it("say what kind of key is not known", () => {
    const kindOf = (name: string) => write(Wire.Input(name)({}, { a: Wire.Text }), { colour: 1 })
    expect(kindOf("ThingFilters")).toBe("colour is not a known filter; known: `a`")
    expect(kindOf("ThingOrders")).toBe("colour is not a known sort field; known: `a`")
    expect(kindOf("ThingQuery")).toBe("colour is not a known query parameter; known: `a`")
    expect(kindOf("ThingOperators")).toBe("colour is not a known operator; known: `a`")
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, Wire.Text]))
    expect(write(Wire.Input("X")({}, fields(8)), { colour: 1 })).toMatch(/known: `a0`.*`a7`$/)
    expect(write(Wire.Input("X")({}, fields(9)), { colour: 1 })).toBe("colour is not a known field")
    expect(write(Wire.Input("X")({}, {}), { colour: 1 })).toBe("colour is not a known field")
  })
  it("filter by no id that means none", () => {
    for (const name of ["ThingFilters", "ThingQuery"]) {
      for (const owner of ["0", "00", " 0 "]) {
        expect(write(Wire.Input(name)({}, { owner: ThingId }), { owner })).toBe(
          'owner must not be "0", which means none'
        )
      }
    }
    expect(write(Wire.Input("ThingFilters")({}, { name: Wire.Text }), { name: "0" })).toEqual({ name: "0" })
    expect(write(Wire.Input("ThingFilters")({}, { owner: ThingId }), { owner: "10" })).toEqual({ owner: "10" })
    expect(write(Wire.Input("QueryUpdate")({}, { owner: ThingId }), { owner: "0" })).toEqual({ owner: "0" })
  })
  it("of operators have at least one", () => {
    const Operators = Wire.OperatorInput("SizeOperators")({ eq: Wire.Text })
    expect(write(Operators, { eq: "1" })).toEqual({ eq: "1" })
    for (const none of [{}, { eq: undefined }, 5, null, []]) {
      expect(write(Operators, none)).toMatch(/^must be an object with operators such as `eq`; got/)
      expect(read(Operators, none)).toMatch(/^must be an object with operators such as `eq`; got/)
    }
    expect(write(Operators, { is: 1 })).toBe("is is not a known operator; known: `eq`")
  })
  it("with keys of the caller's", () => {
    const Open = Wire.OpenInput("OpenFilters")("rel.", Wire.Text, { name: Wire.Text })
    expect(write(Open, { "rel.deal": "1", name: "a" })).toEqual({ "rel.deal": "1", name: "a" })
    expect(write(Open, { "rel.": "1" })).toMatch(/is not a known filter/)
    expect(write(Open, { other: "1" })).toBe("other is not a known filter; known: `name`, `rel.…`")
    expect(write(Open, { "rel.deal": 5 })).toBe("rel.deal must be a string; got a number")
  })
})

describe("what tests and fakes are given", () => {
  class Thing extends Wire.Entity<Thing>("Thing")({ id: ThingId }, { size: Wire.Integer }) {}
  const Filters = Wire.OpenInput("OpenFilters")("rel.", Wire.Text, { name: Wire.Text })
  const codecs: Readonly<Record<string, Wire.AnyCodec>> = {
    ...{
      ...{ Flag: Wire.Flag, NumericFlag: Wire.NumericFlag, Boolean: Wire.Boolean, NumericInteger: Wire.NumericInteger }
    },
    ...{
      NumericDecimal: Wire.NumericDecimal,
      Integer: Wire.Integer,
      Decimal: Wire.Decimal,
      MinorUnits: Wire.MinorUnits
    },
    ...{
      integerBetween: Wire.integerBetween(3, 7),
      NonNegativeInteger: Wire.NonNegativeInteger,
      Instant: Wire.Instant
    },
    ...{
      Timestamp: Wire.Timestamp,
      LocalDateTime: Wire.LocalDateTime,
      LocalDate: Wire.LocalDate,
      InstantOrLocal: Wire.InstantOrLocal
    },
    ...{
      DateFilter: Wire.DateFilter,
      Text: Wire.Text,
      NonEmptyText: Wire.NonEmptyText,
      CurrencyCode: Wire.CurrencyCode,
      ThingId
    },
    ...{
      AnyCaseCurrencyCode: Wire.AnyCaseCurrencyCode,
      nullableId: Wire.nullableId(ThingId),
      numericId: Wire.numericId(ThingId)
    },
    ...{
      related: Wire.related(ThingId),
      openLiteral: Wire.openLiteral(["a", "b"]),
      closedLiteral: Wire.closedLiteral(["a", "b"])
    },
    ...{
      openEnum: Wire.openEnum({ "0": "a", "1": "b" }),
      closedEnum: Wire.closedEnum({ "0": "a", "1": "b" }),
      FieldText: Wire.FieldText
    },
    ...{
      commaSeparated: Wire.commaSeparated(["a", "b"]),
      joined: Wire.joined(ThingId),
      CustomFieldValue: Wire.CustomFieldValue,
      array: Wire.array(Wire.Text)
    },
    ...{
      nonEmptyArray: Wire.nonEmptyArray(ThingId),
      record: Wire.record(Wire.Text),
      union: Wire.union(Wire.NumericInteger, Wire.Boolean)
    },
    atLeastOne: Wire.atLeastOne(Wire.Input("Some")({}, { a: Wire.Text, b: Wire.Text }), "a"),
    target: Wire.target<{ a: ThingId; b: ThingId }>("type", "id", { a: [ThingId, "A"], b: [ThingId, "B"] }),
    ...{ Json: Wire.Json, Void: Wire.Void, Links: Wire.Links, Thing, Filters, Target: Wire.Target },
    ...{ operators: Wire.OperatorInput("O")({ eq: Wire.Text, gt: Wire.Text }), envelope: Wire.envelope("a", Wire.Text) }
  }
  it.each(Object.entries(codecs))("%s: values that survive encoding, JSON and decoding", (_, codec) => {
    const { arbitrary, read, write } = Wire.definitionOf(codec)
    const seen = new Set<string>()
    FastCheck.assert(
      FastCheck.property(arbitrary(FastCheck), (value) => {
        const written = write(value)
        expect(isIssue(written)).toBe(false)
        expect(read(written === undefined ? undefined : JSON.parse(JSON.stringify(written)))).toEqual(value)
        seen.add(JSON.stringify(value) ?? "")
      }),
      { seed: 1, numRuns: 60 }
    )
    // More than one value, or tests with them would say little.
    if (codec !== Wire.Void) expect(seen.size).toBeGreaterThan(1)
  })
})
