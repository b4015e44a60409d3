/**
 * Accounts: companies, and their associations with contacts.
 */
import { AccountContacts, Accounts } from "effect-activecampaign"
import { created, links, nullableString, readOnly, reference, string, updated } from "../columns.js"
import { anything, contains, equals } from "../filters.js"
import { create, get, type Input, list, remove, update } from "../operations.js"
import { invalid, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { one, type Row, table } from "../Table.js"
import { checkFields, saveFields } from "./dealCustomFieldData.js"

/** Accounts. */
export const accounts = table({
  name: "accounts",
  envelope: "account",
  model: "CustomerAccount",
  entity: Accounts.Account,
  columns: {
    name: string("", { required: true }),
    accountUrl: nullableString(),
    createdTimestamp: created,
    updatedTimestamp: updated,
    owner: reference("users", { none: "1", echo: false }),
    contactCount: readOnly("0"),
    dealCount: readOnly("0"),
    links: links(
      "accounts",
      ...["notes", "accountCustomFieldData", "accountContacts", "emailActivities", "contactEmails"]
    )
  },
  unique: [{ columns: ["name"], title: "An account with the name already exists" }],
  filters: { search: contains("name"), count_deals: anything },
  cascade: [
    ["accountContacts", "account"],
    ["accountCustomFieldData", "customerAccountId"],
    ["notes", "relid", "CustomerAccount"]
  ],
  sample: (n) => ({ name: `Company ${n}`, accountUrl: `https://company${n}.example.com` })
})

/** Associations of contacts with accounts. */
export const accountContacts = table({
  name: "accountContacts",
  envelope: "accountContact",
  model: "CustomerAccountSubscriber",
  entity: AccountContacts.AccountContact,
  columns: {
    account: reference("accounts", { required: true }),
    contact: reference("contacts", { required: true }),
    jobTitle: string(),
    createdTimestamp: created,
    updatedTimestamp: updated,
    links: links("accountContacts", "account", "contact")
  },
  filters: { "filters[contact]": equals("contact"), "filters[account]": equals("account") },
  relations: { accounts: one("accounts", "account"), contacts: one("contacts", "contact") },
  sample: (n) => ({ account: "1", contact: String(n), jobTitle: `Job ${n}` })
})

const counts = ["contactCount", "dealCount"]
const singleColumns = Object.keys(accounts.columns).filter((name) => !counts.includes(name))

/** Contacts and deals are counted only if the query asks for it. */
const listAccounts = list(accounts, "/accounts")

const listWithCounts: Handle = (call) => {
  const response = listAccounts.handle(call)
  if (call.query.get("count_deals") !== "true" && call.query.get("count_deals") !== "1") return response
  const { accounts: rows, ...rest } = Object(response.body)
  if (!Array.isArray(rows)) return response
  const count = (table: string, id: string) => String(call.store.table(table).by("account", id).length)
  return ok({
    accounts: rows.map((row) => ({
      ...row,
      contactCount: count("accountContacts", row.id),
      dealCount: count("deals", row.id)
    })),
    ...rest
  })
}

const check = (input: Input, call: Call) => checkFields(input["fields"], call, "accounts")

/** Custom fields are within the account, not beside it. */
const withFields = (routes: ReturnType<typeof create>): ReturnType<typeof create> =>
  route(routes.method, routes.path, (call) => {
    const response = routes.handle(call)
    const { customFieldSaveStatus, fields, ...rest } = Object(response.body)
    if (fields === undefined) return response
    return { ...response, body: { ...rest, account: { ...rest.account, fields, customFieldSaveStatus } } }
  })

const beside = (row: Row, input: Input, call: Call) =>
  input["fields"] === undefined ? {} : saveFields("accounts", row, input, call)

/** Deletes accounts by `ids[]`, which the documentation spells `[]ids`. */
const deleteMany: Handle = ({ query, store }) => {
  const rows = store.table("accounts")
  const ids = [...query].filter(([key]) => /^(\[\])?ids(\[\d*\])?$/.test(key)).map(([, id]) => id)
  if (ids.length === 0) return { status: 400, body: {} }
  for (const row of ids.flatMap((id) => rows.find(id) ?? [])) rows.delete(row)
  return ok({ meta: { success: true } })
}

/** A contact belongs to one account. */
const checkContact = ({ contact }: Input, { store }: Call, row: Row | undefined) => {
  const taken = store
    .table("accountContacts")
    .by("contact", contact)
    .find((other) => other !== row)
  return contact !== undefined && taken !== undefined
    ? invalid("Contact is already associated with an account", "duplicate", "contact")
    : undefined
}

const subjectOf = (row: Row, { store }: Call) => ({
  accountContact: row,
  account: store.table("accounts").find(row["account"]),
  contact: store.table("contacts").find(row["contact"])
})

/** The associations of a contact, with its contact and accounts. */
const below = (table: "contacts" | "accounts", column: string) =>
  list(accountContacts, `/${table}/{id}/accountContacts`, {
    scope: { table, column },
    sideloads: table === "contacts" ? ["accounts", "contacts"] : []
  })

/** Routes of accounts. */
export const routes = [
  withFields(
    create(accounts, "/accounts", {
      check,
      beside,
      returns: ["name", "accountUrl", "createdTimestamp", "updatedTimestamp", "links"],
      after: (row, _, { emit }) => emit("account_add", { account: row })
    })
  ),
  route("GET", "/accounts", listWithCounts),
  route("DELETE", "/accounts/bulk_delete", deleteMany),
  get(accounts, "/accounts/{id}", { returns: singleColumns }),
  ...update(accounts, "/accounts/{id}", {
    check,
    beside,
    returns: singleColumns,
    after: (row, _, { emit }) => emit("account_update", { account: row })
  }).map(withFields),
  remove(accounts, "/accounts/{id}"),
  create(accountContacts, "/accountContacts", {
    check: checkContact,
    returns: ["contact", "account", "jobTitle", "createdTimestamp", "updatedTimestamp", "links"],
    after: (row, _, call) => call.emit("account_contact_add", subjectOf(row, call))
  }),
  list(accountContacts, "/accountContacts"),
  below("contacts", "contact"),
  below("accounts", "account"),
  get(accountContacts, "/accountContacts/{id}"),
  ...update(accountContacts, "/accountContacts/{id}", {
    check: checkContact,
    after: (row, _, call) => call.emit("account_contact_update", subjectOf(row, call))
  }),
  remove(accountContacts, "/accountContacts/{id}")
]
