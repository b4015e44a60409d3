/**
 * Deals, and the custom field values that are saved with them.
 */
import { Deals } from "effect-activecampaign"
import { computed, countOf, created, links, numberText, readOnly, reference, string, updated } from "../columns.js"
import { anything, bound, contains, equals, time } from "../filters.js"
import { create, get, type Input, isResponse, list, remove, rowOf, update } from "../operations.js"
import { invalid, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import type { Store } from "../Store.js"
import { type Filter, many, one, type Row, render, table } from "../Table.js"
import { contains as containsText, isRecord, lower, oneDay, text } from "../values.js"
import { contactDeals } from "./contactDeals.js"
import { checkFields, saveFields } from "./dealCustomFieldData.js"

const contactOf = (row: Row, store: Store): Row | undefined => store.table("contacts").find(row["contact"])

const accountName = (row: Row, store: Store): string => text(store.table("accounts").find(row["account"])?.["name"])

/** Names of the deal's contact. */
const contactTexts = (row: Row, store: Store): ReadonlyArray<string> => {
  const contact = contactOf(row, store)
  return contact === undefined ? [] : [contact["email"], contact["firstName"], contact["lastName"]].map(text)
}

const search: Filter = ([wanted = ""], { query, store }) => {
  const field = query.get("filters[search_field]") ?? "all"
  const textsOf = (row: Row): ReadonlyArray<string> => [
    ...(field === "all" || field === "title" ? [text(row["title"])] : []),
    ...(field === "all" || field === "contact" ? contactTexts(row, store) : []),
    ...(field === "all" || field === "org" ? [accountName(row, store)] : [])
  ]
  return { test: (row) => textsOf(row).some((one) => containsText(one, wanted)) }
}

/** Deals whose contact has a tag, by name or id. */
const tag: Filter = ([wanted], { store }) => {
  const tags = store.table("tags").all.filter((row) => row.id === wanted || lower(row["tag"]) === lower(wanted))
  const contacts = new Set(
    tags.flatMap(({ id }) =>
      store
        .table("contactTags")
        .by("tag", id)
        .map((row) => row["contact"])
    )
  )
  return { test: (row) => contacts.has(row["contact"]) }
}

/** Deals with a task of a type, by title or id. */
const taskType: Filter = ([wanted], { store }) => {
  const types = store
    .table("dealTasktypes")
    .all.filter(({ id, title }) => id === wanted || lower(title) === lower(wanted))
  const ids = new Set(types.map(({ id }) => id))
  return { test: (row) => openTasks(row, store).some((task) => ids.has(text(task["dealTasktype"]))) }
}

const tasksOf = (row: Row, store: Store): ReadonlyArray<Row> =>
  store
    .table("dealTasks")
    .by("relid", row.id)
    .filter(({ reltype }) => reltype === "Deal")

const openTasks = (row: Row, store: Store): ReadonlyArray<Row> =>
  tasksOf(row, store).filter(({ status }) => status === "0")

/** The open task that is due first. */
const nextTask = (row: Row, store: Store): Row | undefined =>
  [...openTasks(row, store)].sort((a, b) => Date.parse(text(a["duedate"])) - Date.parse(text(b["duedate"])))[0]

/** Deals whose next task is due within a day, later, before now, or that have none. */
const nextDate: Filter = ([range], { now, store }) => ({
  test: (row) => {
    const due = Date.parse(text(nextTask(row, store)?.["duedate"]))
    if (Number.isNaN(due)) return range === "no-task"
    return range === (due < now ? "overdue" : due < now + oneDay ? "upcoming" : "scheduled")
  }
})

/** Deals by the score of their contact: `scoreId:value`. */
const score =
  (holds: (value: number, wanted: number) => boolean): Filter =>
  ([given = ""], { store }) => {
    const [scoreId, wanted] = given.split(":")
    const rows = store.table("scoreValues").by("score", scoreId)
    const contacts = new Set(
      rows.filter((row) => holds(Number(row["scoreValue"]), Number(wanted))).map((row) => row["contact"])
    )
    return { test: (row) => contacts.has(row["contact"]) }
  }

/** Deals. */
export const deals = table({
  name: "deals",
  envelope: "deal",
  model: "Deal",
  entity: Deals.Deal,
  columns: {
    hash: computed(({ id }) => `fa4e${id.padStart(4, "0")}`),
    owner: reference("users"),
    contact: reference("contacts"),
    organization: readOnly(null),
    group: reference("dealGroups"),
    stage: reference("dealStages"),
    title: string("", { required: true }),
    description: string(),
    percent: numberText("0"),
    cdate: created,
    mdate: updated,
    nextdate: computed((row, store) => nextTask(row, store)?.["duedate"] ?? null),
    nexttaskid: computed((row, store) => nextTask(row, store)?.id ?? null),
    value: { initial: "0", required: true, write: (value) => String(Math.trunc(Number(value) || 0)) },
    currency: string("usd", { required: true }),
    winProbability: readOnly(null),
    winProbabilityMdate: readOnly(null),
    status: numberText("0"),
    activitycount: countOf("dealActivities", "d_id"),
    nextdealid: computed(({ id }) => id),
    edate: readOnly(null),
    links: links(
      "deals",
      ...["dealActivities", "contact", "contactDeals", "group", "nextTask", "notes", "account", "customerAccount"],
      ...["organization", "owner", "scoreValues", "stage", "tasks", "dealCustomFieldData"]
    ),
    isDisabled: readOnly(false),
    account: reference("accounts"),
    customerAccount: computed(({ account }) => account),
    nextTask: computed((row, store) => nextTask(row, store)?.id ?? null)
  },
  filters: {
    "filters[search]": search,
    "filters[search_field]": anything,
    "filters[title]": contains("title"),
    "filters[stage]": equals("stage"),
    "filters[group]": equals("group"),
    "filters[status]": equals("status"),
    "filters[owner]": equals("owner"),
    "filters[contact]": equals("contact"),
    "filters[organization]": equals("account"),
    "filters[nextdate_range]": nextDate,
    "filters[tag]": tag,
    "filters[tasktype]": taskType,
    "filters[created_before]": time("$created", -1),
    "filters[created_after]": time("$created", 1),
    "filters[updated_before]": time("$updated", -1),
    "filters[updated_after]": time("$updated", 1),
    // Filters are in whole units of the currency, values in cents.
    "filters[minimum_value]": bound("value", 1, 100),
    "filters[maximum_value]": bound("value", -1, 100),
    "filters[score]": score((value, wanted) => value === wanted),
    "filters[score_greater_than]": score((value, wanted) => value > wanted),
    "filters[score_less_than]": score((value, wanted) => value < wanted)
  },
  orders: {
    title: "title",
    value: "value",
    cdate: "$created",
    mdate: "$updated",
    contact_name: (row, store) => contactTexts(row, store).slice(1).join(" "),
    contact_orgname: accountName,
    "next-action": (row, store) => text(nextTask(row, store)?.["duedate"])
  },
  relations: {
    contacts: one("contacts", "contact"),
    dealGroups: one("dealGroups", "group"),
    dealStages: one("dealStages", "stage"),
    dealCustomFieldData: many("dealCustomFieldData", "dealId")
  },
  cascade: [
    ["dealCustomFieldData", "dealId"],
    ["contactDeals", "deal"],
    ["dealActivities", "d_id"],
    ["dealTasks", "relid", "Deal"],
    ["notes", "relid", "Deal"]
  ],
  sample: (n) => ({
    title: `Deal ${n}`,
    value: String(n * 1000),
    currency: "usd",
    contact: String(n),
    group: "1",
    stage: "1",
    owner: "1"
  })
})

/** A deal needs a contact or an account, a pipeline or a stage, and an owner unless the pipeline assigns one. */
const check = (input: Input, call: Call, row: Row | undefined) => {
  if (row === undefined && text(input["contact"]) === "" && text(input["account"]) === "") {
    return invalid("The deal must have a contact or an account", "field_missing", "contact,account")
  }
  const group = groupOf(input, call)
  if (row === undefined && group === undefined)
    return invalid("The deal must have a pipeline or a stage", "field_missing", "group,stage")
  const stage = call.store.table("dealStages").find(input["stage"])
  if (stage !== undefined && group !== undefined && stage["group"] !== group.id) {
    return invalid("The stage does not belong to the pipeline", "field_invalid", "stage")
  }
  if (row === undefined && text(input["owner"]) === "" && text(group?.["autoassign"]) === "0") {
    return invalid("The deal must have an owner", "field_missing", "owner")
  }
  return checkFields(input["fields"], call)
}

/** The pipeline that a request names, or that of its stage. */
const groupOf = (input: Input, { store }: Call): Row | undefined =>
  store.table("dealGroups").find(input["group"] ?? store.table("dealStages").find(input["stage"])?.["group"])

/** A deal without a stage is in the first stage of its pipeline. */
const placeOf = (input: Input, call: Call) => {
  const group = groupOf(input, call)
  if (group === undefined) return {}
  const stages = [...call.store.table("dealStages").by("group", group.id)].sort(
    (a, b) => Number(a["order"]) - Number(b["order"])
  )
  const stage = text(input["stage"]) === "" ? stages[0]?.id : text(input["stage"])
  return { group: group.id, ...(stage === undefined ? {} : { stage }) }
}

const beside = (row: Row, input: Input, call: Call) =>
  input["fields"] === undefined ? {} : saveFields("deals", row, input, call)

const shortColumns = [
  "title",
  "value",
  "currency",
  "group",
  "stage",
  "cdate",
  "mdate",
  "nextdate",
  "hash",
  "organization",
  "winProbability",
  "winProbabilityMdate",
  "description",
  "percent",
  "status",
  "contact",
  "owner",
  "links",
  "isDisabled",
  "account",
  "customerAccount"
]

/** The tasks of a deal. */
const listTasks: Handle = (call) => {
  const deal = rowOf(deals, call)
  if (isResponse(deal)) return deal
  return ok({
    dealTasks: tasksOf(deal, call.store).map((task) =>
      render(call.store.table("dealTasks").definition, task, call.store)
    )
  })
}

/** Updates the owners of deals. */
const updateOwners: Handle = (call) => {
  const { body, now, store } = call
  const changes = isRecord(body) && Array.isArray(body["deals"]) ? body["deals"].filter(isRecord) : []
  const problem = changes.flatMap(({ id, ownerId }) =>
    ownerId === undefined
      ? [`ownerId is required for a deal '${text(id)}'.`]
      : store.table("users").find(ownerId) === undefined
        ? [`Owner(user) with id '${text(ownerId)}' was not found for a deal '${text(id)}'.`]
        : []
  )
  if (problem.length > 0) return { status: 422, body: { errors: problem.map((title) => ({ status: 422, title })) } }
  const result = { success: [] as string[], nochange: [] as string[], failed: [] as string[] }
  for (const { id, ownerId } of changes) {
    const deal = store.table("deals").find(id)
    if (deal === undefined) result.failed.push(text(id))
    else if (deal["owner"] === text(ownerId)) result.nochange.push(deal.id)
    else {
      emitUpdate(store.table("deals").update(deal, { owner: text(ownerId) }, now), ["owner"], call)
      result.success.push(deal.id)
    }
  }
  return ok(result)
}

/** Tells webhooks of a deal what changed, if anything did. */
const emitUpdate = (deal: Row, changed: ReadonlyArray<string>, { emit }: Call): void => {
  if (changed.length > 0) emit("deal_update", { deal, changed })
}

/** Labels of the custom fields that a request changes. */
const changedFields = (deal: Row, { fields }: Input, { store }: Call): ReadonlyArray<string> =>
  (Array.isArray(fields) ? fields.filter(isRecord) : []).flatMap(({ customFieldId, fieldValue }) => {
    const [value] = store
      .table("dealCustomFieldData")
      .by("dealId", deal.id)
      .filter((row) => text(row["customFieldId"]) === text(customFieldId))
    const field = store.table("dealCustomFieldMeta").find(customFieldId)
    return text(value?.["fieldValue"]) === text(fieldValue) ? [] : [text(field?.["fieldLabel"])]
  })

/** Totals of the deals on all pages by currency; PHP's empty map if there are none. */
const currencies = (rows: ReadonlyArray<Row>) => {
  const totals: Record<string, { total: string; value: string; currency: string; isDisabled: boolean }> = {}
  for (const { currency, value } of rows) {
    const code = text(currency).toUpperCase()
    const known = totals[code]
    totals[code] = {
      total: String(Number(known?.total ?? 0) + 1),
      value: String(Number(known?.value ?? 0) + Number(value)),
      currency: code,
      isDisabled: false
    }
  }
  return { currencies: Object.keys(totals).length === 0 ? [] : totals }
}

/** Routes of deals. */
export const routes = [
  route("PATCH", "/deals/bulkUpdate", updateOwners),
  create(deals, "/deals", {
    check,
    values: (input, call) => placeOf(input, call),
    returns: shortColumns,
    sideloads: ["contacts", "dealGroups", "dealStages"],
    beside,
    after: (row, _, call) => {
      call.store.table("dealActivities").insert({ d_id: row.id, dataAction: "add" }, call.now)
      call.emit("deal_add", { deal: row })
    }
  }),
  list(deals, "/deals", { includes: ["dealCustomFieldData"], total: "number", meta: currencies }),
  list(deals, "/contacts/{id}/deals", { scope: { table: "contacts", column: "contact" } }),
  list(contactDeals, "/deals/{id}/contactDeals", {
    scope: { table: "deals", column: "deal" }
  }),
  route("GET", "/deals/{id}/tasks", listTasks),
  get(deals, "/deals/{id}", { includes: ["dealCustomFieldData"] }),
  ...update(deals, "/deals/{id}", {
    check,
    values: (input, call) => (input["group"] === undefined && input["stage"] === undefined ? {} : placeOf(input, call)),
    sideloads: ["contacts", "dealStages"],
    beside,
    after: (row, input, call, columns) => emitUpdate(row, [...columns, ...changedFields(row, input, call)], call)
  }),
  remove(deals, "/deals/{id}")
]
