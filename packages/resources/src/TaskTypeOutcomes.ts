/**
 * TaskTypeOutcomes: relations between types of tasks and the outcomes that these tasks can have (task type outcome
 * relations). `TaskTypes` and `TaskOutcomes` define both sides.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { TaskOutcomeId, TaskTypeId, TaskTypeOutcomeId, UserId } from "./Ids.js"

/** A relation between a task type and a task outcome. */
export class TaskTypeOutcome extends Wire.Entity<TaskTypeOutcome>("TaskTypeOutcome")(
  {
    /** Id of the relation. */
    id: TaskTypeOutcomeId
  },
  {
    /** Type of tasks that can have the outcome. */
    tasktype: Wire.nullableId(TaskTypeId),
    /** Type of tasks that can have the outcome; the same as `tasktype`. */
    tasktype_id: Wire.nullableId(TaskTypeId),
    /** Outcome that tasks of the type can have. */
    outcome: Wire.nullableId(TaskOutcomeId),
    /** Outcome that tasks of the type can have; the same as `outcome`. */
    outcome_id: Wire.nullableId(TaskOutcomeId),
    /** Position of the outcome among the outcomes of the type. */
    display_order: Wire.Integer,
    /** User who created the relation; null if it was not a user. */
    created_by: Wire.nullableId(UserId),
    /** User who created the relation. Some responses have a user here and none in `created_by`. */
    createdBy: Wire.nullableId(UserId),
    /** When the relation was created. If the value has no zone, it is on the account's clock, not in UTC. */
    created_utc_timestamp: Wire.InstantOrLocal,
    /** User who last updated the relation; null if it was not a user. */
    updated_by: Wire.nullableId(UserId),
    /** When the relation was last updated. If the value has no zone, it is on the account's clock, not in UTC. */
    updated_utc_timestamp: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Type of tasks that can have the outcome. */
  tasktype_id: TaskTypeId,
  /** Outcome that tasks of the type can have. */
  outcome_id: TaskOutcomeId
}

const optional = {
  /** Position of the outcome among the outcomes of the type. */
  display_order: Wire.NonNegativeInteger
}

/** Fields for creating a relation between a task type and a task outcome. */
export class TaskTypeOutcomeCreate extends Wire.Input<TaskTypeOutcomeCreate>("TaskTypeOutcomeCreate")(
  required,
  optional
) {}

/** Fields for updating a relation between a task type and a task outcome. Omitted fields are left unchanged. */
export class TaskTypeOutcomeUpdate extends Wire.Input<TaskTypeOutcomeUpdate>("TaskTypeOutcomeUpdate")(
  {},
  { ...required, ...optional }
) {}

/**
 * Creates a relation, so that tasks of the type can have the outcome. The fields of the request are inferred from
 * responses: ActiveCampaign's page is unfinished.
 *
 * Not confirmed: the fields; ActiveCampaign's page is unfinished.
 *
 * @see https://developers.activecampaign.com/reference/create-a-task-outcome-1
 */
export const create = Endpoint.make("TaskTypeOutcomes.create", {
  method: "POST",
  path: () => "/tasktypeOutcomeRels",
  payload: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcomeCreate),
  success: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcome),
  errors: [ValidationError, DuplicateError],
  knowledge: "inferred"
})

/**
 * Retrieves a relation.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-task-type-outcome-relation
 */
export const get = Endpoint.make("TaskTypeOutcomes.get", {
  method: "GET",
  path: (id: TaskTypeOutcomeId) => `/tasktypeOutcomeRels/${id}`,
  success: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcome),
  errors: [NotFoundError]
})

/**
 * Updates a relation. The fields of the request are inferred from responses: ActiveCampaign's page is unfinished.
 *
 * Not confirmed: the fields; ActiveCampaign's page is unfinished.
 *
 * @see https://developers.activecampaign.com/reference/update-a-task-outcome-1
 */
export const update = Endpoint.make("TaskTypeOutcomes.update", {
  method: "PUT",
  path: (id: TaskTypeOutcomeId) => `/tasktypeOutcomeRels/${id}`,
  payload: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcomeUpdate),
  success: Wire.envelope("tasktypeOutcomeRel", TaskTypeOutcome),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "inferred"
})

/**
 * Deletes a relation, so that tasks of the type can no longer have the outcome.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-task-type-outcome-relation
 */
const delete_ = Endpoint.make("TaskTypeOutcomes.delete", {
  method: "DELETE",
  path: (id: TaskTypeOutcomeId) => `/tasktypeOutcomeRels/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists the relations of all task types.
 *
 * @see https://developers.activecampaign.com/reference/list-all-task-type-outcome-relations
 */
export const list = Endpoint.list("TaskTypeOutcomes.list", {
  path: () => "/tasktypeOutcomeRels",
  items: ["tasktypeOutcomeRels", TaskTypeOutcome]
})
