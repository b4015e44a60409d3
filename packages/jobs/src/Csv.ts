/**
 * CSV: bytes in, rows with their lines out.
 *
 * ```ts
 * const rows = Csv.rows(Stream.make(new TextEncoder().encode("email,first_name\njane@example.com,Jane\n")))
 * ```
 *
 * It reads what RFC 4180 describes: quotes, line breaks in quotes, either kind of line break. A byte order mark and rows without
 * a value are left out. The encoding is UTF-8. Memory does not grow with the input: a row has at most 1 MiB by default.
 */
import { CsvError as ParserError, parse } from "csv-parse"
import * as Chunk from "effect/Chunk"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** A row of a file. */
export interface Row {
  /** Line where it begins, from 1. */
  readonly line: number
  /** Its values; an empty one is an empty string. */
  readonly cells: ReadonlyArray<string>
  /** Offset in bytes where the next row begins. With `start`, a file can be read from there. */
  readonly end: Position
}

/** A place between two rows of a file. */
export interface Position {
  /** Line that begins there, from 1. */
  readonly line: number
  /** Bytes before it. */
  readonly offset: number
}

/** How a file is read. */
export interface Options {
  /** What is between values: one character, by default a comma. */
  readonly delimiter?: string | undefined
  /** Most bytes of a row; default 1 MiB. */
  readonly maxRowBytes?: number | undefined
  /** Most values of a row; default 1,000. */
  readonly maxColumns?: number | undefined
  /** Where the bytes begin, if not at the beginning of the file: the `end` of a row. */
  readonly start?: Position | undefined
}

/**
 * Why a file cannot be read.
 *
 * - `encoding`: it is not UTF-8.
 * - `quotes`: a quote is not closed, is within a value without quotes, or is followed by more.
 * - `size`: a row has more bytes than `maxRowBytes`.
 * - `columns`: a row has more values than `maxColumns`.
 */
export type Reason = "encoding" | "quotes" | "size" | "columns"

/** A file cannot be read from a line on. The rows before are right. */
export class CsvError extends Data.TaggedError("CsvError")<{
  /** Line where the row begins that cannot be read, from 1. */
  readonly line: number
  /** Why it cannot be read. */
  readonly reason: Reason
  /** What is wrong, without values of the file. */
  readonly problem: string
}> {
  override get message(): string {
    return `line ${this.line} of the CSV: ${this.problem}`
  }
}

const quoteProblems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is not closed; quotes within a value are written twice",
  CSV_INVALID_CLOSING_QUOTE: "something follows a closing quote; quotes within a value are written twice",
  INVALID_OPENING_QUOTE: "a quote is within a value without quotes; quote the whole value, and write the quote twice"
}

const breaks = /\r\n|\n|\r/g

const breaksIn = (cells: ReadonlyArray<string>): number =>
  cells.reduce((sum, cell) => sum + (cell.match(breaks)?.length ?? 0), 0)

const decode = (decoder: TextDecoder, bytes?: Uint8Array): string | null => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    return null
  }
}

/** Rows, and what ended them. */
interface Step {
  readonly rows: ReadonlyArray<Row>
  readonly error: CsvError | null
}

/** A file that is read piece by piece. */
class Reader {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true })
  private readonly parser: ReturnType<typeof parse>
  private readonly maxColumns: number
  private rows: Array<Row> = []
  private error: CsvError | null = null
  private position: Position
  /** Bytes before those that the parser counts, such as a byte order mark. */
  private shift: number
  private emptyLines = 0
  /** The first bytes, up to three. */
  private head: ReadonlyArray<number> = []

  constructor({ delimiter = ",", maxColumns = 1000, maxRowBytes = 1_048_576, start }: Options) {
    this.maxColumns = maxColumns
    this.position = start ?? { line: 1, offset: 0 }
    this.shift = this.position.offset
    this.parser = parse({
      ...{ delimiter, max_record_size: maxRowBytes, record_delimiter: ["\r\n", "\n", "\r"] },
      ...{ relax_column_count: true, skip_empty_lines: true },
      on_record: (record: ReadonlyArray<string>, { bytes, empty_lines }) => this.take(record, bytes, empty_lines)
    })
    // An error is given to who wrote, too.
    this.parser.on("error", () => undefined)
  }

  /** Keeps a row. The parser gets null, so that it keeps none. */
  private take(cells: ReadonlyArray<string>, bytes: number, emptyLines: number): null {
    const line = this.position.line + emptyLines - this.emptyLines
    this.emptyLines = emptyLines
    this.position = { line: line + 1 + breaksIn(cells), offset: this.shift + bytes }
    if (this.error !== null) return null
    if (cells.length > this.maxColumns) {
      const problem = `a row must have at most ${this.maxColumns} values; it has ${cells.length}`
      this.error = new CsvError({ line, reason: "columns", problem })
    } else if (cells.some((cell) => cell.trim() !== "")) this.rows.push({ line, cells, end: this.position })
    return null
  }

  /** The line of the row that the parser failed in. */
  private lineAfter(error: unknown): number {
    const empty = error instanceof ParserError ? error["empty_lines"] : undefined
    return this.position.line + (typeof empty === "number" ? empty - this.emptyLines : 0)
  }

  private failed(error: unknown): void {
    const problem = error instanceof ParserError ? quoteProblems[error.code] : undefined
    this.error ??= new CsvError({
      line: this.lineAfter(error),
      ...(problem === undefined
        ? { reason: "size", problem: "a row has more bytes than allowed; is a quote not closed?" }
        : { reason: "quotes", problem })
    })
  }

  private readonly step = (write: (done: (error: unknown) => void) => void): Effect.Effect<Step> =>
    Effect.async((resume) =>
      write((error) => {
        if (error) this.failed(error)
        const { error: found, rows } = this
        this.rows = []
        resume(Effect.succeed({ rows, error: found }))
      })
    )

  read(bytes: Uint8Array): Effect.Effect<Step> {
    return this.step((done) => {
      if (this.head.length < 3) {
        this.head = [...this.head, ...bytes.subarray(0, 3 - this.head.length)]
        if (this.head.join() === "239,187,191") this.shift += 3
      }
      const text = decode(this.decoder, bytes)
      if (text !== null && !text.includes("\0")) {
        this.parser.write(text, done)
        return
      }
      const [valid = ""] = new TextDecoder().decode(bytes).split(/[\uFFFD\0]/)
      const isWide = this.head.some((byte) => byte > 0xfd || byte === 0)
      const problem = isWide
        ? "it must be UTF-8; this is UTF-16. Save the file as CSV UTF-8"
        : text === null
          ? "it must be UTF-8; this is another encoding. Save the file as CSV UTF-8"
          : "a NUL character is in the row; the file is damaged, or is no CSV"
      this.break(valid, problem, () => done(null))
    })
  }

  /** Ends where the encoding is wrong. A letter in its place makes sure that there is a row to be left out. */
  private break(valid: string, problem: string, done: () => void): void {
    this.parser.end(`${valid}x`, (error?: unknown) => {
      const broken = error ? undefined : this.rows.pop()
      const line = broken?.line ?? this.lineAfter(error)
      this.error = new CsvError({ line, reason: "encoding", problem })
      done()
    })
  }

  readonly end: Effect.Effect<Step> = this.step((done) => {
    if (decode(this.decoder) === null) this.break("", "it must be UTF-8; it ends within a character", () => done(null))
    else this.parser.end(done)
  })
}

/** The rows of a file. */
export const rows = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  options: Options = {}
): Stream.Stream<Row, E | CsvError, R> =>
  Stream.suspend(() => {
    const reader = new Reader(options)
    return Stream.concat(
      Stream.mapEffect(bytes, (piece) => reader.read(piece)),
      Stream.suspend(() => Stream.fromEffect(reader.end))
    ).pipe(
      Stream.flatMap(({ error, rows }) => {
        const before = Stream.fromChunk(Chunk.unsafeFromArray(rows))
        return error === null ? before : Stream.concat(before, Stream.fail(error))
      })
    )
  })
