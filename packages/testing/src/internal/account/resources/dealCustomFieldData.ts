/**
 * Custom field values of deals and of accounts, which differ in their names only.
 */
import { AccountCustomFieldValues, DealCustomFieldValues } from "effect-activecampaign"
import { created, json, links, number, updated } from "../columns.js"
import { equals } from "../filters.js"
import { get, type Input, inputOf, isResponse, list, remove, rowOf } from "../operations.js"
import { message, notFound, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { type Definition, type Row, render, table } from "../Table.js"
import { isRecord, localDateTime, text } from "../values.js"

/** Values of deals. */
export const dealCustomFieldData = table({
  name: "dealCustomFieldData",
  envelope: "dealCustomFieldDatum",
  model: "DealCustomFieldDatum",
  entity: DealCustomFieldValues.DealCustomFieldValue,
  columns: {
    dealCustomFieldMetumId: { read: (row) => row["customFieldId"] },
    dealId: number(null),
    customFieldId: number(null),
    createdTimestamp: created,
    updatedTimestamp: updated,
    fieldValue: json(""),
    fieldCurrency: json(null),
    links: links("dealCustomFieldData", "deal", "dealCustomFieldMetum")
  },
  filters: { "filters[dealId]": equals("dealId"), "filters[customFieldId]": equals("customFieldId") },
  sample: (n) => ({ dealId: n, customFieldId: 1, fieldValue: `value ${n}` })
})

/** Values of accounts. */
export const accountCustomFieldData = table({
  name: "accountCustomFieldData",
  envelope: "accountCustomFieldDatum",
  model: "AccountCustomFieldDatum",
  entity: AccountCustomFieldValues.AccountCustomFieldValue,
  columns: {
    accountCustomFieldMetumId: { read: (row) => row["customFieldId"] },
    customerAccountId: number(null),
    accountId: { read: (row) => row["customerAccountId"] },
    customFieldId: number(null),
    createdTimestamp: created,
    updatedTimestamp: updated,
    fieldValue: json(""),
    fieldCurrency: json(null),
    links: links("accountCustomFieldData", "account", "accountCustomFieldMetum")
  },
  filters: {
    "filters[customerAccountId]": equals("customerAccountId"),
    "filters[customFieldId]": equals("customFieldId")
  },
  sample: (n) => ({ customerAccountId: n, customFieldId: 1, fieldValue: `value ${n}` })
})

/** What tells the two apart. */
interface Family {
  readonly table: Definition
  readonly owners: "deals" | "accounts"
  /** Column of the owner. */
  readonly owner: "dealId" | "customerAccountId"
  /** Table of definitions. */
  readonly meta: "dealCustomFieldMeta" | "accountCustomFieldMeta"
}

const families: Readonly<Record<"deals" | "accounts", Family>> = {
  deals: { table: dealCustomFieldData, owners: "deals", owner: "dealId", meta: "dealCustomFieldMeta" },
  accounts: {
    table: accountCustomFieldData,
    owners: "accounts",
    owner: "customerAccountId",
    meta: "accountCustomFieldMeta"
  }
}

const unfit = (value: unknown, type: string) =>
  `The custom field value \`${text(value)}\` could not be saved to the custom field of type \`${type}\`.`

const choices = (value: unknown): ReadonlyArray<string> =>
  Array.isArray(value)
    ? value.map(text)
    : text(value)
        .split("||")
        .filter((one) => one !== "")

/** Whether a value fits a field. An empty text clears any field. */
const fits = (value: unknown, type: string, options: unknown): boolean => {
  if (text(value) === "") return true
  switch (type) {
    case "date":
      return /^\d{4}-\d\d-\d\d/.test(text(value)) && !Number.isNaN(Date.parse(text(value).slice(0, 10)))
    case "datetime":
      return !Number.isNaN(Date.parse(text(value)))
    case "number":
    case "currency":
      return !Number.isNaN(Number(value))
    case "dropdown":
    case "radio":
    case "checkbox":
    case "multiselect":
      return !Array.isArray(options) || choices(value).every((choice) => options.map(text).includes(choice))
    default:
      return true
  }
}

/** 422 if a value does not fit its field. */
const checkValue = ({ meta }: Family, { customFieldId, fieldValue }: Input, { store }: Call) => {
  const field = store.table(meta).find(customFieldId)
  if (field === undefined)
    return {
      status: 422,
      body: { errors: [{ detail: `Custom field with ID ${text(customFieldId)} does not exist.` }] }
    }
  const type = text(field["fieldType"])
  return fits(fieldValue, type, field["fieldOptions"])
    ? undefined
    : { status: 422, body: { errors: [{ detail: unfit(fieldValue, type) }] } }
}

const rowsIn = (value: unknown): ReadonlyArray<Input> => (Array.isArray(value) ? value.filter(isRecord) : [])

/** 422 if a value that is sent with a deal does not fit its field. */
export const checkFields = (fields: unknown, call: Call, owners: "deals" | "accounts" = "deals") =>
  rowsIn(fields)
    .map((field) => checkValue(families[owners], field, call))
    .find((response) => response !== undefined)

/** The amount in cents as text, as it is read; other values as they are sent. */
const stored = (value: unknown): unknown => (Array.isArray(value) ? value.map(text) : text(value))

/** Saves a value. Each owner has one value of a field. */
const saveValue = ({ owner, table }: Family, ownerId: string, input: Input, { now, store }: Call): Row => {
  const rows = store.table(table.name)
  const [existing] = rows.where({ [owner]: ownerId, customFieldId: input["customFieldId"] })
  const values = { fieldValue: stored(input["fieldValue"]), fieldCurrency: input["fieldCurrency"] ?? null }
  return existing === undefined
    ? rows.insert({ [owner]: Number(ownerId), customFieldId: Number(input["customFieldId"]), ...values }, now)
    : rows.update(existing, values, now)
}

/** Saves the values that are sent with a deal or an account; what the response contains of them. */
export const saveFields = (owners: "deals" | "accounts", row: Row, input: Input, call: Call) => {
  const family = families[owners]
  const fields = rowsIn(input["fields"])
  for (const field of fields) saveValue(family, row.id, field, call)
  return {
    fields: fields.map((field) => ({ ...field, [owners === "deals" ? "dealId" : "accountId"]: row.id })),
    customFieldSaveStatus: { status: "success" }
  }
}

/** A value with what it was before. */
const datum = ({ table }: Family, row: Row, originalValue: unknown, { store }: Call) => ({
  [table.envelope]: { ...render(table, row, store), originalValue }
})

const create =
  (family: Family): Handle =>
  (call) => {
    const input = inputOf(call, family.table.envelope)
    if (isResponse(input)) return input
    const ownerId = text(input[family.owner] ?? input["accountId"])
    const problem = checkValue(family, input, call)
    if (problem !== undefined) return problem
    if (call.store.table(family.owners).find(ownerId) === undefined) {
      return { status: 422, body: { errors: [{ detail: `The ${family.owner} ${ownerId} does not exist.` }] } }
    }
    const [existing] = call.store
      .table(family.table.name)
      .where({ [family.owner]: ownerId, customFieldId: input["customFieldId"] })
    const original = existing?.["fieldValue"] ?? ""
    return ok(datum(family, saveValue(family, ownerId, input, call), original, call))
  }

const update =
  (family: Family): Handle =>
  (call) => {
    const row = rowOf(family.table, call)
    if (isResponse(row)) return row
    const input = inputOf(call, family.table.envelope)
    if (isResponse(input)) return input
    const change = { customFieldId: row["customFieldId"], fieldCurrency: row["fieldCurrency"], ...input }
    const original = row["fieldValue"]
    return (
      checkValue(family, change, call) ??
      ok(datum(family, saveValue(family, text(row[family.owner]), change, call), original, call))
    )
  }

/** All or none of the values of a bare array. */
const bulk =
  (family: Family, ownerOf: (input: Input, call: Call) => Input | undefined, done: string): Handle =>
  (call) => {
    const inputs = rowsIn(call.body).map((input) => ownerOf(input, call))
    const known = inputs.filter((input) => input !== undefined)
    if (known.length < inputs.length) return message(404, `No Result found for ${family.table.model}`)
    const problem = known.map((input) => checkValue(family, input, call)).find((response) => response !== undefined)
    if (problem !== undefined) return problem
    for (const input of known) saveValue(family, text(input[family.owner] ?? input["accountId"]), input, call)
    return message(200, done)
  }

const existingValue =
  ({ owner, table }: Family) =>
  (input: Input, { store }: Call): Input | undefined => {
    const row = store.table(table.name).find(input["id"])
    return row && { [owner]: row[owner], customFieldId: row["customFieldId"], ...input }
  }

/** The column that has the value of a kind of field. */
const columnOf = (type: string): string => {
  if (type === "textarea") return "custom_field_text_blob"
  if (type === "date" || type === "datetime") return "custom_field_date_value"
  return type === "number" || type === "currency" ? `custom_field_${type}_value` : "custom_field_text_value"
}

/** A value of an account below it: in snake case, with a column for each kind. */
const rowBelowAccount = (row: Row, { store }: Call) => {
  const type = text(store.table("accountCustomFieldMeta").find(row["customFieldId"])?.["fieldType"])
  const { fieldCurrency, fieldValue } = row
  const value = Array.isArray(fieldValue) ? `||${fieldValue.join("||")}||` : text(fieldValue)
  return {
    id: row.id,
    customer_account_id: text(row["customerAccountId"]),
    custom_field_id: text(row["customFieldId"]),
    custom_field_text_value: null,
    custom_field_text_blob: null,
    custom_field_date_value: null,
    custom_field_number_value: null,
    custom_field_currency_value: null,
    custom_field_currency_type: type === "currency" ? fieldCurrency : null,
    [columnOf(type)]: type === "number" ? Number(value).toFixed(3) : value,
    created_timestamp: localDateTime(row.$created),
    updated_timestamp: localDateTime(row.$updated),
    links: {},
    customerAccount: text(row["customerAccountId"]),
    customerAccountCustomFieldMetum: text(row["customFieldId"])
  }
}

const listByAccount: Handle = (call) => {
  const account = call.store.table("accounts").find(call.params["id"])
  if (account === undefined) return notFound("CustomerAccount", call.params["id"] ?? "")
  const rows = call.store.table("accountCustomFieldData").by("customerAccountId", account.id)
  return ok({ customerAccountCustomFieldData: rows.map((row) => rowBelowAccount(row, call)) })
}

const routesOf = (family: Family) => {
  const { table } = family
  const path = `/${table.name}`
  return [
    route("POST", path, create(family)),
    route(
      "POST",
      `${path}/bulkCreate`,
      bulk(family, (input) => input, "The bulk insert was successful.")
    ),
    route("PATCH", `${path}/bulkUpdate`, bulk(family, existingValue(family), "The bulk update was successful.")),
    list(table, path, { total: family.owners === "deals" ? "number" : "string" }),
    family.owners === "accounts"
      ? route("GET", `/accounts/{id}${path}`, listByAccount)
      : list(table, `/deals/{id}${path}`, { scope: { table: "deals", column: "dealId" } }),
    get(table, `${path}/{id}`),
    route("PUT", `${path}/{id}`, update(family)),
    remove(table, `${path}/{id}`, { respond: () => message(200, "Deleted") })
  ]
}

/** Routes of the values of deals. */
export const dealRoutes = routesOf(families.deals)

/** Routes of the values of accounts. */
export const accountRoutes = routesOf(families.accounts)
