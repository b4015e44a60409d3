/**
 * Runs of contacts through automations: which contact is in which automation, and how far it has come.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { AutomationBlockId, AutomationId, ContactAutomationId, ContactId, LogId } from "./Ids.js"

const statuses = { "1": "active", "2": "done" } as const

const contactAutomation = Wire.entity(
  "ContactAutomation",
  {
    /** Id of the run. */
    id: ContactAutomationId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The automation. */
    automation: Wire.ref(AutomationId),
    /** The automation; the same as `automation`. */
    seriesid: Wire.ref(AutomationId),
    /** State of the run; one that the contact was taken out of is `done` too. */
    status: Wire.codes(statuses),
    /** Whether the contact has come to the end. */
    completed: Wire.Flag,
    /** How far it has come, in percent. */
    completeValue: Wire.Integer,
    /** Steps that the contact has done. */
    completedElements: Wire.Integer,
    /** Steps that the automation has. */
    totalElements: Wire.Integer,
    /** When the contact entered. */
    adddate: Wire.Timestamp,
    /** When the contact left. */
    remdate: Wire.Timestamp,
    /** When the contact did its last step. */
    lastdate: Wire.Timestamp,
    /** The step that the contact is at. */
    lastblock: Wire.ref(AutomationBlockId),
    /** Its last entry in the log. */
    lastlogid: Wire.ref(LogId),
    /** Id of the trigger that started it. */
    startid: Wire.Text,
    /** How long the contact was inside, in seconds. */
    timespan: Wire.Integer,
    /** Mark of a batch; not explained by the vendor. */
    batchid: Wire.Text,
    /** Not explained by the vendor. */
    in_als: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A contact's run through an automation. */
export interface ContactAutomation extends Schema.Schema.Type<typeof contactAutomation> {}
/** A contact's run through an automation. */
export const ContactAutomation: Wire.Codec<ContactAutomation> = contactAutomation

const contactAutomationAdd = Wire.input(
  "ContactAutomationAdd",
  {
    /** The contact. */
    contact: ContactId,
    /** The automation. */
    automation: AutomationId
  },
  {}
)

/** What puts a contact into an automation. */
export interface ContactAutomationAdd extends Schema.Schema.Type<typeof contactAutomationAdd> {}
/** What puts a contact into an automation. */
export const ContactAutomationAdd: Wire.Codec<ContactAutomationAdd> = contactAutomationAdd

/**
 * Puts a contact into an automation. A repeat may let it enter twice, so a lost answer is never repeated.
 *
 * @see https://developers.activecampaign.com/reference/create-new-contactautomation
 */
export const add = Endpoint.make("ContactAutomations.add", {
  method: "POST",
  path: () => "/contactAutomations",
  payload: Wire.envelope("contactAutomation", ContactAutomationAdd),
  success: Wire.envelope("contactAutomation", ContactAutomation),
  failures: [NotFoundError, ValidationError],
  sideloads: ["contacts"]
})

/**
 * Reads one run.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-contactautomation
 */
export const get = Endpoint.make("ContactAutomations.get", {
  method: "GET",
  path: (id: ContactAutomationId) => `/contactAutomations/${id}`,
  success: Wire.envelope("contactAutomation", ContactAutomation),
  failures: [NotFoundError]
})

/**
 * Takes a contact out of an automation.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-contactautomation
 */
export const remove = Endpoint.make("ContactAutomations.remove", {
  method: "DELETE",
  path: (id: ContactAutomationId) => `/contactAutomations/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All runs of all contacts.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contact-automations
 */
export const list = Endpoint.list("ContactAutomations.list", {
  path: () => "/contactAutomations",
  items: ["contactAutomations", ContactAutomation]
})

/**
 * All runs of one contact.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contactautomations-for-contact
 */
export const listOfContact = Endpoint.list("ContactAutomations.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactAutomations`,
  items: ["contactAutomations", ContactAutomation],
  failures: [NotFoundError]
})
