/**
 * Which types of tasks can have which outcomes.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { TaskOutcomeId, TaskTypeId, TaskTypeOutcomeId, UserId } from "./Ids.js"

const taskTypeOutcome = Wire.entity(
  "TaskTypeOutcome",
  {
    /** Id of the link. */
    id: TaskTypeOutcomeId
  },
  {
    /** The type of tasks. */
    tasktype: Wire.ref(TaskTypeId),
    /** The type of tasks; the same as `tasktype`. */
    tasktype_id: Wire.ref(TaskTypeId),
    /** The outcome. */
    outcome: Wire.ref(TaskOutcomeId),
    /** The outcome; the same as `outcome`. */
    outcome_id: Wire.ref(TaskOutcomeId),
    /** Position among the outcomes of the type. */
    display_order: Wire.Integer,
    /** User who made it; null where that was not a user. */
    created_by: Wire.ref(UserId),
    /** User who made it; the same as `created_by`, and named at times where that is not. */
    createdBy: Wire.ref(UserId),
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

/** The link between a type of tasks and an outcome. */
export interface TaskTypeOutcome extends Schema.Schema.Type<typeof taskTypeOutcome> {}
/** The link between a type of tasks and an outcome. */
export const TaskTypeOutcome: Wire.Codec<TaskTypeOutcome> = taskTypeOutcome

const required = {
  /** The type of tasks. */
  tasktype_id: TaskTypeId,
  /** The outcome. */
  outcome_id: TaskOutcomeId
}

const optional = {
  /** Position among the outcomes of the type. */
  display_order: Schema.Int
}

const taskTypeOutcomeCreate = Wire.input("TaskTypeOutcomeCreate", required, optional)

/** What links a type of tasks to an outcome. */
export interface TaskTypeOutcomeCreate extends Schema.Schema.Type<typeof taskTypeOutcomeCreate> {}
/** What links a type of tasks to an outcome. */
export const TaskTypeOutcomeCreate: Wire.Codec<TaskTypeOutcomeCreate> = taskTypeOutcomeCreate

const taskTypeOutcomeUpdate = Wire.input("TaskTypeOutcomeUpdate", {}, { ...required, ...optional })

/** What changes a link; what is left out stays. */
export interface TaskTypeOutcomeUpdate extends Schema.Schema.Type<typeof taskTypeOutcomeUpdate> {}
/** What changes a link; what is left out stays. */
export const TaskTypeOutcomeUpdate: Wire.Codec<TaskTypeOutcomeUpdate> = taskTypeOutcomeUpdate

/**
 * Lets tasks of a type have an outcome. The vendor's page is unfinished: what is sent is what the answers hold.
 *
 * @see https://developers.activecampaign.com/reference/create-a-task-outcome-1
 */
export const create = Endpoint.make("TaskTypeOutcomes.create", {
  method: "POST",
  path: () => "/tasktypeOutcomeRels",
  payload: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcomeCreate),
  success: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcome),
  failures: [ValidationError]
})

/**
 * Reads one link.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-task-type-outcome-relation
 */
export const get = Endpoint.make("TaskTypeOutcomes.get", {
  method: "GET",
  path: (id: TaskTypeOutcomeId) => `/tasktypeOutcomeRels/${id}`,
  success: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcome),
  failures: [NotFoundError]
})

/**
 * Changes a link. The vendor's page is unfinished: what is sent is what the answers hold.
 *
 * @see https://developers.activecampaign.com/reference/update-a-task-outcome-1
 */
export const update = Endpoint.make("TaskTypeOutcomes.update", {
  method: "PUT",
  path: (id: TaskTypeOutcomeId) => `/tasktypeOutcomeRels/${id}`,
  payload: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcomeUpdate),
  success: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcome),
  failures: [NotFoundError, ValidationError]
})

/**
 * Takes an outcome away from a type of tasks.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-task-type-outcome-relation
 */
export const remove = Endpoint.make("TaskTypeOutcomes.remove", {
  method: "DELETE",
  path: (id: TaskTypeOutcomeId) => `/tasktypeOutcomeRels/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All links of all types of tasks.
 *
 * @see https://developers.activecampaign.com/reference/list-all-task-type-outcome-relations
 */
export const list = Endpoint.list("TaskTypeOutcomes.list", {
  path: () => "/tasktypeOutcomeRels",
  items: ["tasktypeOutcomeRels", TaskTypeOutcome]
})
