/**
 * Legacy segments: segments of the first generation, with numeric ids, and the hidden ones that campaigns get for a saved
 * segment. ActiveCampaign has removed their documentation; `Audiences` and `Segments` replace them.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, SegmentId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A segment of the first generation. */
export class LegacySegment extends Wire.Entity<LegacySegment>("LegacySegment")(
  {
    /** Id of the segment. */
    id: SegmentId
  },
  {
    /** Name of the segment. */
    name: Wire.Text,
    /** How conditions are combined. Not documented by ActiveCampaign. */
    logic: Wire.Text,
    /** Whether the segment is hidden in ActiveCampaign. */
    hidden: Wire.Flag,
    /** Automation that the segment belongs to. */
    seriesid: Wire.nullableId(AutomationId),
    /** Segment of `Segments` that is behind this one. */
    segmentid_v2: Wire.nullableId(SegmentId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/**
 * Retrieves a segment of the first generation. Not documented by ActiveCampaign.
 *
 * Not confirmed: the path, and the fields, which are inferred from what other clients read.
 *
 * @deprecated Use `Segments.get`.
 */
export const get = Endpoint.make("LegacySegments.get", {
  method: "GET",
  path: (id: SegmentId) => `/segments/${id}`,
  success: Wire.envelope("segment", LegacySegment),
  errors: [NotFoundError],
  knowledge: "inferred",
  deprecated: true
})

/**
 * Lists the segments of the first generation, hidden ones among them. Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields, which are inferred from what other clients read.
 *
 * @deprecated Use `Audiences.list`.
 */
export const list = Endpoint.list("LegacySegments.list", {
  path: () => "/segments",
  items: ["segments", LegacySegment],
  knowledge: "inferred",
  deprecated: true
})
