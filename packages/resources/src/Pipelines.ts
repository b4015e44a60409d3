/**
 * Pipelines that deals move through. `DealStages` are their steps.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { DealId, DealStageId, GroupId, PipelineGroupId, PipelineId, PipelineUserId, UserId } from "./Ids.js"

const assignments = { "0": "off", "1": "round-robin", "2": "by-value" } as const

const pipeline = Wire.entity(
  "Pipeline",
  {
    /** Id of the pipeline. */
    id: PipelineId
  },
  {
    /** Name. */
    title: Wire.Text,
    /** Currency of its deals. */
    currency: Wire.Text,
    /** Whether every group of users may manage it. */
    allgroups: Wire.Flag,
    /** Whether deals are given to any of all users. */
    allusers: Wire.Flag,
    /** How deals are given to users. */
    autoassign: Wire.codes(assignments),
    /** Its stages. */
    stages: Wire.related(DealStageId),
    /** Its links to groups of users. */
    dealGroupGroups: Wire.related(PipelineGroupId),
    /** Its links to users. */
    dealGroupUsers: Wire.related(PipelineUserId),
    /** Deals in it. */
    count: Wire.Integer,
    /** Where it comes from. */
    source: Wire.Text,
    /** Since when probabilities of winning are computed. */
    win_probability_initialize_date: Wire.Moment,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A pipeline. */
export interface Pipeline extends Schema.Schema.Type<typeof pipeline> {}
/** A pipeline. */
export const Pipeline: Wire.Codec<Pipeline> = pipeline

const pipelineGroup = Wire.entity(
  "PipelineGroup",
  {
    /** Id of the link. */
    id: PipelineGroupId
  },
  {
    /** The pipeline. */
    dealGroup: Wire.ref(PipelineId),
    /** The pipeline; the same as `dealGroup`. */
    d_groupid: Wire.ref(PipelineId),
    /** The group of users. */
    group: Wire.ref(GroupId),
    /** The group of users; the same as `group`. */
    groupid: Wire.ref(GroupId),
    /** When it was made. */
    cdate: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The link between a pipeline and a group of users who may manage it. It only ever comes along with pipelines. */
export interface PipelineGroup extends Schema.Schema.Type<typeof pipelineGroup> {}
/** The link between a pipeline and a group of users who may manage it. It only ever comes along with pipelines. */
export const PipelineGroup: Wire.Codec<PipelineGroup> = pipelineGroup

const pipelineUser = Wire.entity(
  "PipelineUser",
  {
    /** Id of the link. */
    id: PipelineUserId
  },
  {
    /** The pipeline. */
    dealGroup: Wire.ref(PipelineId),
    /** The user. */
    user: Wire.ref(UserId),
    /** When it was made. */
    cdate: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The link between a pipeline and a user whom its deals are given to. It only ever comes along with pipelines. */
export interface PipelineUser extends Schema.Schema.Type<typeof pipelineUser> {}
/** The link between a pipeline and a user whom its deals are given to. It only ever comes along with pipelines. */
export const PipelineUser: Wire.Codec<PipelineUser> = pipelineUser

const required = {
  /** Name. */
  title: Schema.String,
  /** Currency of its deals: three letters, lower case. */
  currency: Schema.String
}

const optional = {
  /** Whether every group of users may manage it. */
  allgroups: Wire.NumericFlag,
  /** Whether deals are given to any of all users. */
  allusers: Wire.NumericFlag,
  /** How deals are given to users. */
  autoassign: Wire.codeOf(assignments),
  /** Users whom deals are given to. */
  users: Schema.Array(UserId),
  /** Groups of users who may manage it. */
  groups: Schema.Array(GroupId)
}

const pipelineCreate = Wire.input("PipelineCreate", required, optional)

/** What makes a pipeline. */
export interface PipelineCreate extends Schema.Schema.Type<typeof pipelineCreate> {}
/** What makes a pipeline. */
export const PipelineCreate: Wire.Codec<PipelineCreate> = pipelineCreate

const pipelineUpdate = Wire.input("PipelineUpdate", {}, { ...required, ...optional })

/** What changes a pipeline; what is left out stays. */
export interface PipelineUpdate extends Schema.Schema.Type<typeof pipelineUpdate> {}
/** What changes a pipeline; what is left out stays. */
export const PipelineUpdate: Wire.Codec<PipelineUpdate> = pipelineUpdate

const pipelineFilters = Wire.input(
  "PipelineFilters",
  {},
  {
    /** Name. */
    title: Schema.String,
    /** Whether they must have stages. */
    have_stages: Wire.NumericFlag
  }
)

const pipelineQuery = Wire.input(
  "PipelineQuery",
  {},
  {
    /** What they must have. */
    filters: pipelineFilters,
    /** What to sort by. */
    orders: Wire.orders("title", "popular")
  }
)

/** Which pipelines, in which order. */
export interface PipelineQuery extends Schema.Schema.Type<typeof pipelineQuery> {}
/** Which pipelines, in which order. */
export const PipelineQuery: Wire.Codec<PipelineQuery> = pipelineQuery

const pipelineInaccessibleQuery = Wire.input(
  "PipelineInaccessibleQuery",
  {
    /** The deals. */
    dealIds: Schema.Array(DealId),
    /** The user. */
    userId: UserId
  },
  {}
)

/** Which deals, and for which user. */
export interface PipelineInaccessibleQuery extends Schema.Schema.Type<typeof pipelineInaccessibleQuery> {}
/** Which deals, and for which user. */
export const PipelineInaccessibleQuery: Wire.Codec<PipelineInaccessibleQuery> = pipelineInaccessibleQuery

/**
 * Makes a pipeline with three stages, which are sent along.
 *
 * @see https://developers.activecampaign.com/reference/create-a-pipeline
 */
export const create = Endpoint.make("Pipelines.create", {
  method: "POST",
  path: () => "/dealGroups",
  payload: Wire.envelope("dealGroup", PipelineCreate),
  success: Wire.envelope("dealGroup", Pipeline),
  failures: [ValidationError],
  sideloads: ["dealGroupGroups", "dealGroupUsers", "dealStages"]
})

/**
 * Reads one pipeline.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-pipeline
 */
export const get = Endpoint.make("Pipelines.get", {
  method: "GET",
  path: (id: PipelineId) => `/dealGroups/${id}`,
  success: Wire.envelope("dealGroup", Pipeline),
  failures: [NotFoundError],
  sideloads: ["dealStages"]
})

/**
 * Changes a pipeline.
 *
 * @see https://developers.activecampaign.com/reference/update-a-pipeline
 */
export const update = Endpoint.make("Pipelines.update", {
  method: "PUT",
  path: (id: PipelineId) => `/dealGroups/${id}`,
  payload: Wire.envelope("dealGroup", PipelineUpdate),
  success: Wire.envelope("dealGroup", Pipeline),
  failures: [NotFoundError, ValidationError],
  sideloads: ["dealGroupGroups", "dealGroupUsers"]
})

/**
 * Deletes a pipeline.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-pipeline
 */
export const remove = Endpoint.make("Pipelines.remove", {
  method: "DELETE",
  path: (id: PipelineId) => `/dealGroups/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All pipelines, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-pipelines
 */
export const list = Endpoint.list("Pipelines.list", {
  path: () => "/dealGroups",
  query: PipelineQuery,
  items: ["dealGroups", Pipeline],
  sideloads: ["dealStages"]
})

/**
 * The pipelines of these deals that a user may not see.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-inaccessible-pipelines-by-user
 */
export const listInaccessible = Endpoint.list("Pipelines.listInaccessible", {
  path: () => "/dealGroup/get_inaccessible_deal_groups",
  query: PipelineInaccessibleQuery,
  items: ["dealGroups", Pipeline],
  failures: [ValidationError],
  walk: "whole"
})
