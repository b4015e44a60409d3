/**
 * Pipelines: sequences of stages that deals move through, called deal groups (`dealGroup`) in the API. Use `DealStages`
 * for the stages.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { DealId, DealStageId, GroupId, PipelineGroupId, PipelineId, PipelineUserId, UserId } from "./Ids.js"

const assignments = { "0": "off", "1": "round-robin", "2": "by-value" } as const

/** A pipeline (deal group). */
export class Pipeline extends Wire.Entity<Pipeline>("Pipeline")(
  {
    /** Id of the pipeline. */
    id: PipelineId
  },
  {
    /** Name of the pipeline. */
    title: Wire.Text,
    /** Three-letter currency code of the deals, in lower case, such as `usd`. */
    currency: Wire.Text,
    /** Whether all user groups can manage the pipeline. */
    allgroups: Wire.Flag,
    /** Whether deals are assigned automatically among all users. */
    allusers: Wire.Flag,
    /** How deals are assigned to users automatically: `off`, `round-robin` or `by-value` (by amount). */
    autoassign: Wire.openEnum(assignments),
    /** Stages of the pipeline. */
    stages: Wire.related(DealStageId),
    /** Associations with the user groups that can manage the pipeline; see `PipelineGroup`. */
    dealGroupGroups: Wire.related(PipelineGroupId),
    /** Associations with the users to whom deals are assigned automatically; see `PipelineUsers`. */
    dealGroupUsers: Wire.related(PipelineUserId),
    /** Number of deals in the pipeline. Not in every response. */
    count: Wire.Integer,
    /** Origin of the pipeline. The values are not documented by ActiveCampaign. */
    source: Wire.Text,
    /** When ActiveCampaign started to compute win probabilities for the deals. */
    win_probability_initialize_date: Wire.InstantOrLocal,
    /** When the pipeline was created. */
    cdate: Wire.Timestamp,
    /** When the pipeline was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * An association of a pipeline with a user group that can manage the pipeline. `create` and `update` return these as
 * the sideload `dealGroupGroups`.
 */
export class PipelineGroup extends Wire.Entity<PipelineGroup>("PipelineGroup")(
  {
    /** Id of the association. */
    id: PipelineGroupId
  },
  {
    /** Pipeline that the user group can manage. */
    dealGroup: Wire.nullableId(PipelineId),
    /** Pipeline that the user group can manage; same as `dealGroup`. */
    d_groupid: Wire.nullableId(PipelineId),
    /** User group that can manage the pipeline. */
    group: Wire.nullableId(GroupId),
    /** User group that can manage the pipeline; same as `group`. */
    groupid: Wire.nullableId(GroupId),
    /** When the association was created. */
    cdate: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Name of the pipeline. */
  title: Wire.Text,
  /** Three-letter currency code of the deals, in lower case, such as `usd`. */
  currency: Wire.CurrencyCode
}

const optional = {
  /** Whether all user groups can manage the pipeline. If false, only the user groups in `groups` can. */
  allgroups: Wire.NumericFlag,
  /** Whether deals are assigned automatically among all users. If false, only among the users in `users`. */
  allusers: Wire.NumericFlag,
  /** How deals are assigned to users automatically: `off`, `round-robin` or `by-value` (by amount). */
  autoassign: Wire.closedEnum(assignments),
  /** Users to whom deals are assigned automatically if `allusers` is false. */
  users: Wire.array(UserId),
  /** User groups that can manage the pipeline if `allgroups` is false. */
  groups: Wire.array(GroupId)
}

/** Fields for creating a pipeline. */
export class PipelineCreate extends Wire.Input<PipelineCreate>("PipelineCreate")(required, optional) {}

/** Fields for updating a pipeline. Omitted fields are left unchanged. */
export class PipelineUpdate extends Wire.Input<PipelineUpdate>("PipelineUpdate")({}, { ...required, ...optional }) {}

/** Filters for listing pipelines. */
export class PipelineFilters extends Wire.Input<PipelineFilters>("PipelineFilters")(
  {},
  {
    /** String that the name of the pipeline contains. */
    title: Wire.NonEmptyText,
    /** Whether to return only pipelines that have stages. */
    have_stages: Wire.NumericFlag
  }
) {}

/** Query parameters for listing pipelines. */
export class PipelineQuery extends Wire.Input<PipelineQuery>("PipelineQuery")(
  {},
  {
    /** Return only pipelines that match all of these filters. */
    filters: PipelineFilters,
    /** Sort order of the pipelines. The meaning of `popular` is not documented by ActiveCampaign. */
    orders: Wire.orders(["title", "popular"])
  }
) {}

/** Query parameters for listing the pipelines that a user cannot access. */
export class PipelineInaccessibleQuery extends Wire.Input<PipelineInaccessibleQuery>("PipelineInaccessibleQuery")(
  {
    /** Deals whose pipelines are checked; at least one. */
    dealIds: Wire.nonEmptyArray(DealId),
    /** User whose access is checked. */
    userId: UserId
  },
  {}
) {}

/**
 * Creates a pipeline with three default stages. The response includes the stages as the sideload `dealStages`.
 *
 * ```ts
 * Pipelines.create({ title: "New business", currency: "usd", allusers: true, autoassign: "round-robin" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-pipeline
 */
export const create = Endpoint.make("Pipelines.create", {
  method: "POST",
  path: () => "/dealGroups",
  payload: Wire.envelope("dealGroup", PipelineCreate),
  success: Wire.envelope("dealGroup", Pipeline),
  errors: [ValidationError],
  sideloads: ["dealGroupGroups", "dealGroupUsers", "dealStages"],
  knowledge: "recorded"
})

/**
 * Retrieves a pipeline. The response includes its stages as the sideload `dealStages`.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-pipeline
 */
export const get = Endpoint.make("Pipelines.get", {
  method: "GET",
  path: (id: PipelineId) => `/dealGroups/${id}`,
  success: Wire.envelope("dealGroup", Pipeline),
  errors: [NotFoundError, ValidationError],
  sideloads: ["dealStages"],
  knowledge: "recorded"
})

/**
 * Updates a pipeline.
 *
 * @see https://developers.activecampaign.com/reference/update-a-pipeline
 */
export const update = Endpoint.make("Pipelines.update", {
  method: "PUT",
  path: (id: PipelineId) => `/dealGroups/${id}`,
  payload: Wire.envelope("dealGroup", PipelineUpdate),
  success: Wire.envelope("dealGroup", Pipeline),
  errors: [NotFoundError, ValidationError],
  sideloads: ["dealGroupGroups", "dealGroupUsers"],
  knowledge: "recorded"
})

/**
 * Deletes a pipeline. The effect on its stages and deals is not documented by ActiveCampaign.
 *
 * Not confirmed: what happens to the deals of the pipeline.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-pipeline
 */
const delete_ = Endpoint.make("Pipelines.delete", {
  method: "DELETE",
  path: (id: PipelineId) => `/dealGroups/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists pipelines, optionally filtered. `filters.title` also matches part of a name.
 *
 * ```ts
 * Pipelines.list({ filters: { title: "business" }, orders: { title: "ASC" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-pipelines
 */
export const list = Endpoint.list("Pipelines.list", {
  path: () => "/dealGroups",
  query: PipelineQuery,
  items: ["dealGroups", Pipeline],
  sideloads: ["dealStages"],
  knowledge: "recorded"
})

/**
 * Lists the pipelines that contain any of these deals and that the user cannot access.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-inaccessible-pipelines-by-user
 */
export const listInaccessible = Endpoint.list("Pipelines.listInaccessible", {
  path: () => "/dealGroup/get_inaccessible_deal_groups",
  query: PipelineInaccessibleQuery,
  items: ["dealGroups", Pipeline],
  pagination: "none"
})

/**
 * Retrieves the pipeline with exactly this name; null if there is none. The filter of `list` finds all names that contain a
 * string.
 *
 * ```ts
 * Pipelines.findByTitle("Sales")
 * ```
 */
export const findByTitle = (title: string) =>
  list({ filters: { title } }).pipe(
    Stream.filter((one) => one.title === title),
    Stream.runCollect,
    Effect.map(([found]) => found ?? null)
  )
