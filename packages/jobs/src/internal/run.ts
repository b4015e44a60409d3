/**
 * An import: batches on their way, and what is told of them.
 */
import type * as Cause from "effect/Cause"
import * as Chunk from "effect/Chunk"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type {
  Batch,
  Contact,
  Entry,
  Event,
  Options,
  Result,
  ResultError,
  RowFailed,
  SendError,
  Sent,
  Totals
} from "../BulkImport.js"
import { batchesOf } from "./batches.js"
import { addressKey, refOf } from "./importRows.js"
import { lookUpBatch } from "./lookUp.js"
import { allSent, makePolling, type Polling, pollResult } from "./results.js"
import { sendBatch } from "./send.js"

/** How many batches are sent at the same time; they wait for the rate limit. */
const sending = 8

/** A batch of the input, until all of its rows have ended. */
export interface Flight {
  readonly batch: Batch
  /** Earlier batches that have an address of this one. */
  readonly before: ReadonlyArray<Deferred.Deferred<void>>
  /** A request of the batch was settled, and others take its place. */
  readonly settle: (others: number) => Effect.Effect<void>
}

/** Knows the batches under way by the addresses in them, so that the rows of an address are imported in their order. */
export const makeFlights = (): ((batch: Batch) => Flight) => {
  const last = new Map<string, Deferred.Deferred<void>>()
  return (batch) => {
    const done = Deferred.unsafeMake<void>(FiberId.none)
    const before = new Set<Deferred.Deferred<void>>()
    const keys = batch.rows.map(({ contact }) => addressKey(contact.email))
    for (const key of keys) {
      const earlier = last.get(key)
      if (earlier !== undefined) before.add(earlier)
      last.set(key, done)
    }
    let open = 1
    const land = Effect.suspend(() => {
      for (const key of keys) if (last.get(key) === done) last.delete(key)
      return Deferred.succeed(done, undefined)
    })
    return {
      batch,
      before: [...before],
      settle: (others) =>
        Effect.suspend(() => {
          open += others - 1
          return open === 0 ? Effect.asVoid(land) : Effect.void
        })
    }
  }
}

/** What became of a request, and the flight that it belongs to. */
interface Landing {
  readonly flight: Flight
  readonly sent: Sent
}

/** The requests of a batch: one, and those that follow its rejection. */
const sendAll = (flight: Flight, options: Options): Stream.Stream<Landing, SendError, ActiveCampaignClient> => {
  const requests = Stream.paginateEffect([flight.batch], ([batch = flight.batch, ...others]: ReadonlyArray<Batch>) =>
    Effect.gen(function* () {
      const sent = yield* sendBatch(batch, options)
      if (sent._tag === "Rejected") yield* flight.settle(sent.next.length)
      const next = sent._tag === "Rejected" ? [...sent.next, ...others] : others
      return [{ flight, sent }, next.length === 0 ? Option.none() : Option.some(next)] as const
    })
  )
  return Stream.unwrap(Effect.as(Effect.forEach(flight.before, Deferred.await, { discard: true }), requests))
}

const eventsOf = (batchId: (Event & { readonly _tag: "BatchCompleted" })["batchId"], result: Result) => {
  const { failed, imported, unknown } = result
  const events: ReadonlyArray<Event> = [{ _tag: "BatchCompleted", batchId, imported }, ...failed]
  return unknown === null ? events : [...events, { _tag: "RowsUnknown" as const, ...unknown }]
}

/** A look-up that cannot be done decides nothing; why it cannot is logged. */
const lookUp = (batch: Batch, { lookUpPatience }: Options) =>
  Effect.catchAll(lookUpBatch(batch, { patience: lookUpPatience }), (error) =>
    Effect.as(
      Effect.logWarning(`an import whose response was lost cannot be looked up: ${error.message}`),
      undecided(batch)
    )
  )

const undecided = ({ rows }: Batch): Result => ({
  imported: [],
  failed: [],
  unknown: { rows: rows.map(refOf), reason: "undecided" }
})

/** What becomes of a request in the end. */
const landed = (
  { flight, sent }: Landing,
  options: Options,
  polling: Polling
): Stream.Stream<Event, ResultError, ActiveCampaignClient> => {
  const first = Stream.fromIterable<Event>(sent.failed)
  if (sent._tag === "Rejected") return first
  const result =
    sent._tag === "Accepted"
      ? Effect.map(pollResult(sent, options, polling), (result) => eventsOf(sent.batchId, result))
      : Effect.map(lookUp(sent.batch, options), (result) => eventsOf(null, result))
  const last = Stream.flatMap(Stream.fromEffect(Effect.tap(result, () => flight.settle(0))), Stream.fromIterable)
  if (sent._tag === "Unknown") return Stream.concat(first, last)
  const accepted: Event = { _tag: "BatchAccepted", batchId: sent.batchId, rows: sent.rows }
  return Stream.concat(Stream.make(accepted), Stream.concat(first, last))
}

/** The numbers after an event. */
const totalsAfter = (totals: Totals, read: number, event: Event): Totals => {
  switch (event._tag) {
    case "BatchAccepted":
      return {
        ...{ ...totals, read, sent: totals.sent + event.rows.length },
        ...{ batches: totals.batches + 1, waiting: totals.waiting + 1 }
      }
    case "BatchCompleted":
      return {
        ...{ ...totals, read, imported: totals.imported + event.imported.length },
        waiting: totals.waiting - (event.batchId === null ? 0 : 1)
      }
    case "RowFailed":
      return { ...totals, read, failed: totals.failed + 1 }
    case "RowsUnknown":
      return { ...totals, read, unknown: totals.unknown + event.rows.length }
    default:
      return totals
  }
}

const none: Totals = { read: 0, sent: 0, imported: 0, failed: 0, unknown: 0, batches: 0, waiting: 0 }

/** Imports contacts. */
export const runImport = <E, R>(
  contacts: Stream.Stream<Contact | Entry, E, R>,
  options: Options
): Stream.Stream<Event, E | SendError | ResultError, R | ActiveCampaignClient> =>
  Stream.suspend(() => {
    const polling = makePolling()
    const flightOf = makeFlights()
    let totals = none
    let read = 0
    let failure: Cause.Cause<E> | undefined
    const input = contacts.pipe(
      Stream.mapChunks((chunk) => {
        read += Chunk.size(chunk)
        return chunk
      }),
      // What was read before the failure is imported first.
      Stream.catchAllCause((cause) => {
        failure = cause
        return Stream.empty
      })
    )
    const events = batchesOf(input, options).pipe(
      Stream.map((one) => (one._tag === "Batch" ? flightOf(one) : one)),
      Stream.flatMap(
        (one): Stream.Stream<Landing | RowFailed, SendError, ActiveCampaignClient> =>
          "_tag" in one ? Stream.make(one) : sendAll(one, options),
        { concurrency: sending }
      ),
      Stream.onEnd(allSent(polling)),
      Stream.flatMap((one) => ("_tag" in one ? Stream.make<[Event]>(one) : landed(one, options, polling)), {
        concurrency: options.maxWaiting ?? 250
      }),
      Stream.mapConcat((event): ReadonlyArray<Event> => {
        totals = totalsAfter(totals, read, event)
        return [event, { _tag: "Progress", ...totals }]
      })
    )
    const end = Stream.suspend(() =>
      failure === undefined ? Stream.make<[Event]>({ _tag: "Done", ...totals, read }) : Stream.failCause(failure)
    )
    return Stream.concat(events, end)
  })
