/**
 * Plus appends: data about contacts from external sources, such as images and social media profiles.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactId, PlusAppendId } from "./Ids.js"

/** Data about a contact from external sources. */
export class PlusAppend extends Wire.Entity<PlusAppend>("PlusAppend")(
  {
    /** Id of the plus append. */
    id: PlusAppendId
  },
  {
    /** Contact that the data is about. */
    contact: Wire.nullableId(ContactId),
    /** URL of an image of the contact. */
    imageUrl: Wire.Text,
    /** URL of the contact's Facebook profile, or an empty string. */
    membershipsFacebook: Wire.Text,
    /** URL of the contact's LinkedIn profile, or an empty string. */
    membershipsLinkedin: Wire.Text,
    /** URL of the contact's Twitter profile. */
    membershipsTwitter: Wire.Text,
    /** When the data was last updated from Fliptop. */
    last_updated_fliptop: Wire.InstantOrLocal,
    /** When the data was last updated from FullContact. */
    last_updated_fullcontact: Wire.InstantOrLocal,
    /** When the data was last updated from Rapleaf. */
    last_updated_rapleaf: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Retrieves the plus append of a contact. Returns null if there is none.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-plus-append
 */
export const getByContact = Endpoint.make("PlusAppends.getByContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/plusAppend`,
  success: Wire.envelopeOrNone("plusAppend", PlusAppend),
  errors: [NotFoundError]
})
