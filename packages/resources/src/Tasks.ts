/**
 * Tasks: to-dos of users for a contact or a deal (deal tasks). `TaskTypes` defines the types of tasks, `TaskOutcomes`
 * their possible outcomes, and `TaskReminders` reminds users of tasks.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, ContactId, DealId, TaskId, TaskOutcomeId, TaskTypeId, UserId } from "./Ids.js"
import { readOwner } from "./internal/owner.js"

const statuses = { "0": "open", "1": "done" } as const

/** Types of records that tasks can be for: `Subscriber` is a contact. */
const reltypes = ["Deal", "Subscriber"] as const

/** A task. */
export class Task extends Wire.Entity<Task>("Task")(
  {
    /** Id of the task. */
    id: TaskId
  },
  {
    /** Title of the task. */
    title: Wire.Text,
    /** Text that describes the task. */
    note: Wire.Text,
    /** Whether the task is `open` or `done`. */
    status: Wire.openEnum(statuses),
    /** Type of the task. */
    dealTasktype: Wire.nullableId(TaskTypeId),
    /** Contact or deal that the task is for. */
    owner: Wire.Target,
    /** Type of the record that the task is for: `contact` or `deal`. Only some responses have it. */
    ownerType: Wire.Text,
    /** Type of the record that the task is for: `Subscriber` is a contact. */
    reltype: Wire.openLiteral(reltypes),
    /** Id of the contact or deal that the task is for. */
    relid: Wire.Text,
    /** User who is responsible for the task. */
    assignee: Wire.nullableId(UserId),
    /** User who created the task. */
    user: Wire.nullableId(UserId),
    /** When the task is due. */
    duedate: Wire.InstantOrLocal,
    /** When the task ends. */
    edate: Wire.InstantOrLocal,
    /** When the task was completed. */
    donedate: Wire.InstantOrLocal,
    /** Duration of the task. The unit is not documented by ActiveCampaign. */
    duration: Wire.Integer,
    /** Outcome of the task. */
    outcomeId: Wire.nullableId(TaskOutcomeId),
    /** Details about the outcome. */
    outcomeInfo: Wire.Text,
    /** Automation that created the task. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that starts when the task is completed. */
    doneAutomation: Wire.nullableId(AutomationId),
    /** When the task was created. */
    cdate: Wire.Timestamp,
    /** When the task was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Record that a task is for: `{ contact: ContactId }` or `{ deal: DealId }`. */
export type TaskOwner = Wire.OneOf<Kinds>

interface Kinds {
  readonly contact: ContactId
  readonly deal: DealId
}

const owner: Wire.Codec<TaskOwner> = Wire.target<Kinds>("ownerType", "relid", {
  contact: [ContactId, "contact"],
  deal: [DealId, "deal"]
})

// Filters and responses name the kinds otherwise than requests do.
const related: Wire.Codec<TaskOwner> = Wire.target<Kinds>("reltype", "relid", {
  contact: [ContactId, "Subscriber"],
  deal: [DealId, "Deal"]
})

const required = {
  /** Record that the task is for: `{ contact }` or `{ deal }`. */
  owner,
  /** When the task is due. */
  duedate: Wire.Instant,
  /** Type of the task. */
  dealTasktype: TaskTypeId
}

const optional = {
  /** Title of the task. If null, the title of the task type is used. */
  title: Wire.nullable(Wire.Text),
  /** Whether the task is `open` or `done`. */
  status: Wire.closedEnum(statuses),
  /** Text that describes the task. */
  note: Wire.Text,
  /** When the task ends; null for no end. Not confirmed: that null is accepted. */
  edate: Wire.nullable(Wire.Instant),
  /** User who is responsible for the task; null for none. Not confirmed: that null is accepted. */
  assignee: Wire.nullable(UserId)
}

/** Fields for creating a task. */
export class TaskCreate extends Wire.Input<TaskCreate>("TaskCreate")(required, {
  ...optional,
  /** Automation that starts when the task is created. */
  triggerAutomationOnCreate: AutomationId,
  /** Automation that starts when the task is completed. */
  doneAutomation: AutomationId
}) {}

/** Fields for updating a task. Omitted fields are left unchanged. */
export class TaskUpdate extends Wire.Input<TaskUpdate>("TaskUpdate")(
  {},
  {
    ...required,
    ...optional,
    /**
     * Outcome of the task; null for none. Required if the task is set to `done`. Not confirmed: that null is accepted.
     */
    outcomeId: Wire.nullable(TaskOutcomeId),
    /** Details about the outcome. */
    outcomeInfo: Wire.Text
  }
) {}

/** A filter for the tasks of all contacts, or of all deals. */
export class TaskOwnerType extends Wire.Input<TaskOwnerType>("TaskOwnerType")(
  {
    /** Type of the records that the tasks are for: `Subscriber` is a contact. */
    reltype: Wire.closedLiteral(reltypes)
  },
  {}
) {}

/** Filters for listing tasks. Whether text is matched exactly or in part is not documented by ActiveCampaign. */
export class TaskFilters extends Wire.Input<TaskFilters>("TaskFilters")(
  {},
  {
    /** Title of the task. */
    title: Wire.NonEmptyText,
    /** Record that the task is for: `{ contact }`, `{ deal }`, or any record of a type with `{ reltype }`. */
    owner: Wire.union(related, TaskOwnerType),
    /** Whether the task is `open` or `done`. */
    status: Wire.closedEnum(statuses),
    /** Text that describes the task. */
    note: Wire.NonEmptyText,
    /** When the task is due. */
    duedate: Wire.DateFilter,
    /** Tasks due after this date. */
    due_after: Wire.DateFilter,
    /** Tasks due before this date. */
    due_before: Wire.DateFilter,
    /**
     * When the task is due: `upcoming`, `scheduled`, `overdue`, or the first and last day, such as
     * `2026-05-01+2026-05-31`.
     */
    duedate_range: Wire.textOfForm(
      '"upcoming", "scheduled", "overdue", or the first and last day, such as "2026-05-01+2026-05-31"',
      /^(upcoming|scheduled|overdue|(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(\+(?=.)|$)){2})$/,
      ["upcoming", "2026-05-01+2026-05-31"]
    ),
    /** Type of the task. */
    d_tasktypeid: TaskTypeId,
    /** User who created the task. */
    userid: UserId,
    /** User who is responsible for the task. */
    assignee_userid: UserId,
    /** Outcome of the task. */
    outcome_id: TaskOutcomeId
  }
) {}

/** Query parameters for listing tasks. */
export class TaskQuery extends Wire.Input<TaskQuery>("TaskQuery")(
  {},
  {
    /** Return only tasks that match all of these filters. */
    filters: Wire.spread("owner", ["reltype", "relid"], TaskFilters)
  }
) {}

/**
 * Creates a task for a contact or a deal.
 *
 * ```ts
 * Tasks.create({
 *   owner: { contact: ContactId.make("113") },
 *   dealTasktype: TaskTypeId.make("1"),
 *   title: "Send the offer",
 *   duedate: DateTime.unsafeMake("2026-05-28T15:00:00Z")
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-task
 */
export const create = Endpoint.make("Tasks.create", {
  method: "POST",
  path: () => "/dealTasks",
  payload: Wire.envelope("dealTask", Wire.spread("owner", ["ownerType", "relid"], TaskCreate)),
  success: Wire.envelope("dealTask", Task),
  errors: [NotFoundError, ValidationError]
})

/**
 * Retrieves a task.
 *
 * @see https://developers.activecampaign.com/reference/get-task
 */
export const get = Endpoint.make("Tasks.get", {
  method: "GET",
  path: (id: TaskId) => `/dealTasks/${id}`,
  success: Wire.envelope("dealTask", Task),
  errors: [NotFoundError, ValidationError]
})

/**
 * Updates a task. To complete a task, set `status` and `outcomeId`.
 *
 * ```ts
 * Tasks.update(TaskId.make("1"), { status: "done", outcomeId: TaskOutcomeId.make("9") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/update-task
 */
export const update = Endpoint.make("Tasks.update", {
  method: "PUT",
  path: (id: TaskId) => `/dealTasks/${id}`,
  payload: Wire.envelope("dealTask", Wire.spread("owner", ["ownerType", "relid"], TaskUpdate)),
  success: Wire.envelope("dealTask", Task),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a task.
 *
 * @see https://developers.activecampaign.com/reference/delete-task
 */
const delete_ = Endpoint.make("Tasks.delete", {
  method: "DELETE",
  path: (id: TaskId) => `/dealTasks/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

export { delete_ as delete }

/**
 * Lists tasks, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-tasks
 */
export const list = Endpoint.list("Tasks.list", {
  path: () => "/dealTasks",
  query: TaskQuery,
  items: ["dealTasks", Task]
})

/**
 * Lists the tasks of a deal. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. `list` with a filter by `owner` is the confirmed way.
 */
export const listByDeal = Endpoint.list("Tasks.listByDeal", {
  path: (deal: DealId) => `/deals/${deal}/tasks`,
  items: ["dealTasks", Task],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * The contact or deal that a task is for, with the type of its id; null if the task does not say it.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const owner = Tasks.ownerOf(yield* Tasks.get(TaskId.make("5")))
 *   return owner?.deal === undefined ? null : yield* Deals.get(owner.deal)
 * })
 * ```
 */
export const ownerOf = (task: Pick<Task, "owner" | "ownerType" | "relid" | "reltype">): TaskOwner | null =>
  readOwner(
    related,
    { ...task, owner: task.owner ?? { type: task.ownerType, id: task.relid } },
    { contact: "Subscriber", deal: "Deal" }
  )
