/**
 * What was found out about contacts elsewhere: pictures, and pages in social networks.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ContactId, PlusAppendId } from "./Ids.js"

const plusAppend = Wire.entity(
  "PlusAppend",
  {
    /** Id of the record. */
    id: PlusAppendId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** URL of a picture. */
    imageUrl: Wire.Text,
    /** URL of its page at Facebook. */
    membershipsFacebook: Wire.Text,
    /** URL of its page at LinkedIn. */
    membershipsLinkedin: Wire.Text,
    /** URL of its page at Twitter. */
    membershipsTwitter: Wire.Text,
    /** When it was last updated from Fliptop. */
    last_updated_fliptop: Wire.Moment,
    /** When it was last updated from FullContact. */
    last_updated_fullcontact: Wire.Moment,
    /** When it was last updated from Rapleaf. */
    last_updated_rapleaf: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** What was found out about a contact elsewhere. */
export interface PlusAppend extends Schema.Schema.Type<typeof plusAppend> {}
/** What was found out about a contact elsewhere. */
export const PlusAppend: Wire.Codec<PlusAppend> = plusAppend

/**
 * Reads what was found out about a contact elsewhere; null where nothing was.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-plus-append
 */
export const getOfContact = Endpoint.make("PlusAppends.getOfContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/plusAppend`,
  success: Wire.envelopeOrNone("plusAppend", PlusAppend),
  failures: [NotFoundError]
})
