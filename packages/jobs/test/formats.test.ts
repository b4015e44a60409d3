/**
 * Rows as files: what is written is what is read, and a spreadsheet evaluates none of it.
 */
import { expect, it } from "@effect/vitest"
import * as Columns from "@effect-activecampaign/jobs/Columns"
import * as CsvWriter from "@effect-activecampaign/jobs/CsvWriter"
import * as Export from "@effect-activecampaign/jobs/Export"
import * as Ndjson from "@effect-activecampaign/jobs/Ndjson"
import { parse } from "csv-parse/sync"
import * as Chunk from "effect/Chunk"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Stream from "effect/Stream"
import { layer, seed } from "./support/exportAccount.js"

const textOf = <E, R>(bytes: Stream.Stream<Uint8Array, E, R>) =>
  Effect.map(Stream.runCollect(bytes), (chunks) => Buffer.concat([...chunks]).toString("utf8"))

const csv = (rows: ReadonlyArray<ReadonlyArray<unknown>>, width: number, options: CsvWriter.Options = {}) => {
  const columns = Array.from({ length: width }, (_, index) => ({
    header: `column ${index}`,
    value: (row: ReadonlyArray<unknown>) => row[index]
  }))
  return Effect.runSync(textOf(CsvWriter.encode(columns, options)(Stream.fromIterable(rows))))
}

/** Texts that tools stumble over. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      "=cmd|' /C calc'!A0",
      "+1+1",
      "-2+3",
      "@SUM(A1)",
      "\tx",
      "\rx",
      "＝1+1",
      '"',
      '""',
      "a\nb",
      "a\r\nb",
      "a\rb",
      ","
    ],
    ...[
      "",
      " ",
      " x ",
      "'",
      "\uFEFFx",
      "👩‍👩‍👧 Ünïcödé 誕生日",
      "\u2028",
      "null",
      "0",
      "1e3",
      "a,b;c\td",
      "+49 30 1234567",
      "||"
    ]
  ),
  fc.fullUnicodeString({ maxLength: 12 })
)

const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.tuple(fc.constant(width), fc.array(fc.array(hostile, { minLength: width, maxLength: width }), { maxLength: 8 }))
  )

const options = fc.record({ bom: fc.boolean(), delimiter: fc.constantFrom("," as const, ";" as const, "\t" as const) })

it("CSV: another program reads the texts that were written", () => {
  fc.assert(
    fc.property(tables, options, ([width, rows], { bom, delimiter }) => {
      const text = csv(rows, width, { bom, delimiter, escapeFormulas: false })
      const [head, ...read] = parse(text, { bom, delimiter }) as Array<Array<string>>
      expect(head).toHaveLength(width)
      expect(read).toEqual(rows)
      expect(text.startsWith("\uFEFF")).toBe(bom)
      expect(text.endsWith("\r\n")).toBe(true)
    }),
    { numRuns: 300 }
  )
})

it("CSV: no text is evaluated by a spreadsheet, and only those that could be are changed", () => {
  fc.assert(
    fc.property(tables, ([width, rows]) => {
      const read = (parse(csv(rows, width)) as Array<Array<string>>).slice(1).flat()
      for (const [index, text] of rows.flat().entries()) {
        const cell = read[index] ?? ""
        const isFormula = /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^\+[\d ()./-]+$/.test(text)
        expect(cell).toBe(isFormula ? `'${text}` : text)
      }
    }),
    { numRuns: 300 }
  )
})

it("CSV: values of other types", () => {
  const time = DateTime.unsafeMake("2026-05-28T08:05:54Z")
  const row = [null, undefined, -1.5, true, false, time, ["a", "=b"], [], { a: [1] }, ["=a"], "+1 (555) 010-0100"]
  expect(parse(csv([row], row.length, { header: false }))).toEqual([
    [
      ...["", "", "-1.5", "true", "false", "2026-05-28T08:05:54.000Z", "a||=b", "", '{"a":[1]}', "'=a"],
      "+1 (555) 010-0100"
    ]
  ])
  expect(csv([], 2)).toBe("column 0,column 1\r\n")
  expect(csv([], 2, { header: false, bom: true })).toBe("")
})

it("NDJSON: each row is a line, and comes back as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (rows) => {
      const text = Effect.runSync(textOf(Ndjson.encode(Stream.fromIterable(rows))))
      const lines = text.split("\n")
      expect(lines.pop()).toBe("")
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(rows)))
    })
  )
})

/** The file that blocks make, if the job is interrupted after some of them and cuts off what it had not stored yet. */
const written = <E, R>(blocks: (cursor: string | undefined) => Stream.Stream<Ndjson.Block, E, R>, stops: number) =>
  Effect.gen(function* () {
    let file = Buffer.alloc(0)
    let cursor: string | undefined
    for (let turn = 0; ; turn++) {
      const some = Chunk.toReadonlyArray(
        yield* Stream.runCollect(Stream.take(blocks(cursor), turn < stops ? 2 : 10_000))
      )
      for (const block of some) {
        file = Buffer.concat([file, block.bytes])
        cursor = block.cursor ?? cursor
      }
      if (turn >= stops) return file.toString("utf8")
    }
  })

it.effect("a file that was continued is the file that was written at once", () =>
  Effect.gen(function* () {
    const query = { limit: 5 }
    const ndjson = (cursor: string | undefined) => Ndjson.blocks(Export.contacts(query, { cursor }))
    expect(yield* written(ndjson, 3)).toBe(yield* written(ndjson, 0))
    const { fields } = yield* Effect.map(Stream.runHead(Export.deals()), (one) =>
      one._tag === "Some" ? one.value.row : { fields: {} }
    )
    expect(Object.keys(fields)).toEqual(["BUDGET", "REGION"])
    const columns = Columns.deals([
      {
        ...{ id: "1" as never, owner: "deal", name: "BUDGET", label: "Budget", kind: "currency" },
        ...{ options: null, currency: null, isRequired: false }
      }
    ])
    const deals = (cursor: string | undefined) =>
      CsvWriter.blocks(columns, { header: cursor === undefined })(Export.deals(query, { cursor }))
    const file = yield* written(deals, 3)
    expect(file).toBe(yield* written(deals, 0))
    const rows = parse(file, { columns: true }) as Array<Record<string, string>>
    expect(rows).toHaveLength(23)
    expect(rows[6]).toMatchObject({ id: "7", BUDGET: "7", "BUDGET.currency": "EUR", stageTitle: "Won" })
  }).pipe(Effect.provide(layer(seed(23))))
)

it.effect("contacts in a spreadsheet", () =>
  Effect.gen(function* () {
    const columns = Columns.pick(Columns.contacts([]), ["email", "tags", "lists", "lists.unsubscribed", "cdate"])
    const rows = Stream.map(Export.contacts(), ({ row }) => row)
    const text = yield* textOf(CsvWriter.encode(columns)(rows))
    expect(
      text
        .split("\r\n")
        .slice(0, 7)
        .map((line) => line.replace(/,[^,]*$/, ""))
    ).toEqual([
      "email,tags,lists,lists.unsubscribed",
      "c1@example.com,,News,",
      "c2@example.com,even,News,",
      'c3@example.com,"third, or not",News,',
      "c4@example.com,even,News,",
      "c5@example.com,,,News",
      'c6@example.com,"even||third, or not",News,'
    ])
    expect(text).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z\r\n/)
  }).pipe(Effect.provide(layer(seed(6))))
)
