/**
 * What is known of where contacts come from: their place, and the campaign that brought them.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ContactDataId, ContactId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const contactData = Wire.entity(
  "ContactData",
  {
    /** Id of the record. */
    id: ContactDataId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** When it was last updated. */
    tstamp: Wire.Timestamp,
    /** When the place was looked up. */
    geoTstamp: Wire.Moment,
    /** IPv4 address that the place was looked up for, as a number in a text. */
    geoIp4: Wire.Text,
    /** Country: two letters. */
    geoCountry2: Wire.Text,
    /** Country. */
    geo_country: Wire.Text,
    /** State or region. */
    geoState: Wire.Text,
    /** City. */
    geoCity: Wire.Text,
    /** Postal code. */
    geoZip: Wire.Text,
    /** Area code. */
    geoArea: Wire.Text,
    /** Latitude in degrees. */
    geoLat: Wire.Decimal,
    /** Longitude in degrees. */
    geoLon: Wire.Decimal,
    /** Time zone. */
    geoTz: Wire.Text,
    /** What the time zone is from UTC, in hours. */
    geoTzOffset: Wire.Decimal,
    /** Google Analytics: source of the campaign. */
    ga_campaign_source: Wire.Text,
    /** Google Analytics: name of the campaign. */
    ga_campaign_name: Wire.Text,
    /** Google Analytics: medium of the campaign. */
    ga_campaign_medium: Wire.Text,
    /** Google Analytics: term of the campaign. */
    ga_campaign_term: Wire.Text,
    /** Google Analytics: content of the campaign. */
    ga_campaign_content: Wire.Text,
    /** Google Analytics: custom segment. */
    ga_campaign_customsegment: Wire.Text,
    /** Google Analytics: first visit. */
    ga_first_visit: Wire.Moment,
    /** Google Analytics: how many visits. */
    ga_times_visited: Wire.Integer,
    /** Id at Facebook. */
    fb_id: Wire.Text,
    /** Name at Facebook. */
    fb_name: Wire.Text,
    /** Id at Twitter. */
    tw_id: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** What is known of where a contact comes from. */
export interface ContactData extends Schema.Schema.Type<typeof contactData> {}
/** What is known of where a contact comes from. */
export const ContactData: Wire.Codec<ContactData> = contactData

/**
 * Reads what is known of where a contact comes from; null where nothing is.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-data
 */
export const getOfContact = Endpoint.make("ContactData.getOfContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/contactData`,
  success: Wire.envelopeOrNone("contactDatum", ContactData),
  failures: [NotFoundError]
})
