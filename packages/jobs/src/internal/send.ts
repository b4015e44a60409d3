/**
 * Sends a batch, and says what its rejection means for its rows.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type { InputError, Issue, ValidationError } from "effect-activecampaign/ActiveCampaignError"
import * as BulkImports from "effect-activecampaign/BulkImports"
import type { Batch, FailedIn, Row, RowFailed, SendError, SendOptions, Sent } from "../BulkImport.js"
import { refOf, sentAs } from "./importRows.js"

/** ActiveCampaign can repeat the address of a contact; reasons are stored, and have no personal data. */
const withoutAddresses = (reason: string): string => reason.replaceAll(/[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g, "…")

const rejectedRow = (row: Row, reason: string, failedIn: FailedIn = "request"): RowFailed => ({
  _tag: "RowFailed",
  row: refOf(row),
  failedIn,
  reason: withoutAddresses(reason),
  problems: []
})

/** The rows that a rejection names, by their places. */
const namedIn = (issues: ReadonlyArray<Issue>): ReadonlyMap<number, string> => {
  const named = new Map<number, string>()
  for (const { pointer, title } of issues) {
    const place = /^contacts\[(\d+)\]$/.exec(pointer ?? "")?.[1]
    if (place !== undefined) named.set(Number(place), title ?? "ActiveCampaign rejected the row")
  }
  return named
}

const plain = (rows: ReadonlyArray<Row>): Batch => ({ _tag: "Batch", rows, suspects: [] })

/** Both halves of a batch. Only a row that is rejected alone is certainly the one that is wrong. */
const halves = (rows: ReadonlyArray<Row>): ReadonlyArray<Batch> => {
  const middle = Math.ceil(rows.length / 2)
  return [plain(rows.slice(0, middle)), plain(rows.slice(middle))]
}

/**
 * What to send after a rejection. ActiveCampaign does not document whether the places it names count from 0 or from 1. So
 * rows that are named from 0 fail only if the others are accepted without them: from 1, the first row that is wrong would still
 * be among the others.
 */
const afterRejection = ({ rows, suspects }: Batch, error: ValidationError | InputError): Sent => {
  const rejected = (next: ReadonlyArray<Batch>, failed: ReadonlyArray<RowFailed> = []): Sent => ({
    _tag: "Rejected",
    next,
    failed
  })
  if (suspects.length > 0) {
    return rejected(halves([...rows, ...suspects.map(({ row }) => row)].sort((a, b) => a.line - b.line)))
  }
  const issues = error._tag === "ValidationError" ? error.issues : []
  const named = namedIn(issues)
  const reason = (place: number) => named.get(place) ?? issues.at(-1)?.title ?? error.message
  const [first, ...others] = rows
  if (first !== undefined && others.length === 0) {
    return rejected([], [rejectedRow(first, reason(0), error._tag === "InputError" ? "input" : "request")])
  }
  const good = rows.filter((_, place) => !named.has(place))
  if (good.length === 0)
    return rejected(
      [],
      rows.map((row, place) => rejectedRow(row, reason(place)))
    )
  if (good.length === rows.length) return rejected(halves(rows))
  const bad = rows.flatMap((row, place) => (named.has(place) ? [{ row, reason: reason(place) }] : []))
  return rejected([{ _tag: "Batch", rows: good, suspects: bad }])
}

/** Nothing was executed: the same request can be sent later. */
const untilAccepted = Schedule.exponential("1 second").pipe(
  Schedule.union(Schedule.spaced("15 seconds")),
  Schedule.jittered,
  Schedule.upTo(Duration.minutes(10))
)

/** Sends a batch. */
export const sendBatch = (batch: Batch, options: SendOptions): Effect.Effect<Sent, SendError, ActiveCampaignClient> => {
  const failed = batch.suspects.map(({ reason, row }) => rejectedRow(row, reason))
  const unknown: Effect.Effect<Sent> = Effect.succeed({ _tag: "Unknown", batch, failed })
  return BulkImports.create({ contacts: batch.rows.map(({ contact }) => sentAs(contact, options)) }).pipe(
    Effect.retry({
      schedule: untilAccepted,
      while: ({ _tag }) => _tag === "RateLimitedError" || _tag === "TransportError"
    }),
    Effect.map(({ batchId }): Sent => ({ _tag: "Accepted", batchId, rows: batch.rows.map(refOf), failed })),
    Effect.catchAll((error): Effect.Effect<Sent, SendError> => {
      switch (error._tag) {
        case "ValidationError":
        case "InputError":
          return Effect.succeed(afterRejection(batch, error))
        case "OutcomeUnknownError":
        case "DecodeError":
          return unknown
        case "ServerError":
          return error.outcomeUnknown ? unknown : Effect.fail(error)
        default:
          return Effect.fail(error)
      }
    })
  )
}
