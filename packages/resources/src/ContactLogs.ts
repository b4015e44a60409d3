/**
 * Logs of contacts.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { type ContactId, ContactLogId } from "./Ids.js"

const contactLog = Wire.entity(
  "ContactLog",
  {},
  {
    /** Id of the entry. */
    id: ContactLogId
  }
)

/** An entry in a contact's log. */
export interface ContactLog extends Schema.Schema.Type<typeof contactLog> {}
/** An entry in a contact's log. */
export const ContactLog: Wire.Codec<ContactLog> = contactLog

/**
 * All entries in one contact's log. The vendor shows none: what an entry holds beside its id passes through as it came.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-logs
 */
export const listOfContact = Endpoint.list("ContactLogs.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactLogs`,
  items: ["contactLogs", ContactLog],
  failures: [NotFoundError],
  walk: "whole"
})
