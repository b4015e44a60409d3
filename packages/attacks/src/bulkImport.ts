/**
 * A large import at the rate limits of production: 100,000 rows of CSV into an account in another process. It must use at
 * least 95 % of the importer's limit without a refusal, keep its memory, report each bad row with its line, and import all
 * others once. It takes about as long as the limit says: `npm run attack import`, or `npm run attack import 20000` for fewer.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { FetchHttpClient } from "@effect/platform"
import { Directory } from "@effect-activecampaign/account"
import { BulkImport, ImportPlan } from "@effect-activecampaign/jobs"
import { Effect, Layer, Stream } from "effect"
import { ActiveCampaignClient, Credentials } from "effect-activecampaign"
import type { Received } from "./bulkImportServer.js"

setFlagsFromString("--expose-gc")
const gc: () => void = runInNewContext("gc")

/** Every hundredth row is bad: its plan does not exist, or the importer refuses its address. */
const badOf = (row: number): "plan" | "address" | null =>
  row % 200 === 42 ? "plan" : row % 200 === 142 ? "address" : null

const rowOf = (row: number): string => {
  const bad = badOf(row)
  const email = bad === "address" ? `c${row}@localhost` : `c${row}@example.com`
  return `${email},"Jane ""J."" ${row}",Doe,${bad === "plan" ? "prp" : "pro"},${row % 500},"import,group ${row % 50}"\r\n`
}

/** The file, made as it is read. */
const fileOf = (count: number): Stream.Stream<Uint8Array> => {
  const encoder = new TextEncoder()
  const rows = Stream.map(Stream.range(1, count), rowOf).pipe(
    Stream.grouped(500),
    Stream.map((some) => [...some].join(""))
  )
  return Stream.map(Stream.concat(Stream.make("email,first_name,last_name,PLAN,Seats,tags\r\n"), rows), (text) =>
    encoder.encode(text)
  )
}

/** The time for so many requests at 100 a minute (s). */
const paceOf = (batches: number): number => (batches / 100) * 60

/** The least time that the limits leave: 100 requests at once in each minute, at 5 a second (s). */
const leastOf = (batches: number): number => Math.floor((batches - 1) / 100) * 60 + ((batches - 1) % 100) / 5

const part = (limit: number, time: number): string => `${limit.toFixed(1)} s (${((100 * limit) / time).toFixed(1)} %)`

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`

/** What is noted during the import. */
interface Notes {
  readonly lines: { imported: number; readonly failed: Array<number>; unknown: number }
  readonly heap: Array<number>
  lastAccepted: number
  batches: number
}

const note = (notes: Notes, started: number, every: number) => (event: BulkImport.Event) => {
  const elapsed = (Date.now() - started) / 1000
  const { heap, lines } = notes
  if (event._tag === "BatchAccepted") Object.assign(notes, { lastAccepted: elapsed, batches: notes.batches + 1 })
  if (event._tag === "BatchCompleted") lines.imported += event.imported.length
  if (event._tag === "RowFailed") lines.failed.push(event.row.line)
  if (event._tag === "RowsUnknown") lines.unknown += event.rows.length
  if (event._tag !== "Progress" || event.imported + event.failed < (heap.length + 1) * every) return
  gc()
  const { heapUsed, rss } = process.memoryUsage()
  heap.push(heapUsed)
  const { batches, failed, imported, sent, waiting } = event
  console.log(
    `${elapsed.toFixed(0).padStart(4)} s  sent ${sent}, imported ${imported}, failed ${failed}, ${batches} batches, ` +
      `${waiting} waiting, heap ${megabytes(heapUsed)}, RSS ${megabytes(rss)}`
  )
}

const verdict = (name: string, isHeld: boolean, figures: string): boolean => {
  console.log(`${isHeld ? "held  " : "FAILED"}  ${name}: ${figures}`)
  return isHeld
}

/** Compares the notes with what must be. */
const judge = (
  count: number,
  { batches, heap, lastAccepted, lines }: Notes,
  done: number,
  received: Received
): boolean => {
  const bad = Array.from({ length: count }, (_, index) => index + 1).filter((row) => badOf(row) !== null)
  const failed = lines.failed.sort((a, b) => a - b)
  const isReported = failed.length === bad.length && bad.every((row, index) => failed[index] === row + 1)
  const good = count - bad.length
  const refused = Object.entries(received.requests).filter(([key]) => !/ 200$/.test(key))
  const refusals = refused.reduce((sum, [, times]) => sum + times, 0)
  const [first = 0] = heap
  const growth = Math.max(...heap) - first
  const posts = received.requests["POST /import/bulk_import 200"] ?? 0
  const polls = received.requests["GET /import/info 200"] ?? 0
  return [
    verdict(
      "95 % of the limit",
      paceOf(batches) >= 0.95 * lastAccepted,
      `${batches} batches in ${lastAccepted.toFixed(1)} s. At 100 a minute: ${part(paceOf(batches), lastAccepted)}. ` +
        `If each minute starts with all of its requests: ${part(leastOf(batches), lastAccepted)}`
    ),
    verdict("done", done < lastAccepted + 60, `${done.toFixed(1)} s`),
    verdict(
      "no refusal",
      refusals === 0,
      `${posts} imports, ${polls} polls, ${refusals} refused and sent again: ${JSON.stringify(refused)}`
    ),
    verdict("bad rows with their lines", isReported, `${failed.length} of ${bad.length}`),
    verdict(
      "each good row once",
      lines.imported === good && received.contacts === good && posts === batches && lines.unknown === 0,
      `${lines.imported} imported, ${received.contacts} contacts, ${lines.unknown} unknown`
    ),
    verdict("memory", growth < 16 * 1_048_576, `heap grows by ${megabytes(growth)} after the first tenth`)
  ].every((isHeld) => isHeld)
}

/** Imports so many rows. */
export const attackImport = async (filter = "100000"): Promise<boolean> => {
  const count = Number(filter)
  const server = fork(fileURLToPath(new URL("./bulkImportServer.js", import.meta.url)))
  try {
    const [{ apiKey, apiUrl }] = await once(server, "message")
    const client = ActiveCampaignClient.layer.pipe(
      Layer.provide([FetchHttpClient.layer, Layer.orDie(Credentials.layer({ apiKey, apiUrl }))])
    )
    const notes: Notes = { lines: { imported: 0, failed: [], unknown: 0 }, heap: [], lastAccepted: 0, batches: 0 }
    const started = Date.now()
    const onEvent = note(notes, started, count / 10)
    await ImportPlan.entries(fileOf(count)).pipe(
      BulkImport.run({ automations: "skip" }),
      Stream.runForEach((event) => Effect.sync(() => onEvent(event))),
      Effect.provide(Layer.provideMerge(Directory.layer(), client)),
      Effect.runPromise
    )
    const done = (Date.now() - started) / 1000
    server.send("what did you receive?")
    const [received] = await once(server, "message")
    return judge(count, notes, done, received)
  } finally {
    server.kill()
  }
}
