/**
 * Notes on contacts, deals, tasks, activities and accounts.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { AccountId, ActivityId, ContactId, DealId, NoteId, TaskId, UserId } from "./Ids.js"

/** What a note can be on; `DealTask` is a task, `Subscriber` a contact, `CustomerAccount` an account. */
const reltypes = ["Activity", "Deal", "DealTask", "Subscriber", "CustomerAccount"] as const

const note = Wire.entity(
  "Note",
  {
    /** Id of the note. */
    id: NoteId
  },
  {
    /** Text. */
    note: Wire.Text,
    /** What it is on. */
    owner: Wire.Target,
    /** Kind of the thing that it is on; `DealTask` is a task, `Subscriber` a contact, `CustomerAccount` an account. */
    reltype: Wire.known(...reltypes),
    /** Id of the thing that it is on. */
    relid: Wire.Text,
    /** User who wrote it. */
    user: Wire.ref(UserId),
    /** User who wrote it; the same as `user`. */
    userid: Wire.ref(UserId),
    /** Whether it is a draft. */
    is_draft: Wire.Flag,
    /** When it was written. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    mdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A note. */
export interface Note extends Schema.Schema.Type<typeof note> {}
/** A note. */
export const Note: Wire.Codec<Note> = note

const required = {
  /** Text. */
  note: Schema.String
}

const noteWrite = Wire.input(
  "NoteWrite",
  {
    ...required,
    /** Kind of the thing that it is on; `DealTask` is a task, `Subscriber` a contact, `CustomerAccount` an account. */
    reltype: Schema.Literal(...reltypes),
    /** The thing that it is on. */
    relid: Schema.Union(ActivityId, DealId, TaskId, ContactId, AccountId)
  },
  {}
)

/** A note to be written. */
export interface NoteWrite extends Schema.Schema.Type<typeof noteWrite> {}
/** A note to be written. */
export const NoteWrite: Wire.Codec<NoteWrite> = noteWrite

const noteOfDeal = Wire.input("NoteOfDeal", required, {})

/** A note on a deal to be written. */
export interface NoteOfDeal extends Schema.Schema.Type<typeof noteOfDeal> {}
/** A note on a deal to be written. */
export const NoteOfDeal: Wire.Codec<NoteOfDeal> = noteOfDeal

/**
 * Writes a note.
 *
 * ```ts
 * Notes.create({ note: "Called back.", reltype: "Subscriber", relid: contact.id })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-note
 */
export const create = Endpoint.make("Notes.create", {
  method: "POST",
  path: () => "/notes",
  payload: Wire.envelope("note", NoteWrite),
  success: Wire.envelope("note", Note),
  failures: [NotFoundError, ValidationError],
  sideloads: ["contacts"]
})

/**
 * Reads one note.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-note
 */
export const get = Endpoint.make("Notes.get", {
  method: "GET",
  path: (id: NoteId) => `/notes/${id}`,
  success: Wire.envelope("note", Note),
  failures: [NotFoundError]
})

/**
 * Changes a note.
 *
 * @see https://developers.activecampaign.com/reference/update-a-note
 */
export const update = Endpoint.make("Notes.update", {
  method: "PUT",
  path: (id: NoteId) => `/notes/${id}`,
  payload: Wire.envelope("note", NoteWrite),
  success: Wire.envelope("note", Note),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a note.
 *
 * @see https://developers.activecampaign.com/reference/delete-note
 */
export const remove = Endpoint.make("Notes.remove", {
  method: "DELETE",
  path: (id: NoteId) => `/notes/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All notes.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-list-of-all-notes
 */
export const list = Endpoint.list("Notes.list", {
  path: () => "/notes",
  items: ["notes", Note]
})

/**
 * All notes on one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-notes
 */
export const listOfContact = Endpoint.list("Notes.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/notes`,
  items: ["notes", Note],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * All notes on one deal. Not documented by the vendor.
 */
export const listOfDeal = Endpoint.list("Notes.listOfDeal", {
  path: (deal: DealId) => `/deals/${deal}/notes`,
  items: ["notes", Note],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Writes a note on a deal.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-note
 */
export const createOfDeal = Endpoint.make("Notes.createOfDeal", {
  method: "POST",
  path: (deal: DealId) => `/deals/${deal}/notes`,
  payload: Wire.envelope("note", NoteOfDeal),
  success: Wire.envelope("note", Note),
  failures: [NotFoundError, ValidationError],
  sideloads: ["deals"]
})

/**
 * Changes a note on a deal.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-note
 */
export const updateOfDeal = Endpoint.make("Notes.updateOfDeal", {
  method: "PUT",
  path: (deal: DealId, note: NoteId) => `/deals/${deal}/notes/${note}`,
  params: ["id", "noteId"],
  payload: Wire.envelope("note", NoteOfDeal),
  success: Wire.envelope("note", Note),
  failures: [NotFoundError, ValidationError],
  sideloads: ["deals"]
})
