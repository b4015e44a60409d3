/**
 * Which accounts contacts work for, and as what.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { AccountContactId, AccountId, ContactId } from "./Ids.js"

const accountContact = Wire.entity(
  "AccountContact",
  {
    /** Id of the place. */
    id: AccountContactId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The account. */
    account: Wire.ref(AccountId),
    /** What the contact does there: a job title. */
    jobTitle: Wire.Text,
    /** When it was made. */
    createdTimestamp: Wire.Timestamp,
    /** When it was last changed. */
    updatedTimestamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A contact's place in an account. */
export interface AccountContact extends Schema.Schema.Type<typeof accountContact> {}
/** A contact's place in an account. */
export const AccountContact: Wire.Codec<AccountContact> = accountContact

/**
 * All accounts that one contact works for.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-account-contacts
 */
export const listOfContact = Endpoint.list("AccountContacts.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/accountContacts`,
  items: ["accountContacts", AccountContact],
  failures: [NotFoundError],
  walk: "whole"
})
