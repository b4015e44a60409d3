/**
 * The vendor's dialect, quirk by quirk: what is read as what, what is refused, what is written.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Arbitrary from "effect/Arbitrary"
import type * as Brand from "effect/Brand"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"

type ThingId = string & Brand.Brand<"ThingId">
const ThingId = Wire.id<ThingId>("ThingId")

const target = Wire.target<{ contact: ThingId; deal: ThingId }>("reltype", "relid", {
  contact: [ThingId, "Subscriber"],
  deal: [ThingId, "Deal"]
})

/** A point in time as milliseconds, so that tables can be compared. */
const plain = (value: unknown): unknown =>
  DateTime.isDateTime(value) ? new Date(value.epochMillis).toISOString() : value

const decode = <A>(codec: Wire.Codec<A>, input: unknown) =>
  Either.match(Schema.decodeUnknownEither(codec)(input), { onLeft: () => "refused", onRight: plain })

interface Table {
  readonly codec: Wire.Codec<any>
  readonly reads: ReadonlyArray<readonly [input: unknown, value: unknown]>
  readonly refuses: ReadonlyArray<unknown>
  readonly writes: ReadonlyArray<readonly [value: unknown, output: unknown]>
}

/** PHP's spellings of "nothing". */
const nothing = [null, "", false, [], {}].map((none) => [none, null] as const)
const noDates = [
  ...nothing,
  ...["0", 0, "0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00+00:00", "-0001-11-30T00:00:00-06:00"].map(
    (none) => [none, null] as const
  )
]
/** Numbers that `JSON.parse` has rounded already. */
const rounded = [9_007_199_254_740_992, JSON.parse("12345678901234567890"), JSON.parse("-9007199254740993"), 1e300]
const at = (iso: string) => DateTime.unsafeMake(iso)

const tables: Readonly<Record<string, Table>> = {
  "id: text or number": {
    codec: ThingId,
    reads: [
      ["12", "12"],
      [12, "12"],
      [0, "0"],
      ["b1946ac9-uuid", "b1946ac9-uuid"]
    ],
    refuses: ["", null, undefined, true, -1, 1.5, Number.NaN, {}, ["1"], { id: "1" }, ...rounded],
    writes: [["12", "12"]]
  },
  "ref: empty in four spellings": {
    codec: Wire.nullableId(ThingId),
    reads: [
      ["12", "12"],
      [12, "12"],
      ...nothing,
      ["0", null],
      [0, null],
      [{ id: "12", name: "x" }, "12"],
      [{ id: 12 }, "12"],
      [{ id: "0", name: "" }, null],
      [{ id: 0 }, null]
    ],
    refuses: [true, { name: "x" }, { id: "" }, { id: { id: "1" } }, ["1"], -1, ...rounded],
    writes: [
      ["12", "12"],
      [null, null]
    ]
  },
  "Text: numbers echoed back": {
    codec: Wire.Text,
    reads: [
      ["a", "a"],
      ["", ""],
      [12, "12"],
      [1.5, "1.5"],
      [true, "true"]
    ],
    refuses: [null, undefined, {}, [], ...rounded],
    writes: [["a", "a"]]
  },
  "Flag: string, number and boolean drift": {
    codec: Wire.Flag,
    reads: [
      ["1", true],
      [1, true],
      [true, true],
      ["0", false],
      [0, false],
      [false, false],
      ["", false],
      [null, false]
    ],
    // What another number means is not known, and "true" would be a guess.
    refuses: ["yes", 2, "2", -1, " 1 ", {}, [], undefined],
    writes: [
      [true, "1"],
      [false, "0"]
    ]
  },
  "NumericFlag: written as a number": {
    codec: Wire.NumericFlag,
    reads: [
      ["1", true],
      [0, false]
    ],
    refuses: ["maybe"],
    writes: [
      [true, 1],
      [false, 0]
    ]
  },
  "Integer: text or number": {
    codec: Wire.Integer,
    reads: [["12", 12], [12, 12], ["-3", -3], ["0", 0], ...nothing, ["12.0", 12]],
    refuses: ["12.5", 12.5, "abc", "1,044", "12abc", true, ["1"], "9007199254740993", ...rounded],
    writes: [
      [12, "12"],
      [null, null]
    ]
  },
  "NumericInteger: written as a number": {
    codec: Wire.NumericInteger,
    reads: [
      ["2", 2],
      [2, 2]
    ],
    refuses: ["", null, "2.5", 2.5, "a"],
    writes: [[2, 2]]
  },
  "Decimal: text or number": {
    codec: Wire.Decimal,
    reads: [["12.5", 12.5], [12.5, 12.5], [".5", 0.5], ["-1.25", -1.25], ...nothing, ["1e3", 1000]],
    refuses: ["1,044,055.00", "12.5.1", "NaN", "Infinity", true, "9007199254740993", ...rounded],
    writes: [[12.5, "12.5"]]
  },
  "Cents: a fraction that was echoed is dropped, as the vendor does": {
    codec: Wire.MinorUnits,
    reads: [["15624", 15624], [156.24, 156], ["156.24", 156], ["99.5", 99], [0, 0], ...nothing],
    refuses: ["1,044,055.00", "€5", true, "9007199254740993", ...rounded],
    writes: [[15624, "15624"]]
  },
  "Timestamp: offsets, half hours, nanoseconds, an hour without its zero": {
    codec: Wire.Timestamp,
    reads: [
      ["2018-09-12T12:51:12-05:00", "2018-09-12T17:51:12.000Z"],
      ["2023-02-01T10:00:00+10:30", "2023-01-31T23:30:00.000Z"],
      ["2020-04-03T11:52:40+00:00", "2020-04-03T11:52:40.000Z"],
      ["2024-01-02T03:04:05.123456789Z", "2024-01-02T03:04:05.123Z"],
      ["2017-06-01T2:10:00-05:00", "2017-06-01T07:10:00.000Z"],
      ["2018-09-12T12:51:12-0500", "2018-09-12T17:51:12.000Z"],
      ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
      ["2018-01-31T00:00:00Z", "2018-01-31T00:00:00.000Z"],
      ...noDates
    ],
    refuses: [
      ...["2018-09-12 12:51:12", "2018-09-12", "yesterday", "2018-13-01T00:00:00Z", 1536774672, true, { at: 1 }],
      ...["2018-02-30T00:00:00Z", "2018-02-29T00:00:00Z", "2018-04-31T12:00:00-05:00", "2018-02-30T2:10:00-05:00"]
    ],
    writes: [
      [at("2018-09-12T17:51:12Z"), "2018-09-12T17:51:12+00:00"],
      [at("2018-09-12T17:51:12.5Z"), "2018-09-12T17:51:12.500+00:00"],
      [null, null]
    ]
  },
  "LocalDateTime: a zone is never guessed, not even where the name says UTC": {
    codec: Wire.LocalDateTime,
    reads: [["2018-09-12 12:51:12", "2018-09-12 12:51:12"], ["2024-02-29 00:00:00", "2024-02-29 00:00:00"], ...noDates],
    refuses: [
      ...["2018-09-12T12:51:12-05:00", "2018-09-12", "2018-13-12 12:51:12", "2018-09-12 25:51:12", 5, { at: 1 }],
      ...["2018-02-30 12:00:00", "2023-02-29 12:00:00", "2018-11-31 12:00:00"]
    ],
    writes: [
      ["2018-09-12 12:51:12", "2018-09-12 12:51:12"],
      [null, null]
    ]
  },
  "LocalDate: a day": {
    codec: Wire.LocalDate,
    reads: [["2018-09-12", "2018-09-12"], ...noDates],
    refuses: ["2018-9-12", "2018-09-32", "2018-02-30", "2018-06-31", "2018-09-12 12:51:12", 20180912],
    writes: [["2018-09-12", "2018-09-12"]]
  },
  "Moment: with a zone on one route and without on another": {
    codec: Wire.InstantOrLocal,
    reads: [
      ["2018-09-12T12:51:12-05:00", "2018-09-12T17:51:12.000Z"],
      ["2018-09-12 12:51:12", "2018-09-12 12:51:12"],
      ...noDates
    ],
    refuses: ["2018", 5, { at: 1 }, "2018-02-30 12:00:00", "2018-02-30T12:00:00Z"],
    writes: [
      [at("2018-09-12T17:51:12Z"), "2018-09-12T17:51:12+00:00"],
      ["2018-09-12 12:51:12", "2018-09-12 12:51:12"]
    ]
  },
  "DateFilter: a point in time, or a text of the caller's": {
    codec: Wire.DateFilter,
    reads: [["2026-05-28", "2026-05-28"]],
    refuses: [{}, null],
    writes: [
      [at("2026-05-28T01:02:03Z"), "2026-05-28T01:02:03.000Z"],
      ["2026-05-28", "2026-05-28"]
    ]
  },
  "known: words that are new stay": {
    codec: Wire.openLiteral(["contact", "template"]),
    reads: [
      ["contact", "contact"],
      ["campaign", "campaign"],
      [1, "1"]
    ],
    refuses: [{}, [], null, ...rounded],
    writes: [["contact", "contact"]]
  },
  "codes: numbers that stand for words": {
    codec: Wire.openEnum({ "0": "open", "1": "won" }),
    reads: [["1", "won"], [1, "won"], ["0", "open"], [7, "7"], ...nothing],
    refuses: [["1"], { code: 1 }, ...rounded],
    writes: [
      ["won", "1"],
      ["7", "7"],
      [null, null]
    ]
  },
  "codeOf: the words of codes, and no others": {
    codec: Wire.closedEnum({ "-1": "any", "0": "open", "1": "won" }),
    reads: [
      [1, "won"],
      ["0", "open"],
      [-1, "any"]
    ],
    refuses: [7, "won", "", null, {}, []],
    writes: [
      ["won", 1],
      ["any", -1]
    ]
  },
  "NumericDecimal: written as a number": {
    codec: Wire.NumericDecimal,
    reads: [
      [1.5, 1.5],
      ["1.5", 1.5]
    ],
    refuses: ["", null, "a", Number.NaN, Number.POSITIVE_INFINITY, {}],
    writes: [[1.5, 1.5]]
  },
  "Instant: a point in time that has to be there": {
    codec: Wire.Instant,
    reads: [["2018-09-12T12:51:12-05:00", "2018-09-12T17:51:12.000Z"]],
    refuses: ["", null, "0000-00-00", "2018-09-12", 5],
    writes: [[at("2018-09-12T17:51:12Z"), "2018-09-12T17:51:12+00:00"]]
  },
  "CustomFieldValue: as the field is": {
    codec: Wire.CustomFieldValue,
    reads: [
      ["a", "a"],
      ["", ""],
      [9999, 9999],
      [
        ["a", "b"],
        ["a", "b"]
      ]
    ],
    refuses: [null, true, {}, [1], Number.NaN, ...rounded],
    writes: [
      [9999, 9999],
      [
        ["a", "b"],
        ["a", "b"]
      ]
    ]
  },
  "numeric: an id as a number, where it is one": {
    codec: Wire.numericId(ThingId),
    reads: [
      [12, "12"],
      ["12", "12"]
    ],
    refuses: ["", null, {}],
    writes: [
      ["12", 12],
      ["007", "007"],
      ["b1946ac9-uuid", "b1946ac9-uuid"]
    ]
  },
  "openInput: keys of the caller's that begin alike": {
    codec: Wire.OpenInput("Filters")("relationships.", Schema.String, { name: Schema.String }),
    reads: [[{ "relationships.deal": "1" }, { "relationships.deal": "1" }]],
    refuses: [{ "relationship.deal": "1" }, { "relationships.deal": 1 }, { Name: "a" }],
    writes: [
      [
        { name: "a", "relationships.primary-contact": "1" },
        { name: "a", "relationships.primary-contact": "1" }
      ]
    ]
  },
  "envelopeOrNone: nothing is {}": {
    codec: Wire.envelopeOrNone("thing", Wire.Entity("Thing")({ id: ThingId }, {})),
    reads: [
      [{ thing: { id: 1 } }, { id: "1" }],
      [{}, null]
    ],
    refuses: [[], "thing", { thing: {} }],
    writes: [
      [{ id: "1" }, { thing: { id: "1" } }],
      [null, {}]
    ]
  },
  "Target: a thing of whichever kind": {
    codec: Wire.Target,
    reads: [
      [
        { type: "contact", id: 1 },
        { type: "contact", id: "1" }
      ],
      [{}, { type: null, id: null }]
    ],
    refuses: ["contact", null, []],
    writes: [
      [
        { type: "deal", id: "2" },
        { type: "deal", id: "2" }
      ]
    ]
  },
  "FieldText: one value or several": {
    codec: Wire.FieldText,
    reads: [
      ["a", "a"],
      ["||a||b||", ["a", "b"]],
      [5, "5"]
    ],
    refuses: [{}, null, ...rounded],
    writes: [
      ["a", "a"],
      [["a", "b"], "||a||b||"]
    ]
  },
  "NonEmptyText: nothing that filters nothing": {
    codec: Wire.NonEmptyText,
    reads: [["a", "a"]],
    refuses: ["", "  ", "\n", null, {}, []],
    writes: [["a ", "a "]]
  },
  "CurrencyCode: in lower case": {
    codec: Wire.CurrencyCode,
    reads: [["usd", "usd"]],
    refuses: ["USD", "us", "dollar", "", null, 5],
    writes: [["eur", "eur"]]
  },
  "NonNegativeInteger: cents": {
    codec: Wire.NonNegativeInteger,
    reads: [
      [0, 0],
      ["4900", 4900]
    ],
    refuses: [-1, 0.5, "-1", "", null, 2 ** 60],
    writes: [[4900, 4900]]
  },
  "DateFilter: forms of the API, and no words": {
    codec: Wire.DateFilter,
    reads: [
      ["2026-05-28", "2026-05-28"],
      ["2026-05-28 10:00:00", "2026-05-28 10:00:00"]
    ],
    refuses: ["", " ", "yesterday", "28.05.2026", null, 5],
    writes: [["2026-05-28", "2026-05-28"]]
  },
  "target: a kind and an id in two keys": {
    codec: target,
    reads: [
      [{ reltype: "Subscriber", relid: 1 }, { contact: "1" }],
      [{ reltype: "Deal", relid: "2" }, { deal: "2" }]
    ],
    refuses: [{ reltype: "Deal" }, { relid: "1" }, { reltype: "Form", relid: "1" }, {}, null, "1", []],
    writes: [
      [{ contact: "1" }, { reltype: "Subscriber", relid: "1" }],
      [
        { deal: "2", contact: undefined },
        { reltype: "Deal", relid: "2" }
      ]
    ]
  },
  "spread: its keys beside the others": {
    codec: Wire.spread("owner", ["reltype", "relid"], Wire.Input("Noted")({ note: Wire.Text }, { owner: target })),
    reads: [
      [
        { note: "a", reltype: "Deal", relid: "2" },
        { note: "a", owner: { deal: "2" } }
      ],
      [{ note: "a" }, { note: "a" }]
    ],
    refuses: [{ reltype: "Deal", relid: "2" }, { note: "a", relid: "2" }, { note: "a", other: 1 }, null, []],
    writes: [
      [
        { note: "a", owner: { contact: "1" } },
        { note: "a", reltype: "Subscriber", relid: "1" }
      ],
      [{ note: "a" }, { note: "a" }]
    ]
  },
  "atLeastOne: of some fields": {
    codec: Wire.atLeastOne(
      Wire.Input("Some")({}, { a: Wire.nullable(Wire.Text), b: Wire.Text, c: Wire.Text }),
      "a",
      "b"
    ),
    reads: [[{ a: "1" }, { a: "1" }]],
    refuses: [{}, { c: "1" }, { a: null }, { b: "" }, { a: null, c: "1" }, null],
    writes: [
      [{ b: "1" }, { b: "1" }],
      [
        { a: null, b: "1" },
        { a: null, b: "1" }
      ]
    ]
  },
  "Links: PHP writes an empty map as [] or as nothing": {
    codec: Wire.Links,
    reads: [[{ a: "https://b" }, { a: "https://b" }], ...[[], {}, null, "", false].map((none) => [none, {}] as const)],
    refuses: [["a"], "a", 5, true, { a: {} }],
    writes: [[{ a: "https://b" }, { a: "https://b" }]]
  },
  "related: ids where objects are documented": {
    codec: Wire.related(ThingId),
    reads: [
      [
        ["1", 2],
        ["1", "2"]
      ],
      [[{ id: 1, name: "x" }], [{ id: "1", name: "x" }]],
      ...[[], {}, null, "", false, [null, false, "", []]].map((none) => [none, []] as const),
      [{ "1": "7", "3": { id: 8 } }, ["7", { id: "8" }]]
    ],
    refuses: [[true], [{}], "1", 1, { a: "1" }, ...rounded.map((number) => [number])],
    writes: [
      [
        ["1", { id: "2", name: "x" }],
        ["1", { id: "2", name: "x" }]
      ]
    ]
  },
  "commaSeparated: words in one parameter": {
    codec: Wire.commaSeparated(["a", "b"]),
    reads: [
      ["a,b", ["a", "b"]],
      ["", []]
    ],
    refuses: ["c"],
    writes: [[["a", "b"], "a,b"]]
  },
  "envelope: the key around a thing": {
    codec: Wire.envelope("thing", Wire.Text),
    reads: [[{ thing: "a", meta: {} }, "a"]],
    refuses: [{ things: "a" }, "a", null, []],
    writes: [["a", { thing: "a" }]]
  },
  "envelopeOrBare: the key around a thing, or none": {
    codec: Wire.envelopeOrBare("thing", Wire.Input("Bare")({ thing: Schema.String }, {})),
    reads: [
      [{ thing: { thing: "a" } }, { thing: "a" }],
      [{ thing: "a" }, { thing: "a" }]
    ],
    refuses: [{}, { thing: [] }, "a", null],
    writes: [[{ thing: "a" }, { thing: { thing: "a" } }]]
  },
  "envelopeBeside: a field beside the key": {
    codec: Wire.envelopeBeside("thing", ["b"], Wire.Input("Beside")({ a: Schema.String }, { b: Schema.Boolean })),
    reads: [
      [
        { thing: { a: "x" }, b: true },
        { a: "x", b: true }
      ],
      [{ thing: { a: "x" } }, { a: "x" }]
    ],
    refuses: [{ thing: "x" }, { b: true }, null],
    writes: [
      [
        { a: "x", b: true },
        { thing: { a: "x" }, b: true }
      ],
      [{ a: "x" }, { thing: { a: "x" } }]
    ]
  },
  "voidBeside: nothing, a message, or what is not read": {
    codec: Wire.voidBeside("thing"),
    reads: [
      [undefined, undefined],
      [{ message: "done", thing: {} }, undefined]
    ],
    refuses: ["<html/>", null, [], { other: {} }],
    writes: [[undefined, {}]]
  },
  "Void: nothing, or a message": {
    codec: Wire.Void,
    reads: [
      [undefined, undefined],
      [{}, undefined],
      [{ message: "deleted" }, undefined],
      [{ meta: {} }, undefined],
      [{ succeeded: 1, message: "deleted" }, undefined]
    ],
    refuses: ["<html/>", "deleted", "", null, [], 0, true, { thing: {} }, { message: {} }, { message: "a", thing: 1 }],
    writes: [[undefined, {}]]
  }
}

describe.each(Object.entries(tables))("%s", (_, table) => {
  it.each(table.reads)("reads %j as %j", (input, value) => {
    expect(decode(table.codec, input)).toEqual(value)
  })
  it.each(table.refuses.map((input) => [input]))("refuses %j", (input) => {
    expect(decode(table.codec, input)).toBe("refused")
  })
  it.each(table.writes)("writes %j as %j", (value, output) => {
    expect(Schema.encodeSync(table.codec)(value)).toEqual(output)
  })
})

const thing = Wire.Entity("Thing")(
  { id: ThingId },
  {
    name: Wire.Text,
    flag: Wire.Flag,
    count: Wire.Integer,
    cdate: Wire.Timestamp,
    owner: Wire.nullableId(ThingId),
    others: Wire.related(ThingId),
    links: Wire.Links,
    inner: Wire.Entity("Inner")({}, { at: Wire.InstantOrLocal, kind: Wire.openLiteral(["a", "b"]) })
  }
)

describe("an entity", () => {
  it("reads what is missing or null as null", () => {
    const all = {
      name: null,
      flag: null,
      count: null,
      cdate: null,
      owner: null,
      others: null,
      links: null,
      inner: null
    }
    expect(decode(thing, { id: 1 })).toEqual({ id: "1", ...all })
    expect(decode(thing, { id: 1, flag: null, links: undefined })).toEqual({ id: "1", ...all })
  })

  it("needs what identifies it", () => {
    expect(decode(thing, { name: "a" })).toBe("refused")
    expect(decode(thing, null)).toBe("refused")
    expect(decode(thing, [])).toBe("refused")
  })

  it("passes unknown keys through, and touches no prototype", () => {
    const body = JSON.parse('{"id":"1","name":"a","new":{"a":1},"toString":"x","__proto__":{"polluted":true}}')
    const value = Schema.decodeUnknownSync(thing)(body) as object
    expect(Object.keys(value)).toEqual(expect.arrayContaining(["new", "toString", "__proto__"]))
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it("is not an object that has none of its fields, whatever id that has", () => {
    for (const body of [
      { id: "1", colour: "red" },
      { id: "1", links: {}, colour_name: null }
    ]) {
      expect(decode(thing, body)).toBe("refused")
    }
    expect(decode(Wire.Target, { kind: "deal" })).toBe("refused")
    expect(decode(thing, { id: "1", colour: "red", count: null })).toMatchObject({ id: "1", colour: "red" })
    expect(decode(thing, { id: "1", links: {} })).toMatchObject({ id: "1", links: {} })
    // With fields that tell nothing, there is nothing to tell by.
    expect(decode(Wire.Entity("Bare")({ id: ThingId }, { links: Wire.Links }), { id: "1", colour: "red" })).toEqual({
      id: "1",
      links: null,
      colour: "red"
    })
  })

  it("is read in both spellings of its names, its own first", () => {
    const both = Wire.Entity("Both")(
      { dealId: ThingId },
      { created_by: Wire.Text, line_1: Wire.Text, city: Wire.Text, zipCode: Wire.Text, zip_code: Wire.Text }
    )
    const none = { created_by: null, line_1: null, city: null, zipCode: null, zip_code: null }
    expect(decode(both, { deal_id: 7, createdBy: "a", line1: "b" })).toMatchObject({
      dealId: "7",
      created_by: "a",
      line_1: "b"
    })
    expect(decode(both, { dealId: 1, deal_id: 7, created_by: null, createdBy: "a" })).toEqual({
      ...none,
      dealId: "1",
      deal_id: 7,
      createdBy: "a"
    })
    // Two fields of their own are two fields.
    expect(decode(both, { dealId: 1, zip_code: "c", extra: 1 })).toEqual({
      ...none,
      dealId: "1",
      zip_code: "c",
      extra: 1
    })
    expect(decode(both, { deal_id: "" })).toBe("refused")
  })

  it("reads a value that is spread over columns", () => {
    const spread = Wire.Entity("Spread")(
      {},
      { value: Wire.columns(Wire.CustomFieldValue, { text_value: Wire.Text, number_value: Wire.Decimal }) }
    )
    const valueOf = (body: unknown) => (decode(spread, body) as { readonly value?: unknown }).value
    expect(valueOf({ text_value: null, number_value: "20210045.000" })).toBe(20_210_045)
    expect(valueOf({ text_value: "a", number_value: null })).toBe("a")
    expect(valueOf({ text_value: null, number_value: null, value: "b" })).toBe("b")
    expect(decode(spread, { text_value: null, number_value: "many" })).toBe("refused")
    expect(Schema.encodeSync(spread)({ value: 5 })).toEqual({ value: 5 })
  })

  it("says where a value is not as documented", () => {
    const failure = Schema.decodeUnknownEither(Wire.envelope("things", Wire.array(thing)))({
      things: [{ id: "1" }, { id: "2", cdate: "soon" }]
    })
    expect(String(Either.getOrThrow(Either.flip(failure)))).toContain('["cdate"]')
  })

  it("reads any body or refuses it, and does not throw", () => {
    const value = FastCheck.oneof(
      FastCheck.constantFrom<unknown>(
        null,
        "",
        "0",
        "1",
        0,
        1,
        true,
        false,
        "12",
        "abc",
        "2018-09-12T12:51:12-05:00",
        "2018-09-12 12:51:12",
        "0000-00-00",
        [],
        {},
        ["1"],
        [{ id: 1 }],
        { a: "b" },
        { at: "2018-09-12", kind: 5 },
        { at: null }
      ),
      FastCheck.jsonValue()
    )
    const body = FastCheck.dictionary(
      FastCheck.constantFrom("id", "name", "flag", "count", "cdate", "owner", "others", "links", "inner", "unknown"),
      value
    )
    FastCheck.assert(
      FastCheck.property(body, (input) => {
        const read = Schema.decodeUnknownEither(thing)(input)
        if (Either.isRight(read)) expect(Schema.is(thing)(read.right)).toBe(true)
      }),
      { seed: 1, numRuns: 2000 }
    )
  })

  it("survives encoding, JSON and decoding", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(thing), (value) => {
        const body = JSON.parse(JSON.stringify(Schema.encodeSync(thing)(value)))
        expect(Schema.decodeUnknownSync(thing)(body)).toEqual(value)
      }),
      { seed: 1, numRuns: 300 }
    )
  })
})

it("a record touches no prototype", () => {
  const body = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}')
  const value = Schema.decodeUnknownSync(Wire.record(Wire.Json))(body)
  expect(Object.keys(value)).toEqual(["__proto__", "constructor"])
  expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

it("a day is read if its month has it, and only then", () => {
  for (let day = 0; day < 3 * 366; day++) {
    const date = new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)
    expect(decode(Wire.LocalDate, date)).toBe(date)
    expect(decode(Wire.Timestamp, `${date}T00:00:00Z`)).toBe(`${date}T00:00:00.000Z`)
  }
  for (const year of [2023, 2024, 2100]) {
    for (let month = 1; month <= 12; month++) {
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
      const date = `${year}-${String(month).padStart(2, "0")}-${last + 1}`
      for (const [codec, text] of [
        [Wire.LocalDate, date],
        [Wire.LocalDateTime, `${date} 12:00:00`],
        [Wire.InstantOrLocal, `${date} 12:00:00`],
        [Wire.Timestamp, `${date}T12:00:00Z`]
      ] as const) {
        expect(decode<any>(codec as Wire.Codec<any>, text), text).toBe("refused")
      }
    }
  }
})

const given = Wire.Input("Given")(
  { name: Schema.String },
  { note: Schema.NullOr(Schema.String), flag: Wire.NumericFlag }
)

describe("an input", () => {
  const write = (value: unknown) => JSON.stringify(Schema.encodeUnknownSync(given)(value))

  it("never sends undefined, and sends null where it clears", () => {
    expect(write({ name: "a", note: undefined })).toBe('{"name":"a"}')
    expect(write({ name: "a", note: null, flag: true })).toBe('{"name":"a","note":null,"flag":1}')
  })

  it("keeps the order of its keys, which counts for what to sort by", () => {
    const orders = Wire.orders(["a", "b"])
    expect(JSON.stringify(Schema.encodeSync(orders)({ b: "DESC", a: "ASC" }))).toBe('{"b":"DESC","a":"ASC"}')
  })

  it("refuses keys that the vendor would ignore without a word", () => {
    expect(() => write({ name: "a", nmae: "b" })).toThrow()
    expect(() => write({})).toThrow()
  })
})

it("FieldText: several values are read as what was written, or refused", () => {
  const element = FastCheck.stringMatching(/^[a|]{0,4}$/)
  FastCheck.assert(
    FastCheck.property(FastCheck.array(element, { minLength: 1, maxLength: 4 }), (values) => {
      const written = Schema.encodeEither(Wire.FieldText)(values)
      if (Either.isRight(written)) expect(Schema.decodeUnknownSync(Wire.FieldText)(written.right)).toEqual(values)
      else expect(values.some((value) => value === "" || value.includes("|"))).toBe(true)
    }),
    { seed: 1, numRuns: 500 }
  )
})

it("what a target refuses: two records, none, and one of another kind", () => {
  for (const value of [
    { contact: "1", deal: "1" },
    {},
    { contact: undefined },
    { user: "1" },
    { contact: "" },
    { contact: "0" }
  ]) {
    expect(Either.isLeft(Schema.encodeUnknownEither(target)(value))).toBe(true)
  }
})

it("a date to filter by exists: another one would filter nothing", () => {
  const refused = (text: string) => Either.isLeft(Schema.encodeUnknownEither(Wire.DateFilter)(text))
  for (const day of [
    "0000-00-00",
    "2026-00-10",
    "2026-13-01",
    "2026-02-30",
    "2026-04-31",
    "2025-02-29",
    "2026-01-32"
  ]) {
    for (const time of ["", " 10:00:00", "T10:00:00Z"]) expect(refused(`${day}${time}`), `${day}${time}`).toBe(true)
  }
  for (const time of ["24:00:00", "10:60", "99:99:99"]) expect(refused(`2026-01-01 ${time}`), time).toBe(true)
  for (const text of ["2024-02-29", "2026-12-31T23:59:59.5+02:00", "2026-01-01 00:00"]) {
    expect(refused(text), text).toBe(false)
  }
})

it("filters have at least one that is set", () => {
  const filters = Wire.Input("SomeFilters")({}, { name: Wire.NonEmptyText, tag: Wire.NonEmptyText })
  const refused = (value: unknown) => Either.isLeft(Schema.encodeUnknownEither(filters)(value))
  for (const value of [{}, { name: undefined }, { name: undefined, tag: undefined }]) expect(refused(value)).toBe(true)
  expect(refused({ name: "a", tag: undefined })).toBe(false)
})

it("at least one of some fields is not met by a blank one", () => {
  const codec = Wire.atLeastOne(Wire.Input("Reachable")({}, { email: Wire.Text, phone: Wire.Text }), "email", "phone")
  for (const blank of ["", " ", "\n"]) {
    expect(Either.isLeft(Schema.encodeUnknownEither(codec)({ phone: blank, email: blank }))).toBe(true)
    expect(Either.isLeft(Schema.encodeUnknownEither(codec)({ phone: "1", email: blank }))).toBe(false)
  }
})
