/**
 * Organizations that contacts work for. Accounts have replaced them; `AccountContacts` says who works for which.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { type ContactId, OrganizationId, UserId } from "./Ids.js"

const organization = Wire.entity(
  "Organization",
  {
    /** Id of the organization. */
    id: OrganizationId
  },
  {
    /** Name. */
    name: Wire.Text,
    /** User who owns it. */
    owner: Wire.ref(UserId),
    /** User who owns it; the same as `owner`. */
    userid: Wire.ref(UserId),
    /** When it was made. */
    created_timestamp: Wire.Moment,
    /** When it was last changed. */
    updated_timestamp: Wire.Moment
  }
)

/** An organization. */
export interface Organization extends Schema.Schema.Type<typeof organization> {}
/** An organization. */
export const Organization: Wire.Codec<Organization> = organization

/**
 * Reads the organization that a contact works for; null where it has none. Deprecated by the vendor: accounts have
 * replaced organizations.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-organization
 */
export const getOfContact = Endpoint.make("Organizations.getOfContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/organization`,
  success: Wire.envelopeOrNone("organization", Organization),
  failures: [NotFoundError]
})
