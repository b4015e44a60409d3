/**
 * CSV is read as it was written, however it is cut into pieces, and what cannot be read is told with its line.
 */
import { it } from "@effect/vitest"
import * as Csv from "@effect-activecampaign/jobs/Csv"
import { stringify } from "csv-stringify/sync"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Stream from "effect/Stream"
import { describe, expect } from "vitest"

const encoder = new TextEncoder()

/** A text in pieces of so many bytes. */
const piecesOf = (text: string | Uint8Array, size: number): Stream.Stream<Uint8Array> => {
  const bytes = typeof text === "string" ? encoder.encode(text) : text
  const count = Math.ceil(bytes.length / size)
  return Stream.fromIterable(Array.from({ length: count }, (_, index) => bytes.slice(index * size, (index + 1) * size)))
}

/** The rows that come, and the error after them. */
const read = (text: string | Uint8Array, options: Csv.Options = {}, size = 1_000_000) =>
  Effect.gen(function* () {
    const rows: Array<Csv.Row> = []
    const error = yield* Csv.rows(piecesOf(text, size), options).pipe(
      Stream.runForEach((row) => Effect.sync(() => rows.push(row))),
      Effect.match({ onFailure: (error) => error, onSuccess: () => null })
    )
    return { rows, error }
  })

const seen = (rows: ReadonlyArray<Csv.Row>) => rows.map(({ cells, line }) => [line, ...cells])

const text = fc
  .oneof(
    fc.string(),
    fc.constantFrom("", "a,b", 'say "hi"', "line\nbreak", "line\r\nbreak", "\r", "ü", "🙂", " ", "=1+1", "\ufeff")
  )
  .map((one) => one.replaceAll("\0", ""))

interface Table {
  readonly cells: ReadonlyArray<ReadonlyArray<string>>
  /** Size of the pieces that it is read in. */
  readonly size: number
  readonly bom: boolean
  readonly recordDelimiter: string
  readonly delimiter: string
  readonly isEnded: boolean
}

const table: fc.Arbitrary<Table> = fc.record({
  cells: fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
  size: fc.integer({ min: 1, max: 7 }),
  bom: fc.boolean(),
  recordDelimiter: fc.constantFrom("\r\n", "\n"),
  delimiter: fc.constantFrom(",", ";", "\t"),
  isEnded: fc.boolean()
})

/** A table as text, and the line where each row begins. */
const written = ({ bom, cells, delimiter, isEnded, recordDelimiter }: Table) => {
  const lines = cells.map((row) => stringify([row], { delimiter, record_delimiter: recordDelimiter, quoted: true }))
  const joined = lines.join("")
  const whole = isEnded ? joined : joined.slice(0, joined.length - recordDelimiter.length)
  let line = 1
  const rows = cells.flatMap((row, index) => {
    const from = line
    line += (lines[index]?.match(/\r\n|\n|\r/g) ?? []).length
    return row.some((cell) => cell.trim() !== "") ? [[from, ...row]] : []
  })
  return { text: `${bom ? "\ufeff" : ""}${whole}`, rows }
}

describe("rows", () => {
  it.effect.prop("reads what was written, in pieces of any size, with lines", [table], ([given]) =>
    Effect.gen(function* () {
      const { rows, text } = written(given)
      const options = { delimiter: given.delimiter }
      const { error, rows: whole } = yield* read(text, options)
      expect([error, seen(whole)]).toEqual([null, rows])
      const { rows: pieces } = yield* read(text, options, given.size)
      expect(pieces).toEqual(whole)
    })
  )

  it.effect.prop("continues after any row", [table, fc.nat()], ([given, choice]) =>
    Effect.gen(function* () {
      const { text } = written(given)
      const options = { delimiter: given.delimiter }
      const { rows } = yield* read(text, options)
      const from = rows[choice % Math.max(1, rows.length)]
      if (from === undefined) return
      const rest = encoder.encode(text).slice(from.end.offset)
      const { rows: after } = yield* read(rest, { ...options, start: from.end })
      expect(after).toEqual(rows.slice(rows.indexOf(from) + 1))
    })
  )

  it.effect.each([
    ["a quote that is not closed", 'email\na@example.com\n"b@example.com\nc@example.com\n', "quotes", 3],
    ["text after a quote", 'email\n\n"a"b\n', "quotes", 3],
    ["a quote within a value", 'email\n"x\r\ny"\r\n5" pipe\n', "quotes", 4],
    ["a row that is too large", `email\n${"x".repeat(200)}\n`, "size", 2],
    ["a quote that is not closed for long", `email\n"${"x\n".repeat(200)}`, "size", 2],
    ["too many columns", "a\nb\n1,2,3,4,5,6\n", "columns", 3]
  ] as const)("tells of %s with its line", ([, text, reason, line]) =>
    Effect.gen(function* () {
      for (const size of [1, 1000]) {
        const { error, rows } = yield* read(text, { maxRowBytes: 100, maxColumns: 5 }, size)
        expect(error).toMatchObject({ _tag: "CsvError", reason, line })
        expect(error?.message).toMatch(new RegExp(`^line ${line} of the CSV: `))
        expect(rows[0]?.line).toBe(1)
      }
    })
  )

  it.effect.each([
    ["Latin-1", Uint8Array.of(...encoder.encode("email\nJ"), 0xfc, ...encoder.encode("rgen\n")), /another encoding/, 2],
    ["UTF-16 with a mark", Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x0a, 0), /UTF-16/, 1],
    ["a NUL character", encoder.encode("email\na@example.com\nb\0\n"), /a NUL character is in the row/, 3],
    ["UTF-16 without one", Uint8Array.of(0x61, 0, 0x0a, 0), /UTF-16/, 1],
    ["UTF-8 that ends too early", encoder.encode("email\nJü").slice(0, -1), /ends within a character/, 2]
  ] as const)("tells of %s", ([, bytes, problem, line]) =>
    Effect.gen(function* () {
      for (const size of [1, 1000]) {
        const { error } = yield* read(bytes, {}, size)
        expect(error).toMatchObject({ reason: "encoding", line })
        expect(error?.message).toMatch(problem)
      }
    })
  )

  it.effect("reads a large input in constant memory, and stops when its consumer does", () =>
    Effect.gen(function* () {
      let pieces = 0
      const endless = Stream.repeatEffect(
        Effect.sync(() => {
          pieces++
          return encoder.encode("a@example.com,Jane\n".repeat(100))
        })
      )
      const count = yield* Stream.runCount(Stream.take(Csv.rows(endless), 20_000))
      expect(count).toBe(20_000)
      expect(pieces).toBeLessThan(220)
    })
  )
})
