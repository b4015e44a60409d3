/**
 * Contact logs: log entries of contacts.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { type ContactId, ContactLogId } from "./Ids.js"

/** A log entry of a contact. */
export class ContactLog extends Wire.Entity<ContactLog>("ContactLog")(
  {},
  {
    /** Id of the log entry. */
    id: ContactLogId
  }
) {}

/**
 * Lists the log entries of a contact. ActiveCampaign does not document the fields of an entry: all fields other than
 * the id are passed through unchanged.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-logs
 */
export const listByContact = Endpoint.list("ContactLogs.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactLogs`,
  items: ["contactLogs", ContactLog],
  errors: [NotFoundError],
  pagination: "none"
})
