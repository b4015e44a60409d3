/**
 * The history of deals: who changed what, and when.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { AutomationId, DealActivityId, DealId, DealStageId, UserId } from "./Ids.js"

const dealActivity = Wire.entity(
  "DealActivity",
  {
    /** Id of the entry. */
    id: DealActivityId
  },
  {
    /** The deal. */
    deal: Wire.ref(DealId),
    /** The deal; the same as `deal`. */
    d_id: Wire.ref(DealId),
    /** The stage. */
    stage: Wire.ref(DealStageId),
    /** The stage; the same as `stage`. */
    d_stageid: Wire.ref(DealStageId),
    /** User who did it. */
    user: Wire.ref(UserId),
    /** User who did it; the same as `user`. */
    userid: Wire.ref(UserId),
    /** Automation that did it. */
    automation: Wire.ref(AutomationId),
    /** Automation that did it; the same as `automation`. */
    seriesid: Wire.ref(AutomationId),
    /** Kind of the thing that was changed, such as `contact`. */
    dataType: Wire.Text,
    /** Id of the thing that was changed. */
    dataId: Wire.Text,
    /** What was done to it, such as `add`. */
    dataAction: Wire.Text,
    /** What it was before. */
    dataOldval: Wire.Text,
    /** Whether a task was added. */
    isAddtask: Wire.Flag,
    /** Whether it is deleted. */
    deleted: Wire.Flag,
    /** Date that it is sorted by. */
    sortdate: Wire.Timestamp,
    /** When it happened. */
    cdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An entry in a deal's history. */
export interface DealActivity extends Schema.Schema.Type<typeof dealActivity> {}
/** An entry in a deal's history. */
export const DealActivity: Wire.Codec<DealActivity> = dealActivity

const dealActivityFilters = Wire.input(
  "DealActivityFilters",
  {},
  {
    /** Kind of the thing that was changed, such as `note`. */
    data_type: Schema.String,
    /** Id of the thing that was changed. */
    data_id: Schema.String
  }
)

const dealActivityQuery = Wire.input(
  "DealActivityQuery",
  {},
  {
    /** The deal. */
    deal: DealId,
    /** Kinds of entries to leave out. */
    exclude: Schema.String,
    /** What they must have. */
    filters: dealActivityFilters
  }
)

/** Which entries. */
export interface DealActivityQuery extends Schema.Schema.Type<typeof dealActivityQuery> {}
/** Which entries. */
export const DealActivityQuery: Wire.Codec<DealActivityQuery> = dealActivityQuery

/**
 * The history of all deals, or what of it matches.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-activities
 */
export const list = Endpoint.list("DealActivities.list", {
  path: () => "/dealActivities",
  query: DealActivityQuery,
  items: ["dealActivities", DealActivity]
})

/**
 * The history of one deal. Not documented by the vendor.
 */
export const listOfDeal = Endpoint.list("DealActivities.listOfDeal", {
  path: (deal: DealId) => `/deals/${deal}/dealActivities`,
  items: ["dealActivities", DealActivity],
  failures: [NotFoundError]
})
