/**
 * Geo IPs: geographic locations of contacts, derived from their IP addresses.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, ContactId, GeoAddressId, GeoIpId, MessageId } from "./Ids.js"

/** A location that was recorded for a contact. */
export class GeoIp extends Wire.Entity<GeoIp>("GeoIp")(
  {
    /** Id of the geo IP. */
    id: GeoIpId
  },
  {
    /** Contact that the location was recorded for. */
    contact: Wire.nullableId(ContactId),
    /** Geographic address that the IP address belongs to. */
    geoAddress: Wire.nullableId(GeoAddressId),
    /** Geographic address that the IP address belongs to. Same value as `geoAddress`. */
    geoaddrid: Wire.nullableId(GeoAddressId),
    /** IPv4 address of the contact, as a decimal number in a string, such as `1123637995`. */
    ip4: Wire.Text,
    /** Campaign that the location was recorded with; null if there is none. */
    campaignid: Wire.nullableId(CampaignId),
    /** Message that the location was recorded with; null if there is none. */
    messageid: Wire.nullableId(MessageId),
    /** When the location was recorded. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** A geographic address. `Contacts.get` can return geographic addresses as a side-load (`geoAddresses`). */
export class GeoAddress extends Wire.Entity<GeoAddress>("GeoAddress")(
  {
    /** Id of the geographic address. */
    id: GeoAddressId
  },
  {
    /** Name of the country, such as `United States`. */
    country: Wire.Text,
    /** Country as a two-letter code, such as `US`. */
    country2: Wire.Text,
    /** State or region, as a name or a code, such as `New York` or `KY`. */
    state: Wire.Text,
    /** Name of the city. */
    city: Wire.Text,
    /** Postal code. */
    zip: Wire.Text,
    /** Area code, such as `0`. Not documented by ActiveCampaign. */
    area: Wire.Text,
    /** Latitude in degrees. */
    lat: Wire.Decimal,
    /** Longitude in degrees. */
    lon: Wire.Decimal,
    /** Time zone as an IANA name, such as `America/Chicago`. */
    tz: Wire.Text,
    /** IPv4 address, as a decimal number in a string, such as `1123637995`. */
    ip4: Wire.Text,
    /** Timestamp of the record. Not documented by ActiveCampaign. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the locations that were recorded for a contact (geo IPs).
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-geo-ips
 */
export const listByContact = Endpoint.list("GeoIps.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/geoIps`,
  items: ["geoIps", GeoIp],
  errors: [NotFoundError],
  pagination: "none"
})

/**
 * Retrieves the geographic address of a location (geo IP).
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-contacts-geo-ip-address
 */
export const getAddress = Endpoint.make("GeoIps.getAddress", {
  method: "GET",
  path: (id: GeoIpId) => `/geoIps/${id}/geoAddress`,
  success: Wire.envelope("geoAddress", GeoAddress),
  errors: [NotFoundError]
})
