/**
 * Types of tasks: calls, e-mails, and whatever else the account has. `Tasks` are of one of them.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { TaskOutcomeId, TaskTypeId, UserId } from "./Ids.js"
import { Task } from "./Tasks.js"

const statuses = { "0": "active", "1": "disabled" } as const

const taskType = Wire.entity(
  "TaskType",
  {
    /** Id of the type. */
    id: TaskTypeId
  },
  {
    /** Name. */
    title: Wire.Text,
    /** Whether tasks can be of this type. */
    status: Wire.codes(statuses),
    /** How long its tasks take by default; the vendor does not say in which unit. */
    defduration: Wire.Integer,
    /** Position among the types. */
    display_order: Wire.Integer,
    /** Outcomes that its tasks can have. */
    outcomes: Wire.related(TaskOutcomeId),
    /** User who made it; null where that was not a user. */
    created_by: Wire.ref(UserId),
    /** When it was made; without a zone, it is the account's own clock in spite of the name. */
    created_utc_timestamp: Wire.Moment,
    /** User who last changed it; null where that was not a user. */
    updated_by: Wire.ref(UserId),
    /** When it was last changed; without a zone, it is the account's own clock in spite of the name. */
    updated_utc_timestamp: Wire.Moment,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A type of tasks. */
export interface TaskType extends Schema.Schema.Type<typeof taskType> {}
/** A type of tasks. */
export const TaskType: Wire.Codec<TaskType> = taskType

const required = {
  /** Name; no other type may have it. */
  title: Schema.String
}

const optional = {
  /** Whether tasks can be of this type. */
  status: Wire.codeOf(statuses)
}

const taskTypeCreate = Wire.input("TaskTypeCreate", required, optional)

/** What makes a type of tasks. */
export interface TaskTypeCreate extends Schema.Schema.Type<typeof taskTypeCreate> {}
/** What makes a type of tasks. */
export const TaskTypeCreate: Wire.Codec<TaskTypeCreate> = taskTypeCreate

const taskTypeUpdate = Wire.input("TaskTypeUpdate", {}, { ...required, ...optional })

/** What changes a type of tasks; what is left out stays. */
export interface TaskTypeUpdate extends Schema.Schema.Type<typeof taskTypeUpdate> {}
/** What changes a type of tasks; what is left out stays. */
export const TaskTypeUpdate: Wire.Codec<TaskTypeUpdate> = taskTypeUpdate

const taskTypeMove = Wire.input(
  "TaskTypeMove",
  {
    /** The type that they are to be of. */
    dealTasktype: TaskTypeId
  },
  {}
)

/** Where tasks move to. */
export interface TaskTypeMove extends Schema.Schema.Type<typeof taskTypeMove> {}
/** Where tasks move to. */
export const TaskTypeMove: Wire.Codec<TaskTypeMove> = taskTypeMove

/**
 * Makes a type of tasks.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-task-type
 */
export const create = Endpoint.make("TaskTypes.create", {
  method: "POST",
  path: () => "/dealTasktypes",
  payload: Wire.envelope("dealTasktype", TaskTypeCreate),
  success: Wire.envelope("dealTasktype", TaskType),
  failures: [ValidationError, DuplicateError]
})

/**
 * Reads one type of tasks.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-deal-task-type
 */
export const get = Endpoint.make("TaskTypes.get", {
  method: "GET",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}`,
  success: Wire.envelope("dealTasktype", TaskType),
  failures: [NotFoundError]
})

/**
 * Changes a type of tasks.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-task-type
 */
export const update = Endpoint.make("TaskTypes.update", {
  method: "PUT",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}`,
  payload: Wire.envelope("dealTasktype", TaskTypeUpdate),
  success: Wire.envelope("dealTasktype", TaskType),
  failures: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a type of tasks. One that tasks are of cannot be deleted: `moveTasks` first.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal-task-type
 */
export const remove = Endpoint.make("TaskTypes.remove", {
  method: "DELETE",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All types of tasks.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-task-types
 */
export const list = Endpoint.list("TaskTypes.list", {
  path: () => "/dealTasktypes",
  items: ["dealTasktypes", TaskType]
})

/**
 * Moves all tasks of a type to another one.
 *
 * @see https://developers.activecampaign.com/reference/move-deal-tasks-to-another-deal-task-type
 */
export const moveTasks = Endpoint.make("TaskTypes.moveTasks", {
  method: "PUT",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}/dealTasks`,
  payload: Wire.envelope("dealTask", TaskTypeMove),
  success: Wire.envelope("dealTasks", Wire.rows(Task)),
  failures: [NotFoundError, ValidationError],
  sideloads: ["deals"]
})
