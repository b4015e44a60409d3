/**
 * Notes of contacts, deals, accounts, tasks and activities.
 */
import { Notes } from "effect-activecampaign"
import { computed, created, links, numberText, readOnly, string, updated } from "../columns.js"
import {
  create,
  get,
  type Input,
  inputOf,
  isResponse,
  list,
  remove,
  sideloadsOf,
  update,
  updateFrom,
  written
} from "../operations.js"
import { created as createdResponse, invalid, notFound, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { type Row, table } from "../Table.js"
import { text } from "../values.js"

/** What a note can be about: the name in requests, that of the owner in responses, and its table. */
const owners = [
  { reltype: "Subscriber", type: "contact", table: "contacts" },
  { reltype: "Deal", type: "deal", table: "deals" },
  { reltype: "CustomerAccount", type: "customerAccount", table: "accounts" },
  { reltype: "DealTask", type: "dealTask", table: "dealTasks" },
  { reltype: "Activity", type: "activity", table: "activities" }
] as const

const ownerOf = (reltype: unknown) => owners.find((owner) => owner.reltype === text(reltype))

/** Notes. */
export const notes = table({
  name: "notes",
  envelope: "note",
  model: "Note",
  entity: Notes.Note,
  columns: {
    relid: numberText("0", { required: true }),
    reltype: string("", { required: true }),
    userid: readOnly("1"),
    is_draft: numberText("0"),
    cdate: created,
    mdate: updated,
    note: string("", { required: true }),
    links: links("notes", "activities", "user", "mentions", "notes", "owner"),
    user: readOnly("1"),
    owner: computed(({ relid, reltype }) => ({ type: ownerOf(reltype)?.type ?? "", id: text(relid) }))
  },
  relations: {
    contacts: {
      table: "contacts",
      rows: (row, store) => ownerRows(row, "Subscriber", store.table("contacts").find(row["relid"]))
    },
    accounts: {
      table: "accounts",
      rows: (row, store) => ownerRows(row, "CustomerAccount", store.table("accounts").find(row["relid"]))
    },
    deals: { table: "deals", rows: (row, store) => ownerRows(row, "Deal", store.table("deals").find(row["relid"])) }
  },
  sample: (n) => ({ relid: String(n), reltype: "Subscriber", note: `Note ${n}` })
})

const ownerRows = ({ reltype }: Row, wanted: string, owner: Row | undefined): ReadonlyArray<Row> =>
  reltype === wanted && owner !== undefined ? [owner] : []

const check = ({ relid, reltype }: Input, { store }: Call, row: Row | undefined) => {
  const owner = ownerOf(reltype ?? row?.["reltype"])
  if (owner === undefined) return invalid("The reltype is not valid", "field_invalid", "reltype")
  return owner.table === "activities" || store.table(owner.table).find(relid ?? row?.["relid"]) !== undefined
    ? undefined
    : invalid("The related resource does not exist", "related_missing", "relid")
}

const after = (row: Row, _: Input, { emit, store }: Call): void => {
  if (row["reltype"] === "Subscriber")
    emit("subscriber_note", { contact: store.table("contacts").find(row["relid"]), note: row })
  if (row["reltype"] === "Deal") emit("deal_note_add", { deal: store.table("deals").find(row["relid"]), note: row })
}

const createColumns = ["note", "relid", "reltype", "cdate", "mdate", "userid", "links", "owner", "user"]

/** A note below its owner. With the id of a note in the path, `POST` makes another note all the same, as was recorded. */
const createBelow =
  (reltype: (typeof owners)[number]["reltype"], sideloads: ReadonlyArray<string>): Handle =>
  (call) => {
    const owner = ownerOf(reltype)
    const id = call.params["id"] ?? ""
    if (owner === undefined || call.store.table(owner.table).find(id) === undefined) {
      return notFound(owner === undefined ? "" : call.store.table(owner.table).definition.model, id)
    }
    const input = inputOf(call, "note")
    if (isResponse(input)) return input
    if (text(input["note"]) === "") return invalid("The field note is required", "field_missing", "note")
    const row = call.store
      .table("notes")
      .insert({ note: text(input["note"]), relid: id, reltype, is_draft: "" }, call.now)
    after(row, input, call)
    return createdResponse(written(notes, row, input, call, { returns: [...createColumns, "is_draft"], sideloads }))
  }

/** Updates a note of its owner; a note of something else is not found. */
const updateBelow =
  (reltype: (typeof owners)[number]["reltype"], sideloads: ReadonlyArray<string>): Handle =>
  (call) => {
    const { id, note = "" } = call.params
    const row = call.store.table("notes").find(note)
    if (row === undefined || row["reltype"] !== reltype || row["relid"] !== id) return notFound("Note", note)
    const input = inputOf(call, "note")
    if (isResponse(input)) return input
    const updated = updateFrom(notes, row, { note: input["note"] }, call)
    return isResponse(updated) ? updated : ok(written(notes, updated, input, call, { sideloads }))
  }

const belowDeal = createBelow("Deal", ["deals"])
const belowAccount = createBelow("CustomerAccount", ["accounts"])

/** The notes of a contact, a deal or an account. */
const listBelow =
  (reltype: (typeof owners)[number]["reltype"]): Handle =>
  (call) => {
    const owner = ownerOf(reltype)
    const id = call.params["id"] ?? ""
    if (owner === undefined || call.store.table(owner.table).find(id) === undefined) {
      return notFound(owner === undefined ? "" : call.store.table(owner.table).definition.model, id)
    }
    const rows = call.store
      .table("notes")
      .by("relid", id)
      .filter((row) => row["reltype"] === reltype)
    return ok(
      sideloadsOf(
        { ...notes, relations: { notes: { table: "notes", rows: () => rows } } },
        rows.slice(0, 1),
        ["notes"],
        call
      )
    )
  }

/** Routes of notes. */
export const routes = [
  create(notes, "/notes", { check, after, returns: createColumns, sideloads: ["contacts"] }),
  list(notes, "/notes", { total: "number" }),
  get(notes, "/notes/{id}"),
  ...update(notes, "/notes/{id}", { check }),
  remove(notes, "/notes/{id}"),
  route("GET", "/contacts/{id}/notes", listBelow("Subscriber")),
  route("GET", "/deals/{id}/notes", listBelow("Deal")),
  route("POST", "/deals/{id}/notes", belowDeal),
  route("POST", "/deals/{id}/notes/{note}", belowDeal),
  route("PUT", "/deals/{id}/notes/{note}", updateBelow("Deal", ["deals"])),
  route("GET", "/accounts/{id}/notes", listBelow("CustomerAccount")),
  route("POST", "/accounts/{id}/notes", belowAccount),
  route("PUT", "/accounts/{id}/notes/{note}", updateBelow("CustomerAccount", ["accounts"]))
]
