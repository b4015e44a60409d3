/**
 * Audiences: summaries of the saved segments of an account, with their sizes. `Segments` has their conditions and contacts.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Pagination from "@effect-activecampaign/core/Pagination"
import * as Wire from "@effect-activecampaign/core/Wire"
import { SegmentId, SegmentRunId } from "./Ids.js"

/** A number of contacts, as it was last counted. */
export class AudienceCount extends Wire.Entity<AudienceCount>("AudienceCount")(
  {},
  {
    /** Number of contacts. */
    count: Wire.Integer,
    /** When a new count was last requested. */
    last_total_updated: Wire.Timestamp,
    /** Run that counted the contacts. */
    run_id: Wire.nullableId(SegmentRunId),
    /** When the run started. */
    run_id_start: Wire.Timestamp,
    /** When the run ended. */
    run_id_end: Wire.Timestamp
  }
) {}

/** Sizes of an audience. */
export class AudienceCounts extends Wire.Entity<AudienceCounts>("AudienceCounts")(
  {},
  {
    /** Contacts that match. */
    last_total: AudienceCount,
    /** Contacts that match and are active. */
    last_active_total: AudienceCount
  }
) {}

/** Summary of a saved segment. */
export class AudienceAttributes extends Wire.Entity<AudienceAttributes>("AudienceAttributes")(
  {},
  {
    /** Saved segment that this is the summary of. */
    segment_id: Wire.nullableId(SegmentId),
    /** Name of the saved segment. */
    name: Wire.Text,
    /** Category of the saved segment: `audience`. */
    category: Wire.Text,
    /** Sizes of the audience. */
    counts: AudienceCounts,
    /** When the saved segment was created. */
    created_date: Wire.Timestamp,
    /** When the saved segment was last updated. */
    updated_date: Wire.Timestamp,
    /** When the saved segment was last used. */
    last_used_date: Wire.Timestamp
  }
) {}

/** An audience: a saved segment. */
export class Audience extends Wire.Entity<Audience>("Audience")(
  {
    /** Id of the saved segment. */
    id: SegmentId,
    /** Summary of the saved segment. */
    attributes: AudienceAttributes
  },
  {
    /** Kind of the resource: `audience`. */
    type: Wire.Text
  }
) {}

/** Query parameters for listing audiences. */
export class AudienceQuery extends Wire.Input<AudienceQuery>("AudienceQuery")(
  {},
  {
    /** Return only audiences whose name contains this string, in either case. */
    search: Wire.NonEmptyText,
    /** Field to sort by, `-` in front for descending; by default `-updated_date`, the last updated one first. */
    sort: Wire.closedLiteral([
      "updated_date",
      "-updated_date",
      "name",
      "-name",
      "recent",
      "-recent",
      "last_total",
      "-last_total",
      "last_active_total",
      "-last_active_total"
    ])
  }
) {}

/**
 * Retrieves the summary of a saved segment.
 *
 * @see https://developers.activecampaign.com/reference/get_saved_segment_summaries_by_id
 */
export const get = Endpoint.make("Audiences.get", {
  method: "GET",
  path: (id: SegmentId) => `/audiences/${id}`,
  params: ["segmentId"],
  success: Wire.envelope("data", Wire.single(Audience)),
  errors: [NotFoundError, ValidationError]
})

/**
 * Lists the saved segments of the account, optionally filtered. If there are none, the list is empty, and `list.page` fails
 * with `NotFoundError`, which is how the API says so.
 *
 * ```ts
 * Audiences.list({ search: "customers", sort: "name" })
 * ```
 *
 * Not confirmed: that an empty result is a 404.
 *
 * @see https://developers.activecampaign.com/reference/get_saved_segment_summaries
 */
export const list = Endpoint.list("Audiences.list", {
  path: () => "/audiences",
  query: AudienceQuery,
  items: ["data", Audience],
  errors: [NotFoundError],
  pagination: Pagination.numbered
})
