/**
 * Organizations: companies that contacts belong to. Deprecated by ActiveCampaign in favor of accounts; use
 * `AccountContacts` for the accounts of a contact.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { type ContactId, OrganizationId, UserId } from "./Ids.js"

/** An organization. */
export class Organization extends Wire.Entity<Organization>("Organization")(
  {
    /** Id of the organization. */
    id: OrganizationId
  },
  {
    /** Name of the organization. */
    name: Wire.Text,
    /** User who owns the organization. */
    owner: Wire.nullableId(UserId),
    /** User who owns the organization; same as `owner`. */
    userid: Wire.nullableId(UserId),
    /** When the organization was created; without an offset, the time is in the account's time zone. */
    created_timestamp: Wire.InstantOrLocal,
    /** When the organization was last updated; without an offset, the time is in the account's time zone. */
    updated_timestamp: Wire.InstantOrLocal
  }
) {}

/**
 * Retrieves the organization of a contact, or null if the contact has none.
 *
 * @deprecated ActiveCampaign has replaced organizations by accounts; use `AccountContacts`.
 * @see https://developers.activecampaign.com/reference/retrieve-contact-organization
 */
export const getByContact = Endpoint.make("Organizations.getByContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/organization`,
  success: Wire.envelopeOrNone("organization", Organization),
  errors: [NotFoundError],
  deprecated: true
})
