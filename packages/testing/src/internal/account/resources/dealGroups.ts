/**
 * Pipelines, which ActiveCampaign's API calls deal groups.
 */
import { Pipelines } from "effect-activecampaign"
import { created, idsOf, links, numberText, readOnly, string, updated } from "../columns.js"
import { contains } from "../filters.js"
import { create, get, list, remove, update } from "../operations.js"
import type { Call } from "../routes.js"
import { many, type Row, table } from "../Table.js"

/** Pipelines. */
export const dealGroups = table({
  name: "dealGroups",
  envelope: "dealGroup",
  model: "DealGroup",
  entity: Pipelines.Pipeline,
  columns: {
    title: string("", { required: true }),
    currency: string("usd", { required: true }),
    autoassign: numberText("0"),
    allusers: numberText("1"),
    allgroups: numberText("1"),
    win_probability_initialize_date: readOnly(null),
    cdate: created,
    udate: updated,
    stages: idsOf("dealStages", "group"),
    dealGroupUsers: idsOf("dealGroupUsers", "dealGroup"),
    dealGroupGroups: idsOf("dealGroupGroups", "dealGroup"),
    links: links("dealGroups", "stages", "dealGroupUsers", "dealGroupGroups", "winProbabilityFeatures")
  },
  filters: {
    "filters[title]": contains("title"),
    "filters[have_stages]": ([value], { store }) => ({
      test: ({ id }) => value === "0" || store.table("dealStages").by("group", id).length > 0
    })
  },
  orders: { title: "title", popular: "title" },
  relations: {
    dealStages: many("dealStages", "group"),
    dealGroupUsers: many("dealGroupUsers", "dealGroup"),
    dealGroupGroups: many("dealGroupGroups", "dealGroup")
  },
  cascade: [
    ["dealStages", "group"],
    ["dealGroupUsers", "dealGroup"],
    ["dealGroupGroups", "dealGroup"],
    ["deals", "group"]
  ],
  sample: (n) => ({ title: `Pipeline ${n}`, currency: "usd" })
})

/** The stages that a new pipeline has. */
const firstStages = [
  { title: "To Contact", color: "18D499" },
  { title: "In Contact", color: "32B0FC" },
  { title: "Follow Up", color: "E6CE4B" }
]

const addStages = (row: Row, _: unknown, { emit, now, store }: Call): void => {
  for (const [index, stage] of firstStages.entries()) {
    store.table("dealStages").insert({ ...stage, group: row.id, order: String(index + 1) }, now)
  }
  emit("deal_pipeline_add", { pipeline: row })
}

/** The users and groups that a request names, as rows of their own. */
const saveMembers = (row: Row, input: Record<string, unknown>, { now, store }: Call): void => {
  for (const [key, table, column] of [
    ["users", "dealGroupUsers", "user"],
    ["groups", "dealGroupGroups", "group"]
  ] as const) {
    const ids = input[key]
    if (!Array.isArray(ids)) continue
    const rows = store.table(table)
    for (const existing of rows.by("dealGroup", row.id)) rows.delete(existing)
    for (const id of ids) rows.insert({ dealGroup: row.id, [column]: String(id) }, now)
  }
}

const readColumns = Object.keys(dealGroups.columns).filter((name) => !name.startsWith("dealGroup"))

const sideloads = ["dealStages", "dealGroupUsers", "dealGroupGroups"]

/** Routes of pipelines. */
export const routes = [
  create(dealGroups, "/dealGroups", {
    returns: [
      "title",
      "currency",
      "autoassign",
      "cdate",
      "udate",
      "stages",
      "dealGroupUsers",
      "dealGroupGroups",
      "links"
    ],
    after: (row, input, call) => {
      addStages(row, input, call)
      saveMembers(row, input, call)
    },
    sideloads
  }),
  list(dealGroups, "/dealGroups", { sideloads: ["dealStages"], returns: readColumns }),
  get(dealGroups, "/dealGroups/{id}", { sideloads: ["dealStages"], returns: readColumns }),
  ...update(dealGroups, "/dealGroups/{id}", { after: saveMembers, sideloads }),
  remove(dealGroups, "/dealGroups/{id}")
]
