/**
 * Deal stages: the steps of a pipeline (deal group) that deals move through. Use `Pipelines` for the pipelines.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { Deal } from "./Deals.js"
import { DealStageId, PipelineId } from "./Ids.js"

/** Whether a deal card shows an avatar. */
const avatars = ["show-avatar", "hide-avatar"] as const

/** A stage of a pipeline. */
export class DealStage extends Wire.Entity<DealStage>("DealStage")(
  {
    /** Id of the stage. */
    id: DealStageId
  },
  {
    /** Name of the stage. */
    title: Wire.Text,
    /** Pipeline (deal group) that contains the stage. */
    group: Wire.nullableId(PipelineId),
    /** Position among the stages of the pipeline. */
    order: Wire.Integer,
    /** Content of the upper left of a deal card, such as `title`. */
    cardRegion1: Wire.Text,
    /** Content of the upper right of a deal card, such as `next-action`. */
    cardRegion2: Wire.Text,
    /** Whether a deal card shows an avatar: `show-avatar` or `hide-avatar`. */
    cardRegion3: Wire.openLiteral(avatars),
    /** Content next to the avatar on a deal card, such as `contact-fullname-orgname`. */
    cardRegion4: Wire.Text,
    /** Content of the lower right of a deal card, such as `value`. */
    cardRegion5: Wire.Text,
    /** Color of the stage: six hexadecimal digits without `#`, such as `32B0FC`. */
    color: Wire.Text,
    /** Sort order of the deals in the stage: a field and `ASC` or `DESC`, such as `next-action DESC`. */
    dealOrder: Wire.Text,
    /** Width of the stage in pixels. */
    width: Wire.Integer,
    /** When the stage was created; null for the default stages of a pipeline. */
    cdate: Wire.Timestamp,
    /** When the stage was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Name of the stage. */
  title: Wire.Text,
  /** Pipeline (deal group) that contains the stage. */
  group: PipelineId
}

const optional = {
  /** Content of the upper left of a deal card, such as `title`. */
  cardRegion1: Wire.Text,
  /** Content of the upper right of a deal card, such as `next-action`. */
  cardRegion2: Wire.Text,
  /** Whether a deal card shows an avatar: `show-avatar` or `hide-avatar`. */
  cardRegion3: Wire.closedLiteral(avatars),
  /** Content next to the avatar on a deal card, such as `contact-fullname-orgname`. */
  cardRegion4: Wire.Text,
  /** Content of the lower right of a deal card, such as `value`. */
  cardRegion5: Wire.Text,
  /** Color of the stage: six hexadecimal digits without `#`, such as `32B0FC`. */
  color: Wire.Text,
  /** Sort order of the deals in the stage: a field and `ASC` or `DESC`, such as `next-action DESC`. */
  dealOrder: Wire.Text,
  /** Position among the stages of the pipeline. New stages are last by default. */
  order: Wire.NonNegativeInteger,
  /** Width of the stage in pixels. */
  width: Wire.NonNegativeInteger
}

/** Fields for creating a deal stage. */
export class DealStageCreate extends Wire.Input<DealStageCreate>("DealStageCreate")(required, optional) {}

/** Fields for updating a deal stage. Omitted fields are left unchanged. */
export class DealStageUpdate extends Wire.Input<DealStageUpdate>("DealStageUpdate")({}, { ...required, ...optional }) {}

/** Query parameters for creating or updating a deal stage. */
export class DealStageOptions extends Wire.Input<DealStageOptions>("DealStageOptions")(
  {},
  {
    /** Whether to renumber the stages of the pipeline. */
    reorder: Wire.NumericFlag
  }
) {}

/** Fields for moving the deals of a stage. */
export class DealStageMove extends Wire.Input<DealStageMove>("DealStageMove")(
  {
    /** Stage that the deals move to. */
    stage: DealStageId
  },
  {}
) {}

/** Filters for listing deal stages. */
export class DealStageFilters extends Wire.Input<DealStageFilters>("DealStageFilters")(
  {},
  {
    /** String that the name of the stage contains. */
    title: Wire.NonEmptyText,
    /** Pipeline (deal group) that contains the stage. */
    d_groupid: PipelineId
  }
) {}

/** Query parameters for listing deal stages. */
export class DealStageQuery extends Wire.Input<DealStageQuery>("DealStageQuery")(
  {},
  {
    /** Return only stages that match all of these filters. */
    filters: DealStageFilters,
    /** Sort order of the stages. */
    orders: Wire.orders(["title"])
  }
) {}

/**
 * Creates a deal stage.
 *
 * ```ts
 * DealStages.create({ title: "Negotiation", group: PipelineId.make("1") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-stage
 */
export const create = Endpoint.make("DealStages.create", {
  method: "POST",
  path: () => "/dealStages",
  payload: Wire.envelope("dealStage", DealStageCreate),
  query: DealStageOptions,
  success: Wire.envelope("dealStage", DealStage),
  errors: [ValidationError],
  sideloads: ["dealGroups"],
  knowledge: "recorded"
})

/**
 * Retrieves a deal stage.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-deal-stage
 */
export const get = Endpoint.make("DealStages.get", {
  method: "GET",
  path: (id: DealStageId) => `/dealStages/${id}`,
  success: Wire.envelope("dealStage", DealStage),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Updates a deal stage.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-stage
 */
export const update = Endpoint.make("DealStages.update", {
  method: "PUT",
  path: (id: DealStageId) => `/dealStages/${id}`,
  payload: Wire.envelope("dealStage", DealStageUpdate),
  query: DealStageOptions,
  success: Wire.envelope("dealStage", DealStage),
  errors: [NotFoundError, ValidationError],
  sideloads: ["dealGroups"],
  knowledge: "recorded"
})

/**
 * Deletes a deal stage.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal-stage
 */
const delete_ = Endpoint.make("DealStages.delete", {
  method: "DELETE",
  path: (id: DealStageId) => `/dealStages/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists deal stages, optionally filtered. `filters.title` also matches part of a name.
 *
 * ```ts
 * DealStages.list({ filters: { d_groupid: PipelineId.make("1") } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-stages
 */
export const list = Endpoint.list("DealStages.list", {
  path: () => "/dealStages",
  query: DealStageQuery,
  items: ["dealStages", DealStage],
  knowledge: "recorded"
})

/**
 * Moves all deals of a stage to another stage of the same pipeline and returns them. Fails with `ValidationError` if
 * the other stage belongs to another pipeline.
 *
 * ```ts
 * DealStages.moveDeals(DealStageId.make("2"), { stage: DealStageId.make("3") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/move-deals-to-another-deal-stage
 */
export const moveDeals = Endpoint.make("DealStages.moveDeals", {
  method: "PUT",
  path: (id: DealStageId) => `/dealStages/${id}/deals`,
  payload: Wire.envelope("deal", DealStageMove),
  success: Wire.envelope("deals", Wire.array(Deal)),
  errors: [NotFoundError, ValidationError]
})
