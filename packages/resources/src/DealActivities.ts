/**
 * Deal activities: the history of deals, with the user or automation that made each change.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, DealActivityId, DealId, DealStageId, UserId } from "./Ids.js"

/** An entry in the history of a deal. */
export class DealActivity extends Wire.Entity<DealActivity>("DealActivity")(
  {
    /** Id of the activity. */
    id: DealActivityId
  },
  {
    /** Deal that the activity belongs to. */
    deal: Wire.nullableId(DealId),
    /** Deal that the activity belongs to; same as `deal`. */
    d_id: Wire.nullableId(DealId),
    /** Stage that the activity refers to. */
    stage: Wire.nullableId(DealStageId),
    /** Stage that the activity refers to; same as `stage`. */
    d_stageid: Wire.nullableId(DealStageId),
    /** User who made the change. */
    user: Wire.nullableId(UserId),
    /** User who made the change; same as `user`. */
    userid: Wire.nullableId(UserId),
    /** Automation that made the change. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that made the change; same as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** Type of the record that the activity is about, such as `contact`. */
    dataType: Wire.Text,
    /** Id of the record that the activity is about. */
    dataId: Wire.Text,
    /** Action that was taken on the record, such as `add` or `update`. */
    dataAction: Wire.Text,
    /** Value before the change. */
    dataOldval: Wire.Text,
    /** Whether a task was added. */
    isAddtask: Wire.Flag,
    /** Whether the activity is deleted. */
    deleted: Wire.Flag,
    /** Date and time by which ActiveCampaign sorts the activities. */
    sortdate: Wire.Timestamp,
    /** When the activity was created. */
    cdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Filters for listing deal activities. */
export class DealActivityFilters extends Wire.Input<DealActivityFilters>("DealActivityFilters")(
  {},
  {
    /** Type of the activity, such as `note`. */
    data_type: Wire.NonEmptyText,
    /** Id of the record that the activity is about. */
    data_id: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing deal activities. */
export class DealActivityQuery extends Wire.Input<DealActivityQuery>("DealActivityQuery")(
  {},
  {
    /** Return only activities of this deal. */
    deal: DealId,
    /** If set, for example to `email`, excludes activities of type `email`, `connection_email` and `LinkData`. */
    exclude: Wire.NonEmptyText,
    /** Return only activities that match all of these filters. */
    filters: DealActivityFilters
  }
) {}

/**
 * Lists the activities of all deals, optionally filtered.
 *
 * ```ts
 * DealActivities.list({ deal: DealId.make("7"), filters: { data_type: "note" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-activities
 */
export const list = Endpoint.list("DealActivities.list", {
  path: () => "/dealActivities",
  query: DealActivityQuery,
  items: ["dealActivities", DealActivity]
})

/**
 * Lists the activities of a deal. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByDeal = Endpoint.list("DealActivities.listByDeal", {
  path: (deal: DealId) => `/deals/${deal}/dealActivities`,
  items: ["dealActivities", DealActivity],
  errors: [NotFoundError],
  knowledge: "inferred"
})
