/**
 * Site tracking: whether visits of contacts to websites are tracked, the code that tracks them, and the domains on which
 * tracking is allowed (the whitelist).
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { SiteTrackingDomainId } from "./Ids.js"
import { status, statusUpdate } from "./internal/tracking.js"

/** What ActiveCampaign calls these records. */
const type = "urlWhitelistings"

/** The status of site tracking in the account. */
export class SiteTrackingStatus extends Wire.Entity<SiteTrackingStatus>("SiteTrackingStatus")({}, status) {}

/** What is allowed on a domain. */
export class SiteTrackingDomainAttributes extends Wire.Entity<SiteTrackingDomainAttributes>(
  "SiteTrackingDomainAttributes"
)(
  {},
  {
    /** Name of the domain, such as `example.com`. */
    whitelisted_domain: Wire.Text,
    /** Path of the pages on the domain; `*` for all. */
    whitelisted_page: Wire.Text,
    /** Regular expression that ActiveCampaign has made of domain and path, in the form of PHP. */
    url_regex: Wire.Text,
    /** Whether site tracking is enabled on the domain. */
    tracking_enabled: Wire.Flag,
    /** Whether Conversations (chat) is enabled on the domain. */
    conversations_enabled: Wire.Flag,
    /** Whether web personalization is enabled on the domain. */
    wp_enabled: Wire.Flag,
    /** When the domain was added. */
    created_at: Wire.Timestamp,
    /** When the domain was last updated. */
    updated_at: Wire.Timestamp
  }
) {}

/** A domain on which tracking is allowed. */
export class SiteTrackingDomain extends Wire.Entity<SiteTrackingDomain>("SiteTrackingDomain")(
  {
    /** Id of the domain. */
    id: SiteTrackingDomainId
  },
  {
    /** Kind of the record: always `urlWhitelistings`. */
    type: Wire.Text,
    /** What is allowed on the domain. */
    attributes: SiteTrackingDomainAttributes
  }
) {}

/** Fields for updating the status of site tracking. */
export class SiteTrackingStatusUpdate extends Wire.Input<SiteTrackingStatusUpdate>("SiteTrackingStatusUpdate")(
  statusUpdate,
  {}
) {}

/** Fields for adding a domain. */
export class SiteTrackingDomainCreate extends Wire.Input<SiteTrackingDomainCreate>("SiteTrackingDomainCreate")(
  {
    /** Name of the domain without a scheme, such as `example.com`. */
    whitelisted_domain: Wire.NonEmptyText,
    /** Path of the pages on the domain; `*` for all. */
    whitelisted_page: Wire.NonEmptyText,
    /** Whether site tracking is enabled on the domain. */
    tracking_enabled: Wire.Boolean,
    /** Whether Conversations (chat) is enabled on the domain. */
    conversations_enabled: Wire.Boolean,
    /** Whether web personalization is enabled on the domain. */
    wp_enabled: Wire.Boolean
  },
  {}
) {}

/**
 * Adds a domain on which tracking is allowed. Fails with `DuplicateError` if the domain was added before.
 *
 * ```ts
 * SiteTracking.createDomain({
 *   whitelisted_domain: "example.com",
 *   whitelisted_page: "*",
 *   tracking_enabled: true,
 *   conversations_enabled: false,
 *   wp_enabled: false
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/add-domain-to-whitelist
 */
export const createDomain = Endpoint.make("SiteTracking.createDomain", {
  method: "POST",
  path: () => "/prism/urlWhitelistings",
  payload: Wire.envelope("data", Wire.envelopeWith("attributes", { type }, SiteTrackingDomainCreate)),
  success: Wire.envelope("data", SiteTrackingDomain),
  errors: [ValidationError, DuplicateError]
})

/**
 * Removes a domain: visits to it are no longer tracked.
 *
 * @see https://developers.activecampaign.com/reference/remove-domain-from-whitelist
 */
export const deleteDomain = Endpoint.make("SiteTracking.deleteDomain", {
  method: "DELETE",
  path: (id: SiteTrackingDomainId) => `/prism/urlWhitelistings/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

/**
 * Lists the domains on which tracking is allowed.
 *
 * @see https://developers.activecampaign.com/reference/list-all-whitelisted-domains
 */
export const listDomains = Endpoint.list("SiteTracking.listDomains", {
  path: () => "/prism/urlWhitelistings",
  items: ["data", SiteTrackingDomain],
  pagination: "none"
})

/**
 * Retrieves the status of site tracking: enabled or disabled.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-site-tracking-status
 */
export const getStatus = Endpoint.make("SiteTracking.getStatus", {
  method: "GET",
  path: () => "/siteTracking",
  success: Wire.envelope("siteTracking", SiteTrackingStatus),
  errors: [ValidationError]
})

/**
 * Enables or disables site tracking.
 *
 * ```ts
 * SiteTracking.updateStatus({ enabled: true })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/enable-disable-site-tracking
 */
export const updateStatus = Endpoint.make("SiteTracking.updateStatus", {
  method: "PUT",
  path: () => "/siteTracking",
  payload: Wire.envelope("siteTracking", SiteTrackingStatusUpdate),
  success: Wire.envelope("siteTracking", SiteTrackingStatus),
  errors: [ValidationError]
})

/**
 * Retrieves the tracking code: HTML with a script, to be placed on each page that is tracked.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-site-tracking-code
 */
export const getCode = Endpoint.make("SiteTracking.getCode", {
  method: "GET",
  path: () => "/siteTracking/code",
  success: Wire.plainText("HTML that starts with a script", /^\s*<script\b/i, "<script></script>"),
  errors: [ValidationError]
})
