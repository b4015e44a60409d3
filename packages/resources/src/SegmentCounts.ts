/**
 * Segment counts (count history): how many contacts matched a segment, each time it was matched without further conditions.
 */
import { NotFoundError, PaginationError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Chunk from "effect/Chunk"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { SegmentId, SegmentRunId } from "./Ids.js"

/** How many contacts matched a segment. */
export class SegmentCountAttributes extends Wire.Entity<SegmentCountAttributes>("SegmentCountAttributes")(
  {},
  {
    /** When the contacts were counted. */
    timestamp: Wire.Timestamp,
    /** Segment that the contacts matched. */
    segment_id: Wire.nullableId(SegmentId),
    /** Hash of the segment's conditions. It changes if they do. */
    segment_hash: Wire.Text,
    /** Run that counted the contacts. */
    run_id: Wire.nullableId(SegmentRunId),
    /** Number of contacts that matched. */
    result_count: Wire.Integer,
    /** Number of contacts that matched and are subscribed to at least one list. */
    active_result_count: Wire.Integer,
    /** Run that is counting the contacts again; null if none is. */
    count_updating_with_runid: Wire.nullableId(SegmentRunId)
  }
) {}

/** A count of the contacts that match a segment. */
export class SegmentCount extends Wire.Entity<SegmentCount>("SegmentCount")(
  {
    /** How many contacts matched. */
    attributes: SegmentCountAttributes
  },
  {
    /** When the contacts were counted, in seconds since 1970. */
    id: Wire.Text,
    /** Kind of the resource: `SegmentCountHistory`. */
    type: Wire.Text
  }
) {}

/** Query parameters for retrieving the last counts of several segments. */
export class SegmentCountQuery extends Wire.Input<SegmentCountQuery>("SegmentCountQuery")(
  {
    /** Segments to return the last count of, from 1 to 100. Those that do not exist are ignored. */
    segmentIds: Wire.joined(SegmentId, 100)
  },
  {}
) {}

const counts = Wire.envelope("data", Wire.array(SegmentCount))

/**
 * Retrieves the last count of each of several segments.
 *
 * @see https://developers.activecampaign.com/reference/get_recent_count_history
 */
export const getLast = Endpoint.make("SegmentCounts.getLast", {
  method: "GET",
  path: () => "/segmentsV2/count-history",
  query: SegmentCountQuery,
  success: counts,
  errors: [ValidationError]
})

/**
 * Retrieves the last 50 counts of a segment, newest first. `list` gives all of them.
 *
 * @see https://developers.activecampaign.com/reference/get_count_history_by_segment_id
 */
export const getNewest = Endpoint.make("SegmentCounts.getNewest", {
  method: "GET",
  path: (segment: SegmentId) => `/segmentsV2/${segment}/count-history`,
  params: ["segmentId"],
  success: counts,
  errors: [NotFoundError, ValidationError]
})

/**
 * Retrieves the last 50 counts of a segment before a time, in seconds since 1970, newest first. `list` gives all of them.
 *
 * @see https://developers.activecampaign.com/reference/get_count_history_with_timestamp
 */
export const getBefore = Endpoint.make("SegmentCounts.getBefore", {
  method: "GET",
  path: (segment: SegmentId, timestamp: number) => `/segmentsV2/${segment}/count-history/${timestamp}`,
  params: ["segmentId", "timestamp"],
  success: counts,
  errors: [NotFoundError, ValidationError]
})

/**
 * All counts of a segment, newest first, each once, in requests for 50 as they are consumed. Fails with `PaginationError` if
 * the counts cannot be continued.
 *
 * ```ts
 * const segment = SegmentId.make("1ab85f0e-3b5c-4a35-bc07-242c68a7d195")
 * SegmentCounts.list(segment).pipe(Stream.map(({ attributes }) => attributes.result_count))
 * ```
 */
export const list = (segment: SegmentId) =>
  Stream.suspend(() => {
    const seen = new Set<string>()
    const fail = (problem: string) =>
      Effect.fail(
        PaginationError.of(getBefore, {
          message: `${getBefore.name}: after ${seen.size} counts, ${problem}`,
          reason: "repeated",
          delivered: seen.size
        })
      )
    return Stream.paginateChunkEffect(undefined as number | undefined, (before) =>
      Effect.flatMap(before === undefined ? getNewest(segment) : getBefore(segment, before), (rows) => {
        const fresh = rows.filter((row) => seen.size !== seen.add(JSON.stringify(row)).size)
        const next = <A>(seconds: A) =>
          Effect.succeed([Chunk.unsafeFromArray(fresh), Option.fromNullable(seconds)] as const)
        if (rows.length === 0) return next(undefined)
        const last = rows.at(-1)?.attributes.timestamp ?? null
        if (last === null) return fail("the time of the last one is not known")
        // Other counts of the same second come again, and are left out.
        const seconds = Math.floor(DateTime.toEpochMillis(last) / 1000) + 1
        if (fresh.length > 0 && seconds !== before) return next(seconds)
        return rows.length < 50 ? next(undefined) : fail("the same ones come again")
      })
    )
  })
