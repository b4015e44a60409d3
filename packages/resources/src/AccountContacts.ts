/**
 * Account contacts: associations of contacts with accounts (companies), also called account associations.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountContactId, AccountId, ContactId } from "./Ids.js"

/** A contact's association with an account. */
export class AccountContact extends Wire.Entity<AccountContact>("AccountContact")(
  {
    /** Id of the association. */
    id: AccountContactId
  },
  {
    /** Contact that is associated with the account. */
    contact: Wire.nullableId(ContactId),
    /** Account (company) that the contact is associated with. */
    account: Wire.nullableId(AccountId),
    /** Job title of the contact at the account. */
    jobTitle: Wire.Text,
    /** When the association was created. */
    createdTimestamp: Wire.Timestamp,
    /** When the association was last updated. */
    updatedTimestamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the account associations of a contact. ActiveCampaign allows one account per contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-account-contacts
 */
export const listByContact = Endpoint.list("AccountContacts.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/accountContacts`,
  items: ["accountContacts", AccountContact],
  errors: [NotFoundError],
  pagination: "none"
})
