/**
 * TaskOutcomes: possible outcomes of tasks, such as "Interested" or "Not Interested". `TaskTypeOutcomes` relates
 * outcomes to the types of tasks that can have them.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { TaskOutcomeId, TaskTypeId, UserId } from "./Ids.js"

/** A possible outcome of tasks. */
export class TaskOutcome extends Wire.Entity<TaskOutcome>("TaskOutcome")(
  {
    /** Id of the outcome. */
    id: TaskOutcomeId
  },
  {
    /** Title of the outcome. */
    title: Wire.Text,
    /** Sentiment of the outcome, as requests take it; ActiveCampaign returns it in upper case. */
    sentiment: Wire.openEnum({ POSITIVE: "Positive", NEUTRAL: "Neutral", NEGATIVE: "Negative" }),
    /** Whether the outcome is disabled. A disabled outcome is not available for tasks. */
    disabled: Wire.Flag,
    /** Types of tasks that can have the outcome. */
    dealTasktype_ids: Wire.array(TaskTypeId),
    /** User who created the outcome; null if it was not a user. */
    created_by: Wire.nullableId(UserId),
    /** When the outcome was created. If the value has no zone, it is on the account's clock, not in UTC. */
    created_utc_timestamp: Wire.InstantOrLocal,
    /** User who last updated the outcome; null if it was not a user. */
    updated_by: Wire.nullableId(UserId),
    /** When the outcome was last updated. If the value has no zone, it is on the account's clock, not in UTC. */
    updated_utc_timestamp: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Title of the outcome, unique in the account. */
  title: Wire.Text,
  /** Sentiment of the outcome. */
  sentiment: Wire.closedLiteral(["Positive", "Neutral", "Negative"])
}

const optional = {
  /** Whether the outcome is disabled. A disabled outcome is not available for tasks. */
  disabled: Wire.NumericFlag
}

/** Fields for creating a task outcome. */
export class TaskOutcomeCreate extends Wire.Input<TaskOutcomeCreate>("TaskOutcomeCreate")(required, optional) {}

/** Fields for updating a task outcome. Omitted fields are left unchanged. */
export class TaskOutcomeUpdate extends Wire.Input<TaskOutcomeUpdate>("TaskOutcomeUpdate")(
  {},
  { ...required, ...optional }
) {}

/** Filters for listing task outcomes. */
export class TaskOutcomeFilters extends Wire.Input<TaskOutcomeFilters>("TaskOutcomeFilters")(
  {},
  {
    /** Sentiment of the outcome. */
    sentiment: Wire.closedEnum({ "1": "Negative", "2": "Neutral", "3": "Positive" })
  }
) {}

/** Query parameters for listing task outcomes. */
export class TaskOutcomeQuery extends Wire.Input<TaskOutcomeQuery>("TaskOutcomeQuery")(
  {},
  {
    /** Return only outcomes that match all of these filters. */
    filters: TaskOutcomeFilters
  }
) {}

/**
 * Creates a task outcome. Fails with `DuplicateError` if an outcome with this title already exists.
 *
 * ```ts
 * TaskOutcomes.create({ title: "Interested", sentiment: "Positive" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-task-outcome
 */
export const create = Endpoint.make("TaskOutcomes.create", {
  method: "POST",
  path: () => "/taskOutcomes",
  payload: Wire.envelope("taskOutcome", TaskOutcomeCreate),
  success: Wire.envelope("taskOutcome", TaskOutcome),
  errors: [ValidationError, DuplicateError]
})

/**
 * Retrieves a task outcome.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-task-outcome
 */
export const get = Endpoint.make("TaskOutcomes.get", {
  method: "GET",
  path: (id: TaskOutcomeId) => `/taskOutcomes/${id}`,
  success: Wire.envelope("taskOutcome", TaskOutcome),
  errors: [NotFoundError]
})

/**
 * Updates a task outcome.
 *
 * @see https://developers.activecampaign.com/reference/update-a-task-outcome
 */
export const update = Endpoint.make("TaskOutcomes.update", {
  method: "PUT",
  path: (id: TaskOutcomeId) => `/taskOutcomes/${id}`,
  payload: Wire.envelope("taskOutcome", TaskOutcomeUpdate),
  success: Wire.envelope("taskOutcome", TaskOutcome),
  errors: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a task outcome.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-task-outcome
 */
const delete_ = Endpoint.make("TaskOutcomes.delete", {
  method: "DELETE",
  path: (id: TaskOutcomeId) => `/taskOutcomes/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists task outcomes, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-task-outcomes
 */
export const list = Endpoint.list("TaskOutcomes.list", {
  path: () => "/taskOutcomes",
  query: TaskOutcomeQuery,
  items: ["taskOutcomes", TaskOutcome]
})
