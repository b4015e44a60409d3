/**
 * What can come of a task: interested, not interested, left a message. `TaskTypeOutcomes` says which types of tasks can
 * have which.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { TaskOutcomeId, TaskTypeId, UserId } from "./Ids.js"

const taskOutcome = Wire.entity(
  "TaskOutcome",
  {
    /** Id of the outcome. */
    id: TaskOutcomeId
  },
  {
    /** Name. */
    title: Wire.Text,
    /** Whether it is good news; in capitals, unlike what is sent. */
    sentiment: Wire.known("POSITIVE", "NEUTRAL", "NEGATIVE"),
    /** Whether no task can have it any more. */
    disabled: Wire.Flag,
    /** Types of tasks that can have it. */
    dealTasktype_ids: Wire.rows(TaskTypeId),
    /** User who made it; null where that was not a user. */
    created_by: Wire.ref(UserId),
    /** When it was made; without a zone, it is the account's own clock in spite of the name. */
    created_utc_timestamp: Wire.Moment,
    /** User who last changed it; null where that was not a user. */
    updated_by: Wire.ref(UserId),
    /** When it was last changed; without a zone, it is the account's own clock in spite of the name. */
    updated_utc_timestamp: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An outcome that tasks can have. */
export interface TaskOutcome extends Schema.Schema.Type<typeof taskOutcome> {}
/** An outcome that tasks can have. */
export const TaskOutcome: Wire.Codec<TaskOutcome> = taskOutcome

const required = {
  /** Name; no other outcome may have it. */
  title: Schema.String,
  /** Whether it is good news. */
  sentiment: Schema.Literal("Positive", "Neutral", "Negative")
}

const optional = {
  /** Whether no task can have it any more. */
  disabled: Wire.NumericFlag
}

const taskOutcomeCreate = Wire.input("TaskOutcomeCreate", required, optional)

/** What makes an outcome. */
export interface TaskOutcomeCreate extends Schema.Schema.Type<typeof taskOutcomeCreate> {}
/** What makes an outcome. */
export const TaskOutcomeCreate: Wire.Codec<TaskOutcomeCreate> = taskOutcomeCreate

const taskOutcomeUpdate = Wire.input("TaskOutcomeUpdate", {}, { ...required, ...optional })

/** What changes an outcome; what is left out stays. */
export interface TaskOutcomeUpdate extends Schema.Schema.Type<typeof taskOutcomeUpdate> {}
/** What changes an outcome; what is left out stays. */
export const TaskOutcomeUpdate: Wire.Codec<TaskOutcomeUpdate> = taskOutcomeUpdate

const taskOutcomeFilters = Wire.input(
  "TaskOutcomeFilters",
  {},
  {
    /** Whether they are good news. */
    sentiment: Wire.codeOf({ "1": "Negative", "2": "Neutral", "3": "Positive" })
  }
)

const taskOutcomeQuery = Wire.input(
  "TaskOutcomeQuery",
  {},
  {
    /** What they must have. */
    filters: taskOutcomeFilters
  }
)

/** Which outcomes. */
export interface TaskOutcomeQuery extends Schema.Schema.Type<typeof taskOutcomeQuery> {}
/** Which outcomes. */
export const TaskOutcomeQuery: Wire.Codec<TaskOutcomeQuery> = taskOutcomeQuery

/**
 * Makes an outcome.
 *
 * @see https://developers.activecampaign.com/reference/create-a-task-outcome
 */
export const create = Endpoint.make("TaskOutcomes.create", {
  method: "POST",
  path: () => "/taskOutcomes",
  payload: Wire.envelope("taskOutcome", TaskOutcomeCreate),
  success: Wire.envelope("taskOutcome", TaskOutcome),
  failures: [ValidationError]
})

/**
 * Reads one outcome.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-task-outcome
 */
export const get = Endpoint.make("TaskOutcomes.get", {
  method: "GET",
  path: (id: TaskOutcomeId) => `/taskOutcomes/${id}`,
  success: Wire.envelope("taskOutcome", TaskOutcome),
  failures: [NotFoundError]
})

/**
 * Changes an outcome.
 *
 * @see https://developers.activecampaign.com/reference/update-a-task-outcome
 */
export const update = Endpoint.make("TaskOutcomes.update", {
  method: "PUT",
  path: (id: TaskOutcomeId) => `/taskOutcomes/${id}`,
  payload: Wire.envelope("taskOutcome", TaskOutcomeUpdate),
  success: Wire.envelope("taskOutcome", TaskOutcome),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes an outcome.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-task-outcome
 */
export const remove = Endpoint.make("TaskOutcomes.remove", {
  method: "DELETE",
  path: (id: TaskOutcomeId) => `/taskOutcomes/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All outcomes, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-task-outcomes
 */
export const list = Endpoint.list("TaskOutcomes.list", {
  path: () => "/taskOutcomes",
  query: TaskOutcomeQuery,
  items: ["taskOutcomes", TaskOutcome]
})
