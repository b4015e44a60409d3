/**
 * Places that contacts were seen at, by their IP address.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { CampaignId, ContactId, GeoAddressId, GeoIpId, MessageId } from "./Ids.js"

const geoIp = Wire.entity(
  "GeoIp",
  {
    /** Id of the entry. */
    id: GeoIpId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The geographic place. */
    geoAddress: Wire.ref(GeoAddressId),
    /** The geographic place; the same as `geoAddress`. */
    geoaddrid: Wire.ref(GeoAddressId),
    /** IPv4 address, as a number in a text. */
    ip4: Wire.Text,
    /** The campaign. */
    campaignid: Wire.ref(CampaignId),
    /** The message. */
    messageid: Wire.ref(MessageId),
    /** When it was seen there. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A place that a contact was seen at. */
export interface GeoIp extends Schema.Schema.Type<typeof geoIp> {}
/** A place that a contact was seen at. */
export const GeoIp: Wire.Codec<GeoIp> = geoIp

const geoAddress = Wire.entity(
  "GeoAddress",
  {
    /** Id of the place. */
    id: GeoAddressId
  },
  {
    /** Country. */
    country: Wire.Text,
    /** Country: two letters. */
    country2: Wire.Text,
    /** State. */
    state: Wire.Text,
    /** City. */
    city: Wire.Text,
    /** Postal code. */
    zip: Wire.Text,
    /** Area code. */
    area: Wire.Text,
    /** Latitude. */
    lat: Wire.Decimal,
    /** Longitude. */
    lon: Wire.Decimal,
    /** Time zone, such as `America/Chicago`. */
    tz: Wire.Text,
    /** IPv4 address, as a number in a text. */
    ip4: Wire.Text,
    /** A point in time; not explained by the vendor. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A geographic place. It comes along with contacts. */
export interface GeoAddress extends Schema.Schema.Type<typeof geoAddress> {}
/** A geographic place. It comes along with contacts. */
export const GeoAddress: Wire.Codec<GeoAddress> = geoAddress

/**
 * All places of one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-geo-ips
 */
export const listOfContact = Endpoint.list("GeoIps.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/geoIps`,
  items: ["geoIps", GeoIp],
  failures: [NotFoundError],
  walk: "whole"
})
