/**
 * Stages: the steps of a pipeline.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { Deal } from "./Deals.js"
import { DealStageId, PipelineId } from "./Ids.js"

const dealStage = Wire.entity(
  "DealStage",
  {
    /** Id of the stage. */
    id: DealStageId
  },
  {
    /** Name. */
    title: Wire.Text,
    /** The pipeline. */
    group: Wire.ref(PipelineId),
    /** Position among the stages. */
    order: Wire.Integer,
    /** What the card shows at the upper left. */
    cardRegion1: Wire.Text,
    /** What the card shows at the upper right. */
    cardRegion2: Wire.Text,
    /** Whether the card shows a picture: `show-avatar` or `hide-avatar`. */
    cardRegion3: Wire.Text,
    /** What the card shows beside the picture. */
    cardRegion4: Wire.Text,
    /** What the card shows at the lower right. */
    cardRegion5: Wire.Text,
    /** Color: six hexadecimal digits. */
    color: Wire.Text,
    /** How deals are sorted, such as `next-action DESC`. */
    dealOrder: Wire.Text,
    /** Width in pixels. */
    width: Wire.Integer,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A stage of a pipeline. */
export interface DealStage extends Schema.Schema.Type<typeof dealStage> {}
/** A stage of a pipeline. */
export const DealStage: Wire.Codec<DealStage> = dealStage

const required = {
  /** Name. */
  title: Schema.String,
  /** The pipeline. */
  group: PipelineId
}

const optional = {
  /** What the card shows at the upper left. */
  cardRegion1: Schema.String,
  /** What the card shows at the upper right. */
  cardRegion2: Schema.String,
  /** Whether the card shows a picture: `show-avatar` or `hide-avatar`. */
  cardRegion3: Schema.String,
  /** What the card shows beside the picture. */
  cardRegion4: Schema.String,
  /** What the card shows at the lower right. */
  cardRegion5: Schema.String,
  /** Color: six hexadecimal digits. */
  color: Schema.String,
  /** How deals are sorted, such as `next-action DESC`. */
  dealOrder: Schema.String,
  /** Position among the stages; by default the last. */
  order: Schema.Int,
  /** Width in pixels. */
  width: Schema.Int
}

const dealStageCreate = Wire.input("DealStageCreate", required, optional)

/** What makes a stage. */
export interface DealStageCreate extends Schema.Schema.Type<typeof dealStageCreate> {}
/** What makes a stage. */
export const DealStageCreate: Wire.Codec<DealStageCreate> = dealStageCreate

const dealStageUpdate = Wire.input("DealStageUpdate", {}, { ...required, ...optional })

/** What changes a stage; what is left out stays. */
export interface DealStageUpdate extends Schema.Schema.Type<typeof dealStageUpdate> {}
/** What changes a stage; what is left out stays. */
export const DealStageUpdate: Wire.Codec<DealStageUpdate> = dealStageUpdate

const dealStageOptions = Wire.input(
  "DealStageOptions",
  {},
  {
    /** Whether the stages of the pipeline are numbered anew. */
    reorder: Wire.NumericFlag
  }
)

/** What else happens when a stage is made or changed. */
export interface DealStageOptions extends Schema.Schema.Type<typeof dealStageOptions> {}
/** What else happens when a stage is made or changed. */
export const DealStageOptions: Wire.Codec<DealStageOptions> = dealStageOptions

const dealStageMove = Wire.input(
  "DealStageMove",
  {
    /** The stage that they move to. */
    stage: DealStageId
  },
  {}
)

/** Where deals move to. */
export interface DealStageMove extends Schema.Schema.Type<typeof dealStageMove> {}
/** Where deals move to. */
export const DealStageMove: Wire.Codec<DealStageMove> = dealStageMove

const dealStageFilters = Wire.input(
  "DealStageFilters",
  {},
  {
    /** Name. */
    title: Schema.String,
    /** Pipeline. */
    d_groupid: PipelineId
  }
)

const dealStageQuery = Wire.input(
  "DealStageQuery",
  {},
  {
    /** What they must have. */
    filters: dealStageFilters,
    /** What to sort by. */
    orders: Wire.orders("title")
  }
)

/** Which stages, in which order. */
export interface DealStageQuery extends Schema.Schema.Type<typeof dealStageQuery> {}
/** Which stages, in which order. */
export const DealStageQuery: Wire.Codec<DealStageQuery> = dealStageQuery

/**
 * Makes a stage.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-stage
 */
export const create = Endpoint.make("DealStages.create", {
  method: "POST",
  path: () => "/dealStages",
  payload: Wire.envelope("dealStage", DealStageCreate),
  query: DealStageOptions,
  success: Wire.envelope("dealStage", DealStage),
  failures: [ValidationError],
  sideloads: ["dealGroups"]
})

/**
 * Reads one stage.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-deal-stage
 */
export const get = Endpoint.make("DealStages.get", {
  method: "GET",
  path: (id: DealStageId) => `/dealStages/${id}`,
  success: Wire.envelope("dealStage", DealStage),
  failures: [NotFoundError]
})

/**
 * Changes a stage.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-stage
 */
export const update = Endpoint.make("DealStages.update", {
  method: "PUT",
  path: (id: DealStageId) => `/dealStages/${id}`,
  payload: Wire.envelope("dealStage", DealStageUpdate),
  query: DealStageOptions,
  success: Wire.envelope("dealStage", DealStage),
  failures: [NotFoundError, ValidationError],
  sideloads: ["dealGroups"]
})

/**
 * Deletes a stage.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal-stage
 */
export const remove = Endpoint.make("DealStages.remove", {
  method: "DELETE",
  path: (id: DealStageId) => `/dealStages/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All stages, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-stages
 */
export const list = Endpoint.list("DealStages.list", {
  path: () => "/dealStages",
  query: DealStageQuery,
  items: ["dealStages", DealStage]
})

/**
 * Moves all deals of a stage to another one of the same pipeline.
 *
 * @see https://developers.activecampaign.com/reference/move-deals-to-another-deal-stage
 */
export const moveDeals = Endpoint.make("DealStages.moveDeals", {
  method: "PUT",
  path: (id: DealStageId) => `/dealStages/${id}/deals`,
  payload: Wire.envelope("deal", DealStageMove),
  success: Wire.envelope("deals", Wire.rows(Deal)),
  failures: [NotFoundError, ValidationError]
})
