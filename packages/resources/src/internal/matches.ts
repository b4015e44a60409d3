/**
 * Contacts that match a segment: starting a run, waiting until its result is ready, and paging through it.
 */
import { InputError, PaginationError } from "@effect-activecampaign/core/ActiveCampaignError"
import type { Metadata } from "@effect-activecampaign/core/Endpoint"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { ContactId } from "../Ids.js"
import type { SegmentMatch, SegmentMatchRun } from "../Segments.js"

/** How a result is waited for and read. */
export interface MatchOptions {
  /** Time between two requests for a result that is not ready; by default 2 seconds. */
  readonly interval?: Duration.DurationInput | undefined
  /** How long to wait until the result is ready; by default 5 minutes. */
  readonly timeout?: Duration.DurationInput | undefined
  /** Number of contacts per request, from 1 to 10,000, which is the default. */
  readonly pageSize?: number | undefined
}

interface Paging {
  readonly page: number
  readonly page_size: number
}

const known = ["interval", "timeout", "pageSize", "sort"]

const isDuration = (value: unknown): boolean =>
  value === undefined || Option.isSome(Duration.decodeUnknown(value as Duration.DurationInput))

/** Why options cannot be used. How many contacts a page has, and their order, are checked with the request. */
const refuse = (endpoint: Metadata, options: object | null): InputError | undefined => {
  const fail = (path: string, problem: string) =>
    InputError.of(endpoint, { path, message: `${endpoint.name}: ${problem}. Nothing was sent.` })
  if (typeof options !== "object" || options === null) return fail("", "the options must be an object")
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) return fail(name, `\`${name}\` is not a known option; there are ${known.join(", ")}`)
    if ((name === "interval" || name === "timeout") && !isDuration(value)) {
      return fail(
        name,
        `\`${name}\` must be a duration, such as "30 seconds"; got ${value === null ? null : `another ${typeof value}`}`
      )
    }
  }
  return undefined
}

const failure = (
  endpoint: Metadata,
  reason: PaginationError["reason"],
  problem: string,
  delivered: number,
  total: number | null
) =>
  PaginationError.of(endpoint, {
    message: `${endpoint.name}: after ${delivered} contacts, the result ${problem}`,
    reason,
    delivered,
    total
  })

/** The contacts of a run, whose options are known to be right. */
const matchesOf = <E, E2, R, R2>(
  endpoint: Metadata,
  { interval = "2 seconds", pageSize = 10_000, timeout = "5 minutes" }: MatchOptions,
  start: (page: Paging) => Effect.Effect<SegmentMatch, E, R>,
  read: (run: SegmentMatchRun, page: Paging) => Effect.Effect<SegmentMatch, E2, R2>
): Stream.Stream<ContactId, E | E2 | PaginationError, R | R2> =>
  Stream.suspend(() => {
    const seen = new Set<ContactId>()
    let delivered = 0
    let total: number | null = null
    const fail = (reason: PaginationError["reason"], problem: string) =>
      Effect.fail(failure(endpoint, reason, problem, delivered, total))
    const paging = (page: number) => ({ page, page_size: pageSize })
    const ready = (end: number, found: SegmentMatch): Effect.Effect<SegmentMatchRun, E2 | PaginationError, R2> => {
      const run = found.attributes
      if (run.is_ready) return Effect.succeed(run)
      if (run.run_id_end !== null) return fail("notReady", "is not ready: the run has failed. Start again")
      return Effect.flatMap(Clock.currentTimeMillis, (now) =>
        now + Duration.toMillis(interval) > end
          ? fail("notReady", `is not ready within ${Duration.format(timeout)}. Try later, or set a longer \`timeout\``)
          : Effect.flatMap(Effect.delay(read(run, paging(1)), interval), (later) => ready(end, later))
      )
    }

    const judge = (first: SegmentMatchRun, asked: number, { is_ready, matches, page, run_id }: SegmentMatchRun) => {
      const before = total
      total = page?.total ?? null
      if (!is_ready || run_id !== first.run_id || (asked > 1 && total !== before)) {
        return fail("changed", "has been computed again. Start again")
      }
      const fresh = (matches ?? []).filter((contact) => seen.size !== seen.add(contact).size)
      const isLast = asked >= (page?.last_page ?? 0)
      if ((page?.current_page ?? asked) !== asked || (!isLast && fresh.length === 0)) {
        return fail("repeated", "repeats itself")
      }
      // Pages can be smaller than they were asked for, and `last_page` not. Then it is the total that counts.
      const isPromised = total !== null && total > seen.size
      const isOver = fresh.length === 0 || (page?.last_page != null && isLast && !isPromised)
      if (isOver && isPromised) return fail("incomplete", `is incomplete: it has ${total} contacts`)
      delivered = seen.size
      return Effect.succeed([
        Chunk.unsafeFromArray(fresh),
        isOver ? Option.none<number>() : Option.some(asked + 1)
      ] as const)
    }

    return Stream.unwrap(
      Effect.gen(function* () {
        const began = yield* Clock.currentTimeMillis
        const first = yield* ready(began + Duration.toMillis(timeout), yield* start(paging(1)))
        return Stream.paginateChunkEffect(1, (page) =>
          Effect.flatMap(
            page === 1 ? Effect.succeed(first) : Effect.map(read(first, paging(page)), ({ attributes }) => attributes),
            (run) => judge(first, page, run)
          )
        )
      })
    )
  })

/** The contacts of a run, each once. `endpoint` is what reads them, and what errors are about. */
export const matches = <E, E2, R, R2>(
  endpoint: Metadata,
  options: MatchOptions,
  ...requests: readonly [
    start: (page: Paging) => Effect.Effect<SegmentMatch, E, R>,
    read: (run: SegmentMatchRun, page: Paging) => Effect.Effect<SegmentMatch, E2, R2>
  ]
): Stream.Stream<ContactId, E | E2 | InputError | PaginationError, R | R2> => {
  const refused = refuse(endpoint, options)
  return refused === undefined ? matchesOf(endpoint, options, ...requests) : Stream.fail(refused)
}
