/**
 * Tasks of contacts and deals, their types, outcomes and reminders.
 */
import { TaskOutcomes, Tasks, TaskTypeOutcomes, TaskTypes } from "effect-activecampaign"
import {
  computed,
  created,
  links,
  nullableString,
  number,
  numberText,
  readOnly,
  reference,
  string,
  updated,
  updatedLocal
} from "../columns.js"
import { contains, equals, time } from "../filters.js"
import { create, get, type Input, inputOf, isResponse, list, remove, rowOf, update } from "../operations.js"
import { invalid, ok } from "../responses.js"
import { type Call, route } from "../routes.js"
import { type Filter, one, type Row, render, table } from "../Table.js"
import { lower, oneDay, parseTime, text } from "../values.js"

/** Tasks that are due within days, or `upcoming`, `scheduled` or `overdue`. */
const dueRange: Filter = ([range = ""], { now }) => {
  const [from = "", to = from] = range.split(/[+ ]/)
  const isWithin = (due: number): boolean => {
    if (range === "overdue") return due < now
    if (range === "upcoming") return due >= now && due < now + oneDay
    if (range === "scheduled") return due >= now + oneDay
    const [start, end] = [parseTime(from), parseTime(to)]
    return start !== undefined && end !== undefined && due >= start && due < end + oneDay
  }
  return {
    test: ({ duedate }) => {
      const due = parseTime(duedate)
      return due !== undefined && isWithin(due)
    }
  }
}

/** The name of the owner's kind in requests and in rows. */
const reltypes: Readonly<Record<string, string>> = { contact: "Subscriber", deal: "Deal" }

/** Tasks. */
export const dealTasks = table({
  name: "dealTasks",
  envelope: "dealTask",
  model: "DealTask",
  entity: Tasks.Task,
  columns: {
    duedate: string("", { required: true }),
    edate: string(),
    status: numberText("0"),
    title: nullableString(),
    note: string(),
    relid: numberText("0"),
    reltype: string("Deal"),
    dealTasktype: reference("dealTasktypes", { required: true }),
    cdate: created,
    udate: updated,
    automation: readOnly(null),
    doneAutomation: readOnly(null),
    user: readOnly("1"),
    assignee: reference("users", { none: "0", echo: false }),
    owner: computed(({ relid, reltype }) => ({ type: reltype === "Subscriber" ? "contact" : "deal", id: text(relid) })),
    outcomeId: number(null),
    outcomeInfo: nullableString(),
    links: links(
      "dealTasks",
      ...[
        "activities",
        "automation",
        "dealTasktype",
        "doneAutomation",
        "notes",
        "owner",
        "taskNotifications",
        "user",
        "assignee"
      ]
    ),
    duration: numberText("0"),
    donedate: readOnly(null)
  },
  filters: {
    "filters[title]": contains("title"),
    "filters[reltype]": equals("reltype"),
    "filters[relid]": equals("relid"),
    "filters[status]": equals("status"),
    "filters[note]": contains("note"),
    "filters[duedate]": ([day = ""]) => ({ test: ({ duedate }) => text(duedate).startsWith(day) }),
    "filters[d_tasktypeid]": equals("dealTasktype"),
    "filters[userid]": equals("user"),
    "filters[due_after]": time("duedate", 1),
    "filters[due_before]": time("duedate", -1),
    "filters[duedate_range]": dueRange,
    "filters[assignee_userid]": equals("assignee"),
    "filters[outcome_id]": equals("outcomeId")
  },
  relations: {
    deals: {
      table: "deals",
      rows: (row, store) => (row["reltype"] === "Deal" ? one("deals", "relid").rows(row, store) : [])
    }
  },
  sample: (n) => ({
    title: `Task ${n}`,
    relid: "1",
    reltype: "Deal",
    duedate: "2026-03-02T12:00:00-06:00",
    edate: "2026-03-02T12:15:00-06:00",
    dealTasktype: "1",
    assignee: "1"
  })
})

/** Types of tasks. */
export const dealTasktypes = table({
  name: "dealTasktypes",
  envelope: "dealTasktype",
  model: "DealTasktype",
  entity: TaskTypes.TaskType,
  columns: {
    defduration: numberText("0"),
    status: numberText("0"),
    title: string("", { required: true }),
    cdate: created,
    udate: updated,
    created_by: readOnly("0"),
    updated_by: readOnly(null),
    created_utc_timestamp: created,
    updated_utc_timestamp: updated,
    display_order: numberText("0"),
    links: links("dealTasktypes", "dealTasks", "tasktypeOutcomeRels")
  },
  sample: (n) => ({ title: `Task type ${n}` })
})

/** Outcomes of tasks. */
export const taskOutcomes = table({
  name: "taskOutcomes",
  envelope: "taskOutcome",
  model: "TaskOutcome",
  entity: TaskOutcomes.TaskOutcome,
  columns: {
    title: string(),
    sentiment: { initial: "NEUTRAL", write: (value) => text(value).toUpperCase() },
    disabled: numberText("0"),
    created_by: readOnly("1"),
    updated_by: readOnly("1"),
    created_utc_timestamp: created,
    updated_utc_timestamp: updated,
    dealTasktype_ids: {
      read: ({ id }, store) =>
        store
          .table("tasktypeOutcomeRels")
          .by("outcome_id", id)
          .map((row) => row["tasktype_id"])
    },
    links: links("taskOutcomes", "tasktypeOutcomeRels", "dealTasks")
  },
  filters: { "filters[title]": contains("title"), "filters[sentiment]": equals("sentiment") },
  cascade: [["tasktypeOutcomeRels", "outcome_id"]],
  sample: (n) => ({ title: `Outcome ${n}`, sentiment: "POSITIVE" })
})

/** Which outcomes a type of task has. */
export const tasktypeOutcomeRels = table({
  name: "tasktypeOutcomeRels",
  envelope: "tasktypeOutcomeRel",
  model: "TasktypeOutcomeRel",
  entity: TaskTypeOutcomes.TaskTypeOutcome,
  columns: {
    tasktype_id: reference("dealTasktypes", { required: true, names: ["tasktype_id", "tasktype"] }),
    outcome_id: reference("taskOutcomes", { required: true, names: ["outcome_id", "outcome"] }),
    display_order: numberText("0"),
    created_by: readOnly("0"),
    created_utc_timestamp: created,
    updated_by: readOnly(null),
    updated_utc_timestamp: updatedLocal,
    links: links("tasktypeOutcomeRels", "tasktype", "outcome", "createdBy"),
    tasktype: { read: (row) => row["tasktype_id"] },
    outcome: { read: (row) => row["outcome_id"] },
    createdBy: readOnly("1")
  },
  sample: (n) => ({ tasktype_id: "1", outcome_id: String(n) })
})

/** What a task is about: `owner`, or `ownerType` and `relid`. */
const ownerIn = (input: Input) => {
  const owner = input["owner"]
  const given = typeof owner === "object" && owner !== null ? Object(owner) : undefined
  const reltype = reltypes[lower(given?.type ?? input["ownerType"])] ?? input["reltype"]
  const relid = given?.id ?? input["relid"]
  return {
    ...(reltype === undefined ? {} : { reltype: text(reltype) }),
    ...(relid === undefined ? {} : { relid: text(relid) })
  }
}

const checkTask = (input: Input, { store }: Call, row: Row | undefined) => {
  const { relid, reltype } = { relid: row?.["relid"], reltype: row?.["reltype"] ?? "Deal", ...ownerIn(input) }
  const owners = store.table(reltype === "Subscriber" ? "contacts" : "deals")
  return owners.find(relid) === undefined
    ? invalid("The related resource does not exist", "related_missing", "relid")
    : undefined
}

const afterTask = (row: Row, _: Input, { emit, store }: Call): void =>
  row["reltype"] === "Subscriber"
    ? emit("contact_task_add", { contact: store.table("contacts").find(row["relid"]), task: row })
    : emit("deal_task_add", { deal: store.table("deals").find(row["relid"]), task: row })

const afterUpdate = (row: Row, _: Input, { emit, store }: Call, changed: ReadonlyArray<string>): void => {
  if (changed.includes("status") && row["status"] === "1" && row["reltype"] === "Deal")
    emit("deal_task_complete", { deal: store.table("deals").find(row["relid"]), task: row })
}

/** Moves all tasks of a type to another type. */
const moveTasks = route("PUT", "/dealTasktypes/{id}/dealTasks", (call) => {
  const from = rowOf(dealTasktypes, call)
  if (isResponse(from)) return from
  const input = inputOf(call, "dealTask")
  if (isResponse(input)) return input
  const to = call.store.table("dealTasktypes").find(input["dealTasktype"])
  if (to === undefined) return invalid("The related resource does not exist", "related_missing", "dealTasktype")
  const rows = call.store.table("dealTasks")
  const moved = rows.by("dealTasktype", from.id).map((row) => rows.update(row, { dealTasktype: to.id }, call.now))
  return ok({ dealTasks: moved.map((row) => render(dealTasks, row, call.store)) })
})

const sentiments = ["positive", "neutral", "negative"]

/** The API lists all complaints about an outcome, with a slug. */
const checkOutcome = (input: Input, { store }: Call, row: Row | undefined) => {
  const complaint = (field: string, title: string, code: string, error: string) => ({
    title,
    detail: "",
    code,
    error,
    source: { pointer: `/data/attributes/${field}` }
  })
  const taken = store
    .table("taskOutcomes")
    .by("title", input["title"])
    .some((other) => other !== row)
  const isMissing =
    row === undefined ? text(input["title"]) === "" : input["title"] !== undefined && text(input["title"]) === ""
  const sentiment = input["sentiment"]
  const errors = [
    ...(isMissing
      ? [
          complaint(
            "title",
            "The taskOutcome title was not provided.",
            "field_missing",
            "taskOutcome_title_was_not_provided"
          )
        ]
      : []),
    ...(taken ? [complaint("title", "A task outcome with the same title already exists.", "field_invalid", "")] : []),
    ...((row === undefined || sentiment !== undefined) && !sentiments.includes(lower(sentiment))
      ? [complaint("sentiment", "Sentiment value must be one of Positive, Neutral, or Negative.", "field_invalid", "")]
      : [])
  ]
  return errors.length === 0 ? undefined : { status: 422, body: { errors } }
}

/** A reminder has no response; it is not kept, since nothing can read it. */
const remind = route("POST", "/taskNotifications", (call) => {
  const input = inputOf(call, "taskNotification")
  if (isResponse(input)) return input
  return call.store.table("dealTasks").find(input["dealTask"]) === undefined
    ? invalid("The related resource does not exist", "related_missing", "dealTask")
    : { status: 200, body: "" }
})

/** A type that tasks have cannot be deleted. */
const checkUnused = (row: Row, { store }: Call) =>
  store.table("dealTasks").by("dealTasktype", row.id).length === 0 ? undefined : { status: 403, body: {} }

/** The outcome beside its relation: one, not an array. */
const outcomeOf = (row: Row, _: Input, { store }: Call) => {
  const outcome = store.table("taskOutcomes").find(row["outcome_id"])
  return { taskOutcome: outcome === undefined ? [] : render(taskOutcomes, outcome, store) }
}

/** Routes of tasks. */
export const routes = [
  create(dealTasks, "/dealTasks", { check: checkTask, values: ownerIn, after: afterTask }),
  list(dealTasks, "/dealTasks"),
  get(dealTasks, "/dealTasks/{id}"),
  ...update(dealTasks, "/dealTasks/{id}", { check: checkTask, values: ownerIn, after: afterUpdate }),
  remove(dealTasks, "/dealTasks/{id}"),
  create(dealTasktypes, "/dealTasktypes", {
    after: (row, _, { emit }) => emit("deal_tasktype_add", { tasktype: row })
  }),
  list(dealTasktypes, "/dealTasktypes"),
  get(dealTasktypes, "/dealTasktypes/{id}"),
  ...update(dealTasktypes, "/dealTasktypes/{id}"),
  remove(dealTasktypes, "/dealTasktypes/{id}", { check: checkUnused }),
  moveTasks,
  create(taskOutcomes, "/taskOutcomes", { check: checkOutcome, status: 200 }),
  list(taskOutcomes, "/taskOutcomes"),
  get(taskOutcomes, "/taskOutcomes/{id}"),
  ...update(taskOutcomes, "/taskOutcomes/{id}", { check: checkOutcome }),
  remove(taskOutcomes, "/taskOutcomes/{id}"),
  create(tasktypeOutcomeRels, "/tasktypeOutcomeRels", { status: 200, beside: outcomeOf }),
  list(tasktypeOutcomeRels, "/tasktypeOutcomeRels"),
  get(tasktypeOutcomeRels, "/tasktypeOutcomeRels/{id}"),
  ...update(tasktypeOutcomeRels, "/tasktypeOutcomeRels/{id}", { beside: outcomeOf }),
  remove(tasktypeOutcomeRels, "/tasktypeOutcomeRels/{id}"),
  remind
]
