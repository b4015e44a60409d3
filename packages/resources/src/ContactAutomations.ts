/**
 * Contact automations: enrollments of contacts in automations, with their status and progress.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationBlockId, AutomationId, ContactAutomationId, ContactId, LogId } from "./Ids.js"

const statuses = { "1": "active", "2": "done" } as const

/** A contact's enrollment in an automation. */
export class ContactAutomation extends Wire.Entity<ContactAutomation>("ContactAutomation")(
  {
    /** Id of the enrollment. */
    id: ContactAutomationId
  },
  {
    /** Contact that is enrolled. */
    contact: Wire.nullableId(ContactId),
    /** Automation that the contact is enrolled in. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that the contact is enrolled in. Same as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** Status of the enrollment: `active`, or `done` if the contact completed the automation or was removed from it. */
    status: Wire.openEnum(statuses),
    /** Whether the contact has completed the automation. */
    completed: Wire.Flag,
    /** Progress of the contact, in percent. */
    completeValue: Wire.Integer,
    /** Number of steps that the contact has completed. */
    completedElements: Wire.Integer,
    /** Number of steps in the automation. */
    totalElements: Wire.Integer,
    /** When the contact entered the automation. */
    adddate: Wire.Timestamp,
    /** When the contact left the automation. */
    remdate: Wire.Timestamp,
    /** When the contact last completed a step. */
    lastdate: Wire.Timestamp,
    /** Step (block) that the contact is at. */
    lastblock: Wire.nullableId(AutomationBlockId),
    /** Last log entry of the enrollment. */
    lastlogid: Wire.nullableId(LogId),
    /** Id of the trigger that started the enrollment. */
    startid: Wire.Text,
    /** Time that the contact has spent in the automation, in seconds. */
    timespan: Wire.Integer,
    /** Batch marker, such as `completed`. Not documented by ActiveCampaign. */
    batchid: Wire.Text,
    /** Internal value. Not documented by ActiveCampaign. */
    in_als: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for adding a contact to an automation. */
export class ContactAutomationAdd extends Wire.Input<ContactAutomationAdd>("ContactAutomationAdd")(
  {
    /** Contact to enroll. */
    contact: ContactId,
    /** Automation to enroll the contact in. */
    automation: AutomationId
  },
  {}
) {}

/** Filters for listing automation enrollments. */
export class ContactAutomationFilters extends Wire.Input<ContactAutomationFilters>("ContactAutomationFilters")(
  {},
  {
    /** Contact that is enrolled. Not confirmed by ActiveCampaign. */
    contact: ContactId,
    /** Automation that contacts are enrolled in. Not confirmed by ActiveCampaign. */
    automation: AutomationId
  }
) {}

/** Query parameters for listing automation enrollments. */
export class ContactAutomationQuery extends Wire.Input<ContactAutomationQuery>("ContactAutomationQuery")(
  {},
  {
    /** Return only enrollments that match all of these filters. */
    filters: ContactAutomationFilters
  }
) {}

/**
 * Adds a contact to an automation (enrolls the contact). Not retried if the response is lost, because the contact could
 * enter the automation twice. Fails with `ValidationError` if the contact cannot enter.
 *
 * ```ts
 * ContactAutomations.add({ contact: ContactId.make("113"), automation: AutomationId.make("2") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-new-contactautomation
 */
export const add = Endpoint.make("ContactAutomations.add", {
  method: "POST",
  path: () => "/contactAutomations",
  payload: Wire.envelope("contactAutomation", ContactAutomationAdd),
  success: Wire.envelope("contactAutomation", ContactAutomation),
  errors: [NotFoundError, ValidationError],
  sideloads: ["contacts"]
})

/**
 * Retrieves an automation enrollment.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-contactautomation
 */
export const get = Endpoint.make("ContactAutomations.get", {
  method: "GET",
  path: (id: ContactAutomationId) => `/contactAutomations/${id}`,
  success: Wire.envelope("contactAutomation", ContactAutomation),
  errors: [NotFoundError]
})

/**
 * Removes a contact from an automation, by the id of the enrollment. `listByContact` returns this id.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-contactautomation
 */
export const remove = Endpoint.make("ContactAutomations.remove", {
  method: "DELETE",
  path: (id: ContactAutomationId) => `/contactAutomations/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

/**
 * Lists the automation enrollments of all contacts, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contact-automations
 */
export const list = Endpoint.list("ContactAutomations.list", {
  path: () => "/contactAutomations",
  query: ContactAutomationQuery,
  items: ["contactAutomations", ContactAutomation]
})

/**
 * Lists the automation enrollments of a contact.
 *
 * @see https://developers.activecampaign.com/reference/list-all-contactautomations-for-contact
 */
export const listByContact = Endpoint.list("ContactAutomations.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactAutomations`,
  items: ["contactAutomations", ContactAutomation],
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Lists the enrollments in an automation.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which is read like that of `list`.
 */
export const listByAutomation = Endpoint.list("ContactAutomations.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/contactAutomations`,
  items: ["contactAutomations", ContactAutomation],
  errors: [NotFoundError],
  knowledge: "inferred"
})
