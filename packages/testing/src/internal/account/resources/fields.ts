/**
 * Custom fields of contacts, their options, and the lists that show them.
 */
import { FieldOptions, FieldRels, Fields } from "effect-activecampaign"
import {
  audit,
  created,
  flag,
  idsOf,
  links,
  noLinks,
  nullableString,
  numberText,
  reference,
  string,
  updated
} from "../columns.js"
import { contains, equals } from "../filters.js"
import { create, echo, get, type Input, list, remove, update } from "../operations.js"
import { created as createdResponse, invalid } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { many, table } from "../Table.js"
import { flagText, isRecord, text } from "../values.js"

const types = [
  "dropdown",
  "hidden",
  "checkbox",
  "date",
  "datetime",
  "text",
  "textarea",
  "number",
  "listbox",
  "radio",
  "NULL"
]

/** The personalization tag that ActiveCampaign makes of a title. */
const tagOf = (title: unknown): string =>
  text(title)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")

/** Custom fields. */
export const fields = table({
  name: "fields",
  envelope: "field",
  model: "Field",
  entity: Fields.Field,
  columns: {
    title: string("", { required: true }),
    descript: nullableString(),
    type: string("text", { required: true }),
    isrequired: flag(),
    perstag: string(),
    defval: nullableString(),
    show_in_list: flag(),
    rows: numberText(),
    cols: numberText(),
    visible: flag("1"),
    service: string(),
    ordernum: numberText("1"),
    cdate: created,
    udate: updated,
    ...audit,
    options: idsOf("fieldOptions", "field"),
    relations: idsOf("fieldRels", "field"),
    links: links("fields", "options", "relations")
  },
  unique: [{ columns: ["title"], title: "A field with the title already exists" }],
  filters: { search: contains("title"), "filters[perstag]": equals("perstag") },
  relations: { fieldOptions: many("fieldOptions", "field"), fieldRels: many("fieldRels", "field") },
  cascade: [
    ["fieldOptions", "field"],
    ["fieldRels", "field"],
    ["fieldValues", "field"]
  ],
  sample: (n) => ({ title: `Field ${n}`, type: "text", perstag: `FIELD_${n}` })
})

/** Options of fields. */
export const fieldOptions = table({
  name: "fieldOptions",
  envelope: "fieldOption",
  model: "FieldOption",
  entity: FieldOptions.FieldOption,
  columns: {
    field: reference("fields", { required: true }),
    orderid: numberText("0"),
    value: string("", { required: true }),
    label: string(),
    isdefault: { initial: "0", write: flagText, echo: false },
    cdate: created,
    udate: updated,
    ...audit,
    links: links("fieldOptions", "field")
  },
  sample: (n) => ({ field: "1", value: `Option ${n}`, label: `Option ${n}`, orderid: String(n) })
})

/** Lists that show a field; list 0 is all lists. */
export const fieldRels = table({
  name: "fieldRels",
  envelope: "fieldRel",
  model: "FieldRel",
  entity: FieldRels.FieldRel,
  columns: {
    field: reference("fields", { required: true }),
    relid: numberText("0"),
    dorder: numberText("0"),
    cdate: created,
    ...audit,
    links: noLinks
  },
  sample: () => ({ field: "1" })
})

const check = ({ type }: Input) =>
  type === undefined || types.includes(text(type))
    ? undefined
    : invalid("The type is not valid", "field_invalid", "type")

/** Creates several options, or none if one is wrong. */
const createOptions: Handle = (call) => {
  const given = isRecord(call.body) ? call.body["fieldOptions"] : undefined
  const inputs = Array.isArray(given) ? given.filter(isRecord) : []
  if (inputs.length === 0) return { status: 422, body: { errors: "fieldOptions must be an array of options" } }
  if (inputs.some(({ field }) => call.store.table("fields").find(field) === undefined)) {
    return { status: 422, body: { errors: "An option belongs to a field that does not exist" } }
  }
  return createdResponse({ fieldOptions: inputs.map((input) => createOption(input, call)) })
}

const createOption = (input: Input, call: Call) => {
  const { field, isdefault, label, orderid, value } = input
  const values = {
    field: text(field),
    value: text(value),
    label: text(label ?? value),
    orderid: text(orderid ?? "0"),
    isdefault: flagText(isdefault)
  }
  const row = call.store.table("fieldOptions").insert(values, call.now)
  const given = ["orderid", "isdefault"].filter((name) => input[name] !== undefined)
  return echo(fieldOptions, row, input, call, ["label", "value", "field", ...given, "cdate", "udate", "links"])
}

/** Routes of custom fields. */
export const routes = [
  create(fields, "/fields", {
    check,
    values: ({ perstag, title }) => ({ perstag: tagOf(perstag ?? title) }),
    returns: ["perstag", "cdate", "udate", "links"]
  }),
  list(fields, "/fields", { sideloads: ["fieldOptions", "fieldRels"], meta: () => ({ selected: null }) }),
  get(fields, "/fields/{id}", { sideloads: ["fieldOptions", "fieldRels"] }),
  ...update(fields, "/fields/{id}", { check }),
  remove(fields, "/fields/{id}"),
  route("POST", "/fieldOption/bulk", createOptions),
  list(fieldOptions, "/fields/{id}/options", {
    scope: { table: "fields", column: "field" }
  }),
  get(fieldOptions, "/fieldOptions/{id}"),
  remove(fieldOptions, "/fieldOptions/{id}"),
  create(fieldRels, "/fieldRels", { returns: ["relid", "field", "cdate", "links"] }),
  list(fieldRels, "/fieldRels"),
  list(fieldRels, "/fields/{id}/relations", {
    scope: { table: "fields", column: "field" }
  }),
  get(fieldRels, "/fieldRels/{id}"),
  remove(fieldRels, "/fieldRels/{id}")
]
