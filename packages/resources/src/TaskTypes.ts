/**
 * TaskTypes: types of tasks, such as "Meet in person" (deal task types). Every task in `Tasks` has a type.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { TaskOutcomeId, TaskTypeId, UserId } from "./Ids.js"
import { Task } from "./Tasks.js"

const statuses = { "0": "active", "1": "disabled" } as const

/** A type of tasks. */
export class TaskType extends Wire.Entity<TaskType>("TaskType")(
  {
    /** Id of the task type. */
    id: TaskTypeId
  },
  {
    /** Title of the task type. */
    title: Wire.Text,
    /** Whether the task type is `active` or `disabled`. A disabled type is not available for tasks. */
    status: Wire.openEnum(statuses),
    /** Default duration of tasks of this type. The unit is not documented by ActiveCampaign. */
    defduration: Wire.Integer,
    /** Position among the task types. */
    display_order: Wire.Integer,
    /** Outcomes that tasks of this type can have. */
    outcomes: Wire.related(TaskOutcomeId),
    /** User who created the task type; null if it was not a user. */
    created_by: Wire.nullableId(UserId),
    /** When the task type was created. If the value has no zone, it is on the account's clock, not in UTC. */
    created_utc_timestamp: Wire.InstantOrLocal,
    /** User who last updated the task type; null if it was not a user. */
    updated_by: Wire.nullableId(UserId),
    /** When the task type was last updated. If the value has no zone, it is on the account's clock, not in UTC. */
    updated_utc_timestamp: Wire.InstantOrLocal,
    /** When the task type was created. */
    cdate: Wire.Timestamp,
    /** When the task type was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Title of the task type, unique in the account. */
  title: Wire.Text
}

const optional = {
  /** Whether the task type is `active` or `disabled`. */
  status: Wire.closedEnum(statuses)
}

/** Fields for creating a task type. */
export class TaskTypeCreate extends Wire.Input<TaskTypeCreate>("TaskTypeCreate")(required, optional) {}

/** Fields for updating a task type. Omitted fields are left unchanged. */
export class TaskTypeUpdate extends Wire.Input<TaskTypeUpdate>("TaskTypeUpdate")({}, { ...required, ...optional }) {}

/** Fields for moving tasks to another task type. */
export class TaskTypeMove extends Wire.Input<TaskTypeMove>("TaskTypeMove")(
  {
    /** Task type that the tasks are moved to. */
    dealTasktype: TaskTypeId
  },
  {}
) {}

/**
 * Creates a task type.
 *
 * ```ts
 * TaskTypes.create({ title: "Meet in person" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-task-type
 */
export const create = Endpoint.make("TaskTypes.create", {
  method: "POST",
  path: () => "/dealTasktypes",
  payload: Wire.envelope("dealTasktype", TaskTypeCreate),
  success: Wire.envelope("dealTasktype", TaskType),
  errors: [ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves a task type.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-deal-task-type
 */
export const get = Endpoint.make("TaskTypes.get", {
  method: "GET",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}`,
  success: Wire.envelope("dealTasktype", TaskType),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Updates a task type.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-task-type
 */
export const update = Endpoint.make("TaskTypes.update", {
  method: "PUT",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}`,
  payload: Wire.envelope("dealTasktype", TaskTypeUpdate),
  success: Wire.envelope("dealTasktype", TaskType),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Deletes a task type. ActiveCampaign may reject the request with `ValidationError` if tasks have this type; move the
 * tasks with `moveTasks` first.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal-task-type
 */
const delete_ = Endpoint.make("TaskTypes.delete", {
  method: "DELETE",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists task types.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-task-types
 */
export const list = Endpoint.list("TaskTypes.list", {
  path: () => "/dealTasktypes",
  items: ["dealTasktypes", TaskType],
  knowledge: "recorded"
})

/**
 * Moves all tasks of a task type to another task type.
 *
 * ```ts
 * TaskTypes.moveTasks(TaskTypeId.make("4"), { dealTasktype: TaskTypeId.make("1") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/move-deal-tasks-to-another-deal-task-type
 */
export const moveTasks = Endpoint.make("TaskTypes.moveTasks", {
  method: "PUT",
  path: (id: TaskTypeId) => `/dealTasktypes/${id}/dealTasks`,
  payload: Wire.envelope("dealTask", TaskTypeMove),
  success: Wire.envelope("dealTasks", Wire.array(Task)),
  errors: [NotFoundError, ValidationError],
  sideloads: ["deals"],
  knowledge: "recorded"
})
