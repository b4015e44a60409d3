/**
 * Tasks that users have to do for contacts and deals.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { AutomationId, ContactId, DealId, TaskId, TaskOutcomeId, TaskTypeId, UserId } from "./Ids.js"

const statuses = { "0": "open", "1": "done" } as const

/** What a task can be about; `Subscriber` is a contact. */
const reltypes = ["Deal", "Subscriber"] as const

const task = Wire.entity(
  "Task",
  {
    /** Id of the task. */
    id: TaskId
  },
  {
    /** Title. */
    title: Wire.Text,
    /** Text. */
    note: Wire.Text,
    /** State. */
    status: Wire.codes(statuses),
    /** Its type. */
    dealTasktype: Wire.ref(TaskTypeId),
    /** What it is about. */
    owner: Wire.Target,
    /** Kind of the thing that it is about. */
    ownerType: Wire.Text,
    /** Kind of the thing that it is about; `Subscriber` is a contact. */
    reltype: Wire.known(...reltypes),
    /** Id of the thing that it is about. */
    relid: Wire.Text,
    /** User who is to do it. */
    assignee: Wire.ref(UserId),
    /** User who made it. */
    user: Wire.ref(UserId),
    /** When it is due. */
    duedate: Wire.Moment,
    /** When it ends. */
    edate: Wire.Moment,
    /** When it was done. */
    donedate: Wire.Moment,
    /** How long it takes. */
    duration: Wire.Integer,
    /** What came of it. */
    outcomeId: Wire.ref(TaskOutcomeId),
    /** More on what came of it. */
    outcomeInfo: Wire.Text,
    /** Automation that made it. */
    automation: Wire.ref(AutomationId),
    /** Automation that starts when it is done. */
    doneAutomation: Wire.ref(AutomationId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A task. */
export interface Task extends Schema.Schema.Type<typeof task> {}
/** A task. */
export const Task: Wire.Codec<Task> = task

const required = {
  /** Contact or deal that it is about. */
  relid: Schema.Union(ContactId, DealId),
  /** When it is due. */
  duedate: Wire.Instant,
  /** Its type. */
  dealTasktype: TaskTypeId
}

const optional = {
  /** Title; the type's where it is null. */
  title: Schema.NullOr(Schema.String),
  /** Whether it is about a contact or a deal. */
  ownerType: Schema.Literal("contact", "deal"),
  /** State. */
  status: Wire.codeOf(statuses),
  /** Text. */
  note: Schema.String,
  /** When it ends. */
  edate: Wire.Instant,
  /** User who is to do it. */
  assignee: UserId
}

const taskCreate = Wire.input("TaskCreate", required, {
  ...optional,
  /** Automation that starts when it is made. */
  triggerAutomationOnCreate: AutomationId,
  /** Automation that starts when it is done. */
  doneAutomation: AutomationId
})

/** What makes a task. */
export interface TaskCreate extends Schema.Schema.Type<typeof taskCreate> {}
/** What makes a task. */
export const TaskCreate: Wire.Codec<TaskCreate> = taskCreate

const taskUpdate = Wire.input(
  "TaskUpdate",
  {},
  {
    ...required,
    ...optional,
    /** What came of it; needed when it is done. */
    outcomeId: TaskOutcomeId,
    /** More on what came of it. */
    outcomeInfo: Schema.String
  }
)

/** What changes a task; what is left out stays. */
export interface TaskUpdate extends Schema.Schema.Type<typeof taskUpdate> {}
/** What changes a task; what is left out stays. */
export const TaskUpdate: Wire.Codec<TaskUpdate> = taskUpdate

const taskFilters = Wire.input(
  "TaskFilters",
  {},
  {
    /** Title. */
    title: Schema.String,
    /** Whether they are about a deal or about a contact (`Subscriber`). */
    reltype: Schema.Literal(...reltypes),
    /** Contact or deal that they are about. */
    relid: Schema.Union(ContactId, DealId),
    /** State. */
    status: Wire.codeOf(statuses),
    /** Text. */
    note: Schema.String,
    /** When they are due. */
    duedate: Wire.DateFilter,
    /** Due after this. */
    due_after: Wire.DateFilter,
    /** Due before this. */
    due_before: Wire.DateFilter,
    /** Due when: `upcoming`, `scheduled`, `overdue`, or two days such as `2026-05-01+2026-05-31`. */
    duedate_range: Schema.String,
    /** Type. */
    d_tasktypeid: TaskTypeId,
    /** User who made them. */
    userid: UserId,
    /** User who is to do them. */
    assignee_userid: UserId,
    /** What came of them. */
    outcome_id: TaskOutcomeId
  }
)

const taskQuery = Wire.input(
  "TaskQuery",
  {},
  {
    /** What they must have. */
    filters: taskFilters
  }
)

/** Which tasks. */
export interface TaskQuery extends Schema.Schema.Type<typeof taskQuery> {}
/** Which tasks. */
export const TaskQuery: Wire.Codec<TaskQuery> = taskQuery

/**
 * Makes a task.
 *
 * @see https://developers.activecampaign.com/reference/create-task
 */
export const create = Endpoint.make("Tasks.create", {
  method: "POST",
  path: () => "/dealTasks",
  payload: Wire.envelope("dealTask", TaskCreate),
  success: Wire.envelope("dealTask", Task),
  failures: [NotFoundError, ValidationError]
})

/**
 * Reads one task.
 *
 * @see https://developers.activecampaign.com/reference/get-task
 */
export const get = Endpoint.make("Tasks.get", {
  method: "GET",
  path: (id: TaskId) => `/dealTasks/${id}`,
  success: Wire.envelope("dealTask", Task),
  failures: [NotFoundError]
})

/**
 * Changes a task.
 *
 * @see https://developers.activecampaign.com/reference/update-task
 */
export const update = Endpoint.make("Tasks.update", {
  method: "PUT",
  path: (id: TaskId) => `/dealTasks/${id}`,
  payload: Wire.envelope("dealTask", TaskUpdate),
  success: Wire.envelope("dealTask", Task),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a task.
 *
 * @see https://developers.activecampaign.com/reference/delete-task
 */
export const remove = Endpoint.make("Tasks.remove", {
  method: "DELETE",
  path: (id: TaskId) => `/dealTasks/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All tasks, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-tasks
 */
export const list = Endpoint.list("Tasks.list", {
  path: () => "/dealTasks",
  query: TaskQuery,
  items: ["dealTasks", Task]
})

/**
 * All tasks of one deal. Not documented by the vendor.
 */
export const listOfDeal = Endpoint.list("Tasks.listOfDeal", {
  path: (deal: DealId) => `/deals/${deal}/tasks`,
  items: ["dealTasks", Task],
  failures: [NotFoundError],
  walk: "whole"
})
