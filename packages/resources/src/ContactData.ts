/**
 * Contact data: geolocation, Google Analytics campaign data and social network ids of contacts.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactDataId, ContactId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** Geolocation, Google Analytics campaign data and social network ids of a contact. */
export class ContactData extends Wire.Entity<ContactData>("ContactData")(
  {
    /** Id of the record. */
    id: ContactDataId
  },
  {
    /** Contact that the record describes. */
    contact: Wire.nullableId(ContactId),
    /** When the record was last updated. */
    tstamp: Wire.Timestamp,
    /** When the geolocation was looked up. */
    geoTstamp: Wire.InstantOrLocal,
    /** IPv4 address used for the geolocation, as a decimal integer. */
    geoIp4: Wire.Text,
    /** Country of the contact, as a two-letter code. */
    geoCountry2: Wire.Text,
    /** Country of the contact. */
    geo_country: Wire.Text,
    /** State or region of the contact. */
    geoState: Wire.Text,
    /** City of the contact. */
    geoCity: Wire.Text,
    /** Postal code of the contact. */
    geoZip: Wire.Text,
    /** Area code of the contact. */
    geoArea: Wire.Text,
    /** Latitude of the contact, in degrees. */
    geoLat: Wire.Decimal,
    /** Longitude of the contact, in degrees. */
    geoLon: Wire.Decimal,
    /** Time zone of the contact. */
    geoTz: Wire.Text,
    /** Offset of the time zone from UTC, in hours. */
    geoTzOffset: Wire.Decimal,
    /** Campaign source in Google Analytics. */
    ga_campaign_source: Wire.Text,
    /** Campaign name in Google Analytics. */
    ga_campaign_name: Wire.Text,
    /** Campaign medium in Google Analytics. */
    ga_campaign_medium: Wire.Text,
    /** Campaign term (keyword) in Google Analytics. */
    ga_campaign_term: Wire.Text,
    /** Campaign content in Google Analytics. */
    ga_campaign_content: Wire.Text,
    /** Custom segment in Google Analytics. */
    ga_campaign_customsegment: Wire.Text,
    /** When the contact first visited the website, according to Google Analytics. */
    ga_first_visit: Wire.InstantOrLocal,
    /** Number of visits to the website, according to Google Analytics. */
    ga_times_visited: Wire.Integer,
    /** Id of the contact on Facebook. */
    fb_id: Wire.Text,
    /** Name of the contact on Facebook. */
    fb_name: Wire.Text,
    /** Id of the contact on Twitter. */
    tw_id: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/**
 * Retrieves the data of a contact. Returns null if the contact has none.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-data
 */
export const getByContact = Endpoint.make("ContactData.getByContact", {
  method: "GET",
  path: (contact: ContactId) => `/contacts/${contact}/contactData`,
  success: Wire.envelopeOrNone("contactDatum", ContactData),
  errors: [NotFoundError]
})

/**
 * Lists the data of all contacts.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, whose rows are read like that of `getByContact`.
 */
export const list = Endpoint.list("ContactData.list", {
  path: () => "/contactData",
  items: ["contactData", ContactData],
  knowledge: "inferred"
})
