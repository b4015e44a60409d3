/**
 * Webhooks: what the account posts when something happened, and to whom.
 */
import type { Subject } from "./routes.js"
import type { Store } from "./Store.js"
import type { Row } from "./Table.js"
import { instant, isRecord, localDateTime, parseTime, text } from "./values.js"

/** A request that the account sends. */
export interface Delivery {
  /** Id of the webhook; undefined for the callback of an import. */
  readonly webhook: string | undefined
  /** What happened: `subscribe`, `deal_add`. */
  readonly type: string
  readonly method: "GET" | "POST"
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body, form-encoded. */
  readonly body: string
  /** Status of the receiver's response; 0 if there was none, null if the request was not sent (yet). */
  status: number | null
}

type Tree = { readonly [key: string]: unknown }

/** Nested values as pairs with bracket keys: `contact[fields][1]`. */
const pairsOf = (tree: Tree, prefix = ""): ReadonlyArray<[string, string]> =>
  Object.entries(tree).flatMap(([key, value]) => {
    const name = prefix === "" ? key : `${prefix}[${key}]`
    if (Array.isArray(value)) return pairsOf({ ...value }, name)
    return isRecord(value) ? pairsOf(value, name) : [[name, text(value)] as [string, string]]
  })

const titleOf = (store: Store, table: string, id: unknown, column = "title"): unknown =>
  store.table(table).find(id)?.[column]

/** The values of a contact's fields, which are keyed by the id of the field. */
const fieldsOf = (contact: Row, store: Store): Tree =>
  Object.fromEntries(
    store
      .table("fieldValues")
      .by("contact", contact.id)
      .map((row): [string, unknown] => [text(row["field"]), row["value"]])
  )

const tagsOf = (contact: Row, store: Store): string =>
  store
    .table("contactTags")
    .by("contact", contact.id)
    .map((row) => text(titleOf(store, "tags", row["tag"], "tag")))
    .join(", ")

/** The account (company) of a contact. */
const accountOf = (contact: Row, store: Store): Row | undefined => {
  const [association] = store.table("accountContacts").by("contact", contact.id)
  return store.table("accounts").find(association?.["account"])
}

const contactBlock = (row: Row, store: Store): Tree => ({
  id: row.id,
  email: row["email"],
  first_name: row["firstName"],
  last_name: row["lastName"],
  phone: row["phone"],
  ip: text(row["ip"]) === "0" ? "0.0.0.0" : row["ip"],
  tags: tagsOf(row, store),
  orgname: accountOf(row, store)?.["name"],
  customer_acct_name: accountOf(row, store)?.["name"],
  fields: fieldsOf(row, store)
})

const symbols: Readonly<Record<string, string>> = { usd: "$", eur: "&euro;", gbp: "&pound;", jpy: "&yen;" }

/** The value of a deal comes formatted and plain, both in whole units; the account stores cents. */
const moneyOf = (row: Row): Tree => {
  const amount = Number(row["value"]) / 100
  const currency = text(row["currency"]).toLowerCase()
  return {
    value: amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    value_raw: amount,
    currency,
    currency_symbol: symbols[currency] ?? currency.toUpperCase()
  }
}

/** The values of a deal's fields, with labels. The id is that of the value, not of the field, and is left out without one. */
const dealFieldsOf = (deal: Row, store: Store): ReadonlyArray<Tree> => {
  const values = new Map(
    store
      .table("dealCustomFieldData")
      .by("dealId", deal.id)
      .map((row) => [text(row["customFieldId"]), row])
  )
  return store.table("dealCustomFieldMeta").all.map((field) => {
    const value = values.get(field.id)
    const id = value === undefined ? {} : { id: value.id }
    return { ...id, key: field["fieldLabel"], value: value?.["fieldValue"] ?? "" }
  })
}

const accountFieldsOf = (account: Row, store: Store): Tree =>
  Object.fromEntries(
    store
      .table("accountCustomFieldData")
      .by("customerAccountId", account.id)
      .map((row) => [text(row["customFieldId"]), row["fieldValue"]])
  )

const dealBlock = (row: Row, store: Store): Tree => {
  const owner = store.table("users").find(row["owner"])
  const contact = store.table("contacts").find(row["contact"])
  return {
    id: row.id,
    title: row["title"],
    create_date: localDateTime(row.$created),
    create_date_iso: instant(row.$created),
    orgid: row["account"] ?? "0",
    orgname: titleOf(store, "accounts", row["account"], "name"),
    stageid: row["stage"],
    stage_title: titleOf(store, "dealStages", row["stage"]),
    pipelineid: row["group"],
    pipeline_title: titleOf(store, "dealGroups", row["group"]),
    ...moneyOf(row),
    owner: row["owner"],
    owner_firstname: owner?.["firstName"],
    owner_lastname: owner?.["lastName"],
    contactid: row["contact"],
    contact_email: contact?.["email"],
    contact_firstname: contact?.["firstName"],
    contact_lastname: contact?.["lastName"],
    status: row["status"],
    fields: dealFieldsOf(row, store)
  }
}

/** A time of a task, without and with its zone. */
const bothForms = (name: string, value: unknown): Tree => {
  const time = parseTime(value)
  return time === undefined
    ? { [name]: "", [`${name}_iso`]: "" }
    : { [name]: localDateTime(time), [`${name}_iso`]: instant(time) }
}

const taskBlock = (row: Row, store: Store): Tree => ({
  id: row.id,
  type_id: row["dealTasktype"],
  title: row["title"],
  note: row["note"],
  ...bothForms("duedate", row["duedate"]),
  ...bothForms("edate", row["edate"]),
  type_title: titleOf(store, "dealTasktypes", row["dealTasktype"])
})

const pick =
  (...columns: ReadonlyArray<string>) =>
  (row: Row): Tree =>
    Object.fromEntries(["id", ...columns].map((column) => [column, row[column]]))

/** What a body contains of a row. */
const blocks: Readonly<Record<string, (row: Row, store: Store) => Tree>> = {
  contact: contactBlock,
  account: (row, store) => ({
    id: row.id,
    name: row["name"],
    account_url: row["accountUrl"],
    created_timestamp: localDateTime(row.$created),
    updated_timestamp: localDateTime(row.$updated),
    fields: accountFieldsOf(row, store)
  }),
  accountContact: (row) => ({
    id: row.id,
    account: row["account"],
    contact: row["contact"],
    job_title: row["jobTitle"]
  }),
  deal: dealBlock,
  task: taskBlock,
  note: (row) => ({ id: row.id, text: row["note"] }),
  pipeline: pick("title"),
  stage: pick("title", "color"),
  tasktype: pick("title"),
  list: pick(
    ...["userid", "name", "sender_addr1", "sender_addr2", "sender_city", "sender_zip", "sender_state"],
    ...["sender_country", "fulladdress", "sender_url", "sender_reminder"]
  )
}

/** Values that bodies contain in place of the block of a row. */
const plain = (type: string, key: string, value: unknown): unknown => {
  if (key === "tag") return isRecord(value) ? value["tag"] : value
  return type === "subscriber_note" && key === "note" && isRecord(value) ? value["note"] : undefined
}

const isRow = (value: unknown): value is Row => isRecord(value) && typeof value["id"] === "string"

const partOf = (type: string, key: string, value: unknown, store: Store): Tree => {
  if (value === undefined || value === null) return {}
  if (key === "changed") return { updated_fields: value }
  // The list of a subscription is in the head of the body.
  if (key === "list" && type !== "list_add") return {}
  const short = plain(type, key, value)
  if (short !== undefined) return { [key]: short }
  const block = blocks[key]
  return { [key]: block !== undefined && isRow(value) ? block(value, store) : value }
}

/** The order in which bodies contain their parts. */
const order = ["contact", "account", "accountContact", "deal", "task", "note"]

const partsOf = (type: string, subject: Subject, store: Store): Tree => {
  const others = Object.keys(subject).filter((key) => !order.includes(key))
  const parts = [...order, ...others].map((key) => partOf(type, key, subject[key], store))
  return Object.assign({}, ...parts)
}

const listOf = ({ list }: Subject): string => (isRow(list) ? list.id : "0")

/** What follows the contact in the body: its account, and for an unsubscribe, what remains. */
const tailOf = (type: string, contact: Row, store: Store): Tree => {
  const account = accountOf(contact, store)
  const names = { orgname: account?.["name"], customer_acct_name: account?.["name"] }
  if (type === "unsubscribe") {
    const active = store.table("contactLists").where({ contact: contact.id, status: "1" })
    const active_subscriptions = active.map((row) => row["list"])
    const account_id = "1"
    return { ...names, customer_acct_id: account?.id, account_id, unsubscribe: { reason: "" }, active_subscriptions }
  }
  return /^(contact_task_|account_contact_)/.test(type)
    ? { ...names, customer_account_id: account?.id }
    : { orgname: account?.["name"] }
}

/** Events of deals whose bodies contain the contact of the deal. */
const withContact = new Set(["deal_add", "deal_update", "deal_task_add", "deal_task_complete"])

/** The contact that a body contains. */
const contactOf = (type: string, { contact, deal }: Subject, store: Store): Row | undefined =>
  contact ?? (withContact.has(type) && isRow(deal) ? store.table("contacts").find(deal["contact"]) : undefined)

/** The body of a webhook. */
const bodyOf = (type: string, subject: Subject, store: Store, now: number): string => {
  const contact = contactOf(type, subject, store)
  return new URLSearchParams([
    ...pairsOf({
      type,
      date_time: instant(now),
      initiated_from: "api",
      initiated_by: "admin",
      list: listOf(subject),
      ...partsOf(type, { ...subject, contact }, store),
      ...(contact === undefined ? {} : tailOf(type, contact, store))
    })
  ]).toString()
}

/** Events of subscriptions and campaigns, which a webhook can have for one list only. */
const ofLists = new Set(
  ["subscribe", "unsubscribe", "update", "sent", "open", "click", "reply", "forward"].concat(["share", "bounce"])
)

const includes = (values: unknown, value: string): boolean => Array.isArray(values) && values.includes(value)

const isFor = (hook: Row, type: string, subject: Subject, store: Store): boolean => {
  if (hook["state"] === "0" || !includes(hook["events"], type) || !includes(hook["sources"], "api")) return false
  const wanted = text(hook["listid"])
  if (!ofLists.has(type) || wanted === "0" || wanted === "") return true
  if (isRow(subject["list"])) return subject["list"].id === wanted
  const { contact } = subject
  return contact !== undefined && store.table("contactLists").where({ contact: contact.id, list: wanted }).length > 0
}

/** The webhooks of an event. */
export const deliveriesOf = (type: string, subject: Subject, store: Store, now: number): ReadonlyArray<Delivery> =>
  type === "$import_callback"
    ? callbackOf(subject)
    : store
        .table("webhooks")
        .all.filter((hook) => isFor(hook, type, subject, store))
        .map((hook) => ({
          webhook: hook.id,
          type,
          method: "POST",
          url: text(hook["url"]),
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: bodyOf(type, subject, store, now),
          status: null
        }))

const pairsIn = (value: unknown): ReadonlyArray<[string, string]> =>
  (Array.isArray(value) ? value : [])
    .filter(isRecord)
    .map((pair): [string, string] => [text(pair["key"]), text(pair["value"])])

/** The callback of an import. `result` has what a detailed `POST` contains beside the parameters of the request. */
const callbackOf = ({ callback, result }: Subject): ReadonlyArray<Delivery> => {
  if (!isRecord(callback) || !URL.canParse(text(callback["url"]))) return []
  const isGet = text(callback["requestType"]).toUpperCase() === "GET"
  const isDetailed = !isGet && text(callback["detailed_results"] ?? "true") !== "false"
  const url = new URL(text(callback["url"]))
  const parameters = pairsIn(callback["params"])
  if (isGet) for (const [key, value] of parameters) url.searchParams.append(key, value)
  const detailed = isDetailed && isRecord(result) ? pairsOf(result) : []
  return [
    {
      webhook: undefined,
      type: "import",
      method: isGet ? "GET" : "POST",
      url: url.href,
      headers: {
        ...(isGet ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...Object.fromEntries(pairsIn(callback["headers"]))
      },
      body: isGet ? "" : new URLSearchParams([...parameters, ...detailed]).toString(),
      status: null
    }
  ]
}

/** Notes what the receiver responded. A webhook whose receiver is gone is switched off. */
export const settle = (delivery: Delivery, status: number, store: Store, now: number): void => {
  delivery.status = status
  const hook = delivery.webhook === undefined ? undefined : store.table("webhooks").find(delivery.webhook)
  if (status === 410 && hook !== undefined) {
    store.table("webhooks").update(hook, { state: "0", deactivated_date: instant(now) }, now)
  }
}
