/**
 * Notes: texts attached to contacts, deals, tasks, activities and accounts.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountId, ActivityId, ContactId, DealId, NoteId, TaskId, UserId } from "./Ids.js"
import { readOwner } from "./internal/owner.js"

/** Types of records that can have notes: `Subscriber` is a contact, `CustomerAccount` an account, `DealTask` a task. */
const reltypes = ["Activity", "Deal", "DealTask", "Subscriber", "CustomerAccount"] as const

/** A note. */
export class Note extends Wire.Entity<Note>("Note")(
  {
    /** Id of the note. */
    id: NoteId
  },
  {
    /** Text of the note. */
    note: Wire.Text,
    /** Record that the note is attached to. Its `type` is `contact` if `reltype` is `Subscriber`. */
    owner: Wire.Target,
    /**
     * Type of the record that the note is attached to: `Subscriber` is a contact, `CustomerAccount` an account,
     * `DealTask` a task.
     */
    reltype: Wire.openLiteral(reltypes),
    /** Id of the record that the note is attached to. */
    relid: Wire.Text,
    /** User who wrote the note. */
    user: Wire.nullableId(UserId),
    /** User who wrote the note; the same as `user`. */
    userid: Wire.nullableId(UserId),
    /** Whether the note is a draft. */
    is_draft: Wire.Flag,
    /** When the note was created. */
    cdate: Wire.Timestamp,
    /** When the note was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Record that a note is attached to: `{ contact: ContactId }`, or another one of the kinds that can have notes. */
export type NoteOwner = Wire.OneOf<Kinds>

interface Kinds {
  readonly contact: ContactId
  readonly deal: DealId
  readonly task: TaskId
  readonly activity: ActivityId
  readonly account: AccountId
}

const owner: Wire.Codec<NoteOwner> = Wire.target<Kinds>("reltype", "relid", {
  contact: [ContactId, "Subscriber"],
  deal: [DealId, "Deal"],
  task: [TaskId, "DealTask"],
  activity: [ActivityId, "Activity"],
  account: [AccountId, "CustomerAccount"]
})

const required = {
  /** Text of the note. */
  note: Wire.Text
}

/** Fields for creating or replacing a note. */
export class NoteWrite extends Wire.Input<NoteWrite>("NoteWrite")(
  {
    ...required,
    /** Record that the note is attached to: `{ contact }`, `{ deal }`, `{ task }`, `{ activity }` or `{ account }`. */
    owner
  },
  {}
) {}

/** Fields for updating a note, and for creating one on the deal or account that the request is about. */
export class NoteText extends Wire.Input<NoteText>("NoteText")(required, {}) {}

const payload = Wire.envelope("note", Wire.spread("owner", ["reltype", "relid"], NoteWrite))

/**
 * Creates a note on a contact, deal, task, activity or account.
 *
 * ```ts
 * Notes.create({ note: "Prefers to be contacted by phone.", owner: { contact: ContactId.make("113") } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-note
 */
export const create = Endpoint.make("Notes.create", {
  method: "POST",
  path: () => "/notes",
  payload,
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  sideloads: ["contacts"],
  knowledge: "recorded"
})

/**
 * Retrieves a note.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-note
 */
export const get = Endpoint.make("Notes.get", {
  method: "GET",
  path: (id: NoteId) => `/notes/${id}`,
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Updates the text of a note. `replace` attaches it to another record too. Not documented by ActiveCampaign.
 *
 * ```ts
 * Notes.update(NoteId.make("5"), { note: "Prefers e-mail." })
 * ```
 */
export const update = Endpoint.make("Notes.update", {
  method: "PATCH",
  path: (id: NoteId) => `/notes/${id}`,
  payload: Wire.envelope("note", NoteText),
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  safety: "idempotent",
  knowledge: "recorded"
})

/**
 * Deletes a note.
 *
 * @see https://developers.activecampaign.com/reference/delete-note
 */
const delete_ = Endpoint.make("Notes.delete", {
  method: "DELETE",
  path: (id: NoteId) => `/notes/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the notes of the account.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-list-of-all-notes
 */
export const list = Endpoint.list("Notes.list", {
  path: () => "/notes",
  items: ["notes", Note],
  knowledge: "recorded"
})

/**
 * Lists the notes on an account. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shape of the response, which is inferred from that of `list`.
 */
export const listByAccount = Endpoint.list("Notes.listByAccount", {
  path: (account: AccountId) => `/accounts/${account}/notes`,
  items: ["notes", Note],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Lists the notes on a contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-notes
 */
export const listByContact = Endpoint.list("Notes.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/notes`,
  items: ["notes", Note],
  errors: [NotFoundError],
  pagination: "none"
})

/**
 * Lists the notes on a deal. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByDeal = Endpoint.list("Notes.listByDeal", {
  path: (deal: DealId) => `/deals/${deal}/notes`,
  items: ["notes", Note],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Creates a note on an account.
 *
 * @see https://developers.activecampaign.com/reference/create-an-account-note
 */
export const createForAccount = Endpoint.make("Notes.createForAccount", {
  method: "POST",
  path: (account: AccountId) => `/accounts/${account}/notes`,
  payload: Wire.envelope("note", NoteText),
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  sideloads: ["accounts"]
})

/**
 * Creates a note on a deal.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-note
 */
export const createForDeal = Endpoint.make("Notes.createForDeal", {
  method: "POST",
  path: (deal: DealId) => `/deals/${deal}/notes`,
  payload: Wire.envelope("note", NoteText),
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  sideloads: ["deals"],
  knowledge: "recorded"
})

/**
 * Replaces the text of a note and the record that it is attached to. Fails with `NotFoundError` if the note or the record
 * does not exist.
 *
 * @see https://developers.activecampaign.com/reference/update-a-note
 */
export const replace = Endpoint.make("Notes.replace", {
  method: "PUT",
  path: (id: NoteId) => `/notes/${id}`,
  payload,
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError]
})

/**
 * Updates a note on an account. Only the text can be updated.
 *
 * @see https://developers.activecampaign.com/reference/update-a-account-note
 */
export const updateForAccount = Endpoint.make("Notes.updateForAccount", {
  method: "PUT",
  path: (account: AccountId, note: NoteId) => `/accounts/${account}/notes/${note}`,
  params: ["id", "noteId"],
  payload: Wire.envelope("note", NoteText),
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  sideloads: ["accounts"]
})

/**
 * Updates a note on a deal. Only the text can be updated.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-note
 */
export const updateForDeal = Endpoint.make("Notes.updateForDeal", {
  method: "PUT",
  path: (deal: DealId, note: NoteId) => `/deals/${deal}/notes/${note}`,
  params: ["id", "noteId"],
  payload: Wire.envelope("note", NoteText),
  success: Wire.envelope("note", Note),
  errors: [NotFoundError, ValidationError],
  sideloads: ["deals", "users"],
  knowledge: "recorded"
})

/**
 * The record that a note is attached to, with the type of its id; null if the note does not say it, or if its kind is not
 * known.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const owner = Notes.ownerOf(yield* Notes.get(NoteId.make("5")))
 *   return owner?.contact === undefined ? null : yield* Contacts.get(owner.contact)
 * })
 * ```
 */
export const ownerOf = (note: Pick<Note, "owner" | "relid" | "reltype">): NoteOwner | null =>
  readOwner(owner, note, { contact: "Subscriber", deal: "Deal", activity: "Activity", account: "CustomerAccount" })
