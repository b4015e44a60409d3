/**
 * Campaigns: e-mails that are sent to lists or segments, directly or by an automation. The API creates drafts; to send a
 * campaign, use ActiveCampaign's application. For its messages, lists and links, use `CampaignMessages`, `CampaignLists` and
 * `CampaignLinks`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AddressId, AutomationId, CampaignId, FormId, ListId, MessageId, SegmentId, UserId } from "./Ids.js"
import { type Audit, audit } from "./internal/audit.js"
import { type SendingCounts, sendingCounts } from "./internal/sendingCounts.js"

const statuses = {
  "0": "draft",
  "1": "scheduled",
  "2": "sending",
  "3": "paused",
  "4": "stopped",
  "5": "completed"
} as const

// With a type that has a name, editors show the documentation of the fields.
const shared: Audit & SendingCounts = { ...audit, ...sendingCounts }

const types = ["single", "recurring", "split", "responder", "reminder", "special", "activerss", "text"] as const

/**
 * A campaign. The fields of split tests, auto-responders, reminders and RSS campaigns hold default values in campaigns
 * of other types.
 */
export class Campaign extends Wire.Entity<Campaign>("Campaign")(
  {
    /** Id of the campaign. */
    id: CampaignId
  },
  {
    /** Name of the campaign, as shown in ActiveCampaign. */
    name: Wire.Text,
    /**
     * Type: `single`, `recurring`, `split`, `responder` (auto-responder), `reminder`, `special`, `activerss` (RSS) or
     * `text`. ActiveCampaign documents only `single` for this API version.
     */
    type: Wire.openLiteral(types),
    /** Display name of the type. Only in list responses. */
    typeText: Wire.Text,
    /** Status: `draft`, `scheduled`, `sending`, `paused`, `stopped` or `completed`. */
    status: Wire.openEnum(statuses),
    /** Display name of the status. Only in list responses. */
    statusString: Wire.Text,
    /** Description of the status in a sentence. Only in list responses. */
    statusToolTip: Wire.Text,
    /** User who owns the campaign. */
    userid: Wire.nullableId(UserId),
    /** User who owns the campaign. Same value as `userid`. */
    user: Wire.nullableId(UserId),
    /** Automation that sends the campaign; null if no automation sends it. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that sends the campaign. Same value as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** Segment that the campaign is sent to; null if there is none. */
    segmentid: Wire.nullableId(SegmentId),
    /** Name of the segment that the campaign is sent to. */
    segmentname: Wire.Text,
    /** Form that the campaign belongs to; null if there is none. */
    formid: Wire.nullableId(FormId),
    /** Postal address shown in the campaign. */
    addressid: Wire.nullableId(AddressId),
    /** Message that the campaign sends. */
    message_id: Wire.nullableId(MessageId),
    /** Id of the record that links the campaign to its message. */
    campaign_message_id: Wire.Text,
    /** Message that the campaign was created from; null if there is none. */
    basemessageid: Wire.nullableId(MessageId),
    /** Template that the campaign was created from: `0` if there is none, otherwise 40 hexadecimal digits. */
    basetemplateid: Wire.Text,
    /** Number of messages in the campaign. Only in list responses. */
    numberOfMessages: Wire.Integer,
    /** Number of opens, without automatic opens by machines. */
    verified_opens: Wire.Integer,
    /** Number of contacts who opened the campaign, without automatic opens by machines. */
    verified_unique_opens: Wire.Integer,
    /** When the campaign was created. */
    cdate: Wire.Timestamp,
    /** When the campaign was last updated. */
    mdate: Wire.Timestamp,
    /** When sending started or is planned to start. */
    sdate: Wire.InstantOrLocal,
    /** When the campaign was last sent. */
    ldate: Wire.InstantOrLocal,
    /** When the campaign is scheduled to be sent. */
    scheduleddate: Wire.InstantOrLocal,
    /** Whether the campaign is scheduled to be sent at a later time. */
    schedule: Wire.Flag,
    /** When the campaign was deleted; null if it is not deleted. */
    deletestamp: Wire.InstantOrLocal,
    /** Whether the campaign is shown in the public archive. */
    public: Wire.Flag,
    /** Content whose links are tracked: `all`, `mime` or `none`. */
    tracklinks: Wire.Text,
    /** Whether link clicks are reported to Google Analytics. */
    tracklinksanalytics: Wire.Flag,
    /** Whether opens are tracked. */
    trackreads: Wire.Flag,
    /** Whether opens are reported to Google Analytics. */
    trackreadsanalytics: Wire.Flag,
    /** Name of the campaign in Google Analytics. */
    analytics_campaign_name: Wire.Text,
    /** Whether replies are tracked. */
    replysys: Wire.Flag,
    /** Whether the campaign is posted to Twitter. */
    tweet: Wire.Flag,
    /** Whether the campaign is posted to Facebook. */
    facebook: Wire.Flag,
    /** Survey that the campaign belongs to. Not documented by ActiveCampaign. */
    survey: Wire.Text,
    /** Whether images are embedded in the e-mail. */
    embed_images: Wire.Flag,
    /** Format of the e-mail, such as `mime`. */
    format: Wire.Text,
    /** Whether the campaign is plain text only, without HTML. Only in list responses. */
    campaignIsText: Wire.Flag,
    /** Whether an unsubscribe link is added to the HTML body. */
    htmlunsub: Wire.Flag,
    /** HTML of the unsubscribe link that is added to the HTML body. */
    htmlunsubdata: Wire.Text,
    /** Whether an unsubscribe link is added to the plain-text body. */
    textunsub: Wire.Flag,
    /** Text of the unsubscribe link that is added to the plain-text body. */
    textunsubdata: Wire.Text,
    /** Whether the plain-text body is edited by hand. */
    managetext: Wire.Flag,
    /** How often the campaign recurs, such as `day1`. */
    recurring: Wire.Text,
    /** Whether the campaign will recur. */
    willrecur: Wire.Flag,
    /** Split test: type of the test, such as `even`. */
    split_type: Wire.Text,
    /** Split test: whether different contents are tested. */
    split_content: Wire.Flag,
    /** Split test: time until the winner is chosen, in units of `split_offset_type`. */
    split_offset: Wire.Integer,
    /** Split test: unit of `split_offset`, such as `day`. */
    split_offset_type: Wire.Text,
    /** Split test: message that won; null if there is none. */
    split_winner_messageid: Wire.nullableId(MessageId),
    /** Split test: whether the winner is still to be chosen, as a number; `0` means no. */
    split_winner_awaiting: Wire.Integer,
    /** Auto-responder: delay between the event and sending. The unit is not documented by ActiveCampaign. */
    responder_offset: Wire.Integer,
    /** Auto-responder: event that triggers sending, such as `subscribe`. */
    responder_type: Wire.Text,
    /** Auto-responder: whether the campaign is also sent to contacts who are already subscribed. */
    responder_existing: Wire.Flag,
    /** Reminder: date field that triggers sending, such as `sdate`. */
    reminder_field: Wire.Text,
    /** Reminder: format of the date field, such as `yyyy-mm-dd`. */
    reminder_format: Wire.Text,
    /** Reminder: parts of the date that must match, such as `month_day`. */
    reminder_type: Wire.Text,
    /** Reminder: time between the date and sending, in units of `reminder_offset_type`. */
    reminder_offset: Wire.Integer,
    /** Reminder: unit of `reminder_offset`, such as `day`. */
    reminder_offset_type: Wire.Text,
    /** Reminder: `+` to send after the date, `-` to send before it. */
    reminder_offset_sign: Wire.Text,
    /** Reminder: when ActiveCampaign last checked the dates. */
    reminder_last_cron_run: Wire.InstantOrLocal,
    /** RSS: how often ActiveCampaign checks the feed, such as `day1`. */
    activerss_interval: Wire.Text,
    /** RSS: URL of the feed. */
    activerss_url: Wire.Text,
    /** RSS: maximum number of feed entries in the campaign. */
    activerss_items: Wire.Integer,
    /** Whether predictive sending chooses the best hour for each contact, as a number; `0` means no. */
    predictive_send: Wire.Integer,
    /** Whether the campaign contains predictive content (content that is chosen for each contact). */
    has_predictive_content: Wire.Flag,
    /** Whether the campaign has translations. */
    hasTranslations: Wire.Flag,
    /** Whether the translations are older than the original text. */
    has_outdated_translations: Wire.Flag,
    /** Whether the campaign asks contacts to confirm a subscription (double opt-in). Only in responses of `get`. */
    isDoubleOptInCampaign: Wire.Flag,
    /** Whether the campaign exceeds the sending limit of its user's group. Only in list responses. */
    groupLimitViolation: Wire.Flag,
    /** Whether the campaign can be sent without approval, as a number; `0` means no. */
    can_skip_approval: Wire.Integer,
    /** State of ActiveCampaign's own review, as a code such as `0`. Not documented by ActiveCampaign. */
    moderation_status: Wire.Text,
    /** How the campaign was created, such as `web`, `copy` or `ai`. */
    source: Wire.Text,
    /** Step of the campaign editor that was last open, such as `designer` or `result`. */
    laststep: Wire.Text,
    /** Version of the campaign editor. */
    ed_version: Wire.Text,
    /** URL of a preview image, without a scheme (`//host/path`). */
    screenshot: Wire.Text,
    /** Whether the preview image is still to be generated. */
    waitpreview: Wire.Flag,
    /** Additional data as a JSON string, such as the id of the campaign that it was copied from. */
    additional_data: Wire.Text,
    /** IP address as a decimal number in a string. Not documented by ActiveCampaign. */
    ip: Wire.Text,
    /** IPv4 address as a decimal number in a string. Not documented by ActiveCampaign. */
    ip4: Wire.Text,
    /** Id used for bounces, such as `-1`. Not documented by ActiveCampaign. */
    bounceid: Wire.Text,
    /** Internal id. Not documented by ActiveCampaign. */
    realcid: Wire.Text,
    /** Internal id. Not documented by ActiveCampaign. */
    sendid: Wire.Text,
    /** Internal id. Not documented by ActiveCampaign. */
    threadid: Wire.Text,
    /** Internal state of sending. Not documented by ActiveCampaign. */
    mail_transfer: Wire.Text,
    /** Internal state of sending. Not documented by ActiveCampaign. */
    mail_send: Wire.Text,
    /** Internal state of sending. Not documented by ActiveCampaign. */
    mail_cleanup: Wire.Text,
    /** Internal state of sending. Not documented by ActiveCampaign. */
    mailer_log_file: Wire.Text,
    /** Internal state of sending. Not documented by ActiveCampaign. */
    use_quartz_scheduler: Wire.Integer,
    /** Internal time of a lock during sending. Not documented by ActiveCampaign. */
    series_send_lock_time: Wire.InstantOrLocal,
    /** Internal mark of a repair. Not documented by ActiveCampaign. */
    repair_by_pydex: Wire.Text,
    /** Internal time of a repair. Not documented by ActiveCampaign. */
    repair_timestamp: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  shared
) {}

/** The result of duplicating a campaign. */
export class CampaignCopied extends Wire.Entity<CampaignCopied>("CampaignCopied")(
  {
    /** Id of the new campaign. */
    newCampaignId: CampaignId
  },
  {
    /** Whether the campaign was copied. */
    succeeded: Wire.Flag,
    /** Result message of the API, such as "Campaign draft copied.". */
    message: Wire.Text
  }
) {}

/** A campaign that was created. */
export class CampaignCreated extends Wire.Entity<CampaignCreated>("CampaignCreated")(
  {
    /** Id of the campaign. */
    id: CampaignId
  },
  {
    /** Name of the campaign. */
    name: Wire.Text,
    /** Type of the campaign. */
    type: Wire.openLiteral(types),
    /** Whether the content can be split: several contents are tested against each other. */
    canSplitContent: Wire.Flag
  }
) {}

const required = {
  /** Name of the campaign, as shown in ActiveCampaign. */
  name: Wire.NonEmptyText,
  /**
   * Type: `single`, `recurring`, `split`, `responder` (auto-responder), `reminder`, `special`, `activerss` (RSS) or `text`.
   * ActiveCampaign documents only `single` for this API version.
   */
  type: Wire.closedLiteral(types)
}

const optional = {
  /** Whether the content can be split: several contents are tested against each other. */
  canSplitContent: Wire.Boolean
}

/** Fields for creating a campaign. */
export class CampaignCreate extends Wire.Input<CampaignCreate>("CampaignCreate")(required, optional) {}

/** Fields for updating a campaign. Omitted fields are left unchanged. */
export class CampaignUpdate extends Wire.Input<CampaignUpdate>("CampaignUpdate")(
  {},
  {
    ...required,
    ...optional,
    /** Segment to send the campaign to. */
    segmentId: SegmentId,
    /** Postal address to show in the campaign. */
    addressId: Wire.numericId(AddressId),
    /** Lists to send the campaign to; at least one. */
    listIds: Wire.nonEmptyArray(Wire.numericId(ListId)),
    /** Whether replies are tracked. */
    replyTrackingEnabled: Wire.Boolean,
    /** Whether clicks on links are tracked. */
    linkTrackingEnabled: Wire.Boolean,
    /** Whether clicks on links are reported to Google Analytics. */
    googleAnalyticsLinkTrackingEnabled: Wire.Boolean,
    /** Name of the campaign in Google Analytics. */
    googleAnalyticsCampaignName: Wire.Text,
    /** Whether opens are tracked. */
    readTrackingEnabled: Wire.Boolean,
    /** Whether an auto-responder is also sent to contacts who are already subscribed. */
    sendToExistingSubscribers: Wire.Boolean,
    /** Whether the campaign recurs. */
    recurring: Wire.Boolean,
    /** Auto-responder: delay after the event, in days; `responderHoursOffset` is added to it. */
    responderDaysOffset: Wire.NonNegativeInteger,
    /** Auto-responder: delay after the event, in hours; `responderDaysOffset` is added to it. */
    responderHoursOffset: Wire.NonNegativeInteger,
    /** When to send the campaign. Not confirmed: the form of the date, which is sent in ISO 8601. */
    scheduledDate: Wire.Instant,
    /** Reminder: date field that triggers sending, such as `sdate`. */
    reminderField: Wire.NonEmptyText,
    /** Reminder: time between the date and sending, in units of `reminderOffsetType`. */
    reminderOffset: Wire.NonNegativeInteger,
    /** Reminder: unit of `reminderOffset`, such as `day`. */
    reminderOffsetType: Wire.NonEmptyText,
    /** Reminder: parts of the date that must match, such as `month_day`. */
    reminderType: Wire.NonEmptyText,
    /** RSS: how often ActiveCampaign checks the feed. The unit is not documented by ActiveCampaign. */
    rssInterval: Wire.NonNegativeInteger,
    /** Split test: type of the test, such as `even`. */
    splitType: Wire.NonEmptyText,
    /** Split test: time until the winner is chosen, in units of `splitWinnerWaitPeriodType`. */
    splitWinnerWaitPeriod: Wire.NonNegativeInteger,
    /** Split test: unit of `splitWinnerWaitPeriod`, such as `day`. */
    splitWinnerWaitPeriodType: Wire.NonEmptyText,
    /** Whether the campaign is shown in the public archive. */
    publicCampaignArchive: Wire.Boolean
  }
) {}

/** Filters for listing campaigns. */
export class CampaignFilters extends Wire.Input<CampaignFilters>("CampaignFilters")(
  {},
  {
    /** Automation that sends the campaigns. */
    seriesid: AutomationId,
    /** Status: `draft`, `scheduled`, `sending`, `paused`, `stopped` or `completed`. Not confirmed by ActiveCampaign. */
    status: Wire.closedEnum(statuses),
    /** Type of the campaigns, such as `single`. Not confirmed by ActiveCampaign. */
    type: Wire.closedLiteral(types)
  }
) {}

/** Query parameters for listing campaigns. */
export class CampaignQuery extends Wire.Input<CampaignQuery>("CampaignQuery")(
  {},
  {
    /** Return only campaigns that match all of these filters. */
    filters: CampaignFilters,
    /** Sort by `sdate` (start of sending) or `ldate` (last sent). */
    orders: Wire.orders(["sdate", "ldate"])
  }
) {}

/**
 * Creates a campaign: a draft without content. Not retried if the response is lost, because a second request creates a second
 * campaign.
 *
 * ```ts
 * Campaigns.create({ name: "Spring sale", type: "single" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-campaign
 */
export const create = Endpoint.make("Campaigns.create", {
  method: "POST",
  path: () => "/campaign",
  payload: CampaignCreate,
  success: CampaignCreated,
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a campaign.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-campaign
 */
export const get = Endpoint.make("Campaigns.get", {
  method: "GET",
  path: (id: CampaignId) => `/campaigns/${id}`,
  success: Wire.envelope("campaign", Campaign),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a campaign. ActiveCampaign does not show the response, so it is not read; retrieve the campaign to see the result.
 *
 * ```ts
 * Campaigns.update(CampaignId.make("113"), { listIds: [ListId.make("7")], readTrackingEnabled: true })
 * ```
 *
 * Not confirmed: the response.
 *
 * @see https://developers.activecampaign.com/reference/edit-campaign
 */
export const update = Endpoint.make("Campaigns.update", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/edit`,
  payload: CampaignUpdate,
  success: Wire.Unread,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})

/**
 * Deletes a campaign. The campaign is archived. Its folder associations, pending approval request and queued automation
 * sends are deleted, and so are campaigns that were copied from it. Fails with `NotFoundError` if the campaign does not
 * exist, and with `ValidationError` if the user may not delete campaigns.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-campaign
 */
const delete_ = Endpoint.make("Campaigns.delete", {
  method: "DELETE",
  path: (id: CampaignId) => `/campaigns/${id}/delete`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists campaigns, optionally filtered.
 *
 * ```ts
 * Campaigns.list({ orders: { sdate: "DESC" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-campaigns
 */
export const list = Endpoint.list("Campaigns.list", {
  path: () => "/campaigns",
  query: CampaignQuery,
  items: ["campaigns", Campaign],
  knowledge: "recorded"
})

/**
 * Lists the campaigns that an automation sends. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByAutomation = Endpoint.list("Campaigns.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/campaigns`,
  items: ["campaigns", Campaign],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Duplicates a campaign. The copy is a draft. Fails with `ValidationError` if the user may not copy the campaign.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const { newCampaignId } = yield* Campaigns.duplicate(CampaignId.make("113"))
 *   return yield* Campaigns.get(newCampaignId)
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/duplicate-campaign
 */
export const duplicate = Endpoint.make("Campaigns.duplicate", {
  method: "POST",
  path: (id: CampaignId) => `/campaigns/${id}/copy`,
  success: CampaignCopied,
  errors: [NotFoundError, ValidationError]
})

/**
 * Pauses a campaign that is being sent. Fails with `ValidationError` if ActiveCampaign rejects the request.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the request; it is neither documented nor recorded.
 */
export const pause = Endpoint.make("Campaigns.pause", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/pause`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})

/**
 * Resumes a paused campaign. Fails with `ValidationError` if ActiveCampaign rejects the request.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the request; it is neither documented nor recorded.
 */
export const resume = Endpoint.make("Campaigns.resume", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/resume`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})

/**
 * Permanently stops a campaign that is being sent. Fails with `ValidationError` if ActiveCampaign rejects the request.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the request; it is neither documented nor recorded.
 */
export const stop = Endpoint.make("Campaigns.stop", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/stop`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})
