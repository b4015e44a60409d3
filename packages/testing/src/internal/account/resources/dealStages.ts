/**
 * Stages of pipelines.
 */
import { DealStages } from "effect-activecampaign"
import { created, links, numberText, reference, string, updated } from "../columns.js"
import { contains, equals } from "../filters.js"
import { create, get, type Input, inputOf, isResponse, list, remove, rowOf, update } from "../operations.js"
import { ok } from "../responses.js"
import { type Call, route } from "../routes.js"
import { one, render, table } from "../Table.js"
import { text } from "../values.js"
import { deals } from "./deals.js"

/** Stages. */
export const dealStages = table({
  name: "dealStages",
  envelope: "dealStage",
  model: "DealStage",
  entity: DealStages.DealStage,
  columns: {
    group: reference("dealGroups", { required: true }),
    title: string("", { required: true }),
    color: string("32B0FC"),
    order: numberText("1"),
    width: numberText("280"),
    dealOrder: string("next-action DESC"),
    cardRegion1: string("title"),
    cardRegion2: string("next-action"),
    cardRegion3: string("show-avatar"),
    cardRegion4: string("contact-fullname-acctname"),
    cardRegion5: string("value"),
    cdate: created,
    udate: updated,
    links: links("dealStages", "group")
  },
  filters: { "filters[title]": contains("title"), "filters[d_groupid]": equals("group") },
  orders: { title: "title" },
  relations: { dealGroups: one("dealGroups", "group") },
  cascade: [["deals", "stage"]],
  sample: (n) => ({ group: "1", title: `Stage ${n}`, order: String(n) })
})

/** A new stage is the last one of its pipeline, unless its place is given. */
const orderOf = (input: Input, { store }: Call) =>
  input["order"] === undefined
    ? { order: String(store.table("dealStages").by("group", input["group"]).length + 1) }
    : { order: text(input["order"]) }

/** Moves all deals of a stage to another stage of the same pipeline. */
const moveDeals = route("PUT", "/dealStages/{id}/deals", (call) => {
  const from = rowOf(dealStages, call)
  if (isResponse(from)) return from
  const input = inputOf(call, "deal")
  if (isResponse(input)) return input
  const to = call.store.table("dealStages").find(input["stage"])
  if (to === undefined || to["group"] !== from["group"]) {
    const detail = "Target stage does not belong to same pipeline"
    const source = { pointer: "/data/attributes/stage" }
    return { status: 422, body: { errors: [{ status: 422, title: "Invalid attribute", detail, source }] } }
  }
  const rows = call.store.table("deals")
  const moved = rows.by("stage", from.id).map((deal) => rows.update(deal, { stage: to.id }, call.now))
  for (const deal of moved) call.emit("deal_update", { deal, changed: ["stage"] })
  return ok({ deals: moved.map((deal) => render(deals, deal, call.store)) })
})

/** Routes of stages. */
export const routes = [
  create(dealStages, "/dealStages", {
    values: (input, call) => orderOf(input, call),
    sideloads: ["dealGroups"],
    after: (row, _, { emit }) => emit("deal_stage_add", { stage: row })
  }),
  list(dealStages, "/dealStages"),
  get(dealStages, "/dealStages/{id}"),
  ...update(dealStages, "/dealStages/{id}", { sideloads: ["dealGroups"] }),
  remove(dealStages, "/dealStages/{id}"),
  moveDeals
]
