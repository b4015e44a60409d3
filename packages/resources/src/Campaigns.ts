/**
 * Campaigns: messages that are sent to lists or segments. They are written and sent in the vendor's application.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { AddressId, AutomationId, CampaignId, FormId, MessageId, SegmentId, UserId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const statuses = {
  "0": "draft",
  "1": "scheduled",
  "2": "sending",
  "3": "paused",
  "4": "stopped",
  "5": "completed"
} as const

const campaign = Wire.entity(
  "Campaign",
  {
    /** Id of the campaign. */
    id: CampaignId
  },
  {
    /** Name. */
    name: Wire.Text,
    /** Kind; the vendor's application has more than `single`. */
    type: Wire.known("single"),
    /** Kind, in words; in collections only. */
    typeText: Wire.Text,
    /** State. */
    status: Wire.codes(statuses),
    /** State, in words; in collections only. */
    statusString: Wire.Text,
    /** State, in a sentence; in collections only. */
    statusToolTip: Wire.Text,
    /** User who owns it. */
    userid: Wire.ref(UserId),
    /** User who owns it; the same as `userid`. */
    user: Wire.ref(UserId),
    /** Automation that sends it; null where it is sent by itself. */
    automation: Wire.ref(AutomationId),
    /** Automation that sends it; the same as `automation`. */
    seriesid: Wire.ref(AutomationId),
    /** Segment that it is sent to. */
    segmentid: Wire.ref(SegmentId),
    /** Name of that segment. */
    segmentname: Wire.Text,
    /** Form that it belongs to. */
    formid: Wire.ref(FormId),
    /** Postal address that stands in it. */
    addressid: Wire.ref(AddressId),
    /** Message that it sends. */
    message_id: Wire.ref(MessageId),
    /** Link between it and its message. */
    campaign_message_id: Wire.Text,
    /** Message that it was made from. */
    basemessageid: Wire.ref(MessageId),
    /** Template that it was made from: `0`, or 40 hexadecimal digits. */
    basetemplateid: Wire.Text,
    /** Messages in it; in collections only. */
    numberOfMessages: Wire.Integer,
    /** Mails sent. */
    send_amt: Wire.Integer,
    /** Mails to be sent. */
    total_amt: Wire.Integer,
    /** Opens. */
    opens: Wire.Integer,
    /** Contacts who opened it. */
    uniqueopens: Wire.Integer,
    /** Opens without those by machines. */
    verified_opens: Wire.Integer,
    /** Contacts who opened it, without machines. */
    verified_unique_opens: Wire.Integer,
    /** Clicks on links. */
    linkclicks: Wire.Integer,
    /** Clicks on links, each contact counted once for a link. */
    uniquelinkclicks: Wire.Integer,
    /** Contacts who clicked on a link. */
    subscriberclicks: Wire.Integer,
    /** Times that it was forwarded. */
    forwards: Wire.Integer,
    /** Contacts who forwarded it. */
    uniqueforwards: Wire.Integer,
    /** Hard bounces. */
    hardbounces: Wire.Integer,
    /** Soft bounces. */
    softbounces: Wire.Integer,
    /** Contacts who left a list because of it. */
    unsubscribes: Wire.Integer,
    /** Contacts who left and said why. */
    unsubreasons: Wire.Integer,
    /** Contacts who changed what is known of them. */
    updates: Wire.Integer,
    /** Times that it was shared in social networks. */
    socialshares: Wire.Integer,
    /** Replies. */
    replies: Wire.Integer,
    /** Contacts who replied. */
    uniquereplies: Wire.Integer,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    mdate: Wire.Timestamp,
    /** When sending began, or is to begin. */
    sdate: Wire.Moment,
    /** When it was last sent. */
    ldate: Wire.Moment,
    /** When it is to be sent. */
    scheduleddate: Wire.Moment,
    /** Whether it is to be sent later. */
    schedule: Wire.Flag,
    /** When it was deleted. */
    deletestamp: Wire.Moment,
    /** Whether it is shown in the public archive. */
    public: Wire.Flag,
    /** Which links are tracked: `all`, `mime` or `none`. */
    tracklinks: Wire.Text,
    /** Whether clicks go to Google Analytics. */
    tracklinksanalytics: Wire.Flag,
    /** Whether opens are tracked. */
    trackreads: Wire.Flag,
    /** Whether opens go to Google Analytics. */
    trackreadsanalytics: Wire.Flag,
    /** Its name in Google Analytics. */
    analytics_campaign_name: Wire.Text,
    /** Whether replies are tracked. */
    replysys: Wire.Flag,
    /** Whether it is posted to Twitter. */
    tweet: Wire.Flag,
    /** Whether it is posted to Facebook. */
    facebook: Wire.Flag,
    /** Survey that it belongs to. */
    survey: Wire.Text,
    /** Whether images are embedded. */
    embed_images: Wire.Flag,
    /** Format of its mails, such as `mime`. */
    format: Wire.Text,
    /** Whether it is without HTML; in collections only. */
    campaignIsText: Wire.Flag,
    /** Whether a link to unsubscribe is added to HTML. */
    htmlunsub: Wire.Flag,
    /** That link, as HTML. */
    htmlunsubdata: Wire.Text,
    /** Whether a link to unsubscribe is added to text. */
    textunsub: Wire.Flag,
    /** That link, as text. */
    textunsubdata: Wire.Text,
    /** Whether the text without HTML is written by hand. */
    managetext: Wire.Flag,
    /** How often it recurs, such as `day1`. */
    recurring: Wire.Text,
    /** Whether it will recur. */
    willrecur: Wire.Flag,
    /** Split test: kind, such as `even`. */
    split_type: Wire.Text,
    /** Split test: whether contents are tested. */
    split_content: Wire.Flag,
    /** Split test: how long until the winner is chosen. */
    split_offset: Wire.Integer,
    /** Split test: unit of that time. */
    split_offset_type: Wire.Text,
    /** Split test: message that won. */
    split_winner_messageid: Wire.ref(MessageId),
    /** Split test: whether the winner is awaited, by number. */
    split_winner_awaiting: Wire.Integer,
    /** Auto-responder: how long after the event it is sent. */
    responder_offset: Wire.Integer,
    /** Auto-responder: event that it answers. */
    responder_type: Wire.Text,
    /** Auto-responder: whether contacts who were there before get it. */
    responder_existing: Wire.Flag,
    /** Reminder: date field that it goes by. */
    reminder_field: Wire.Text,
    /** Reminder: format of that date. */
    reminder_format: Wire.Text,
    /** Reminder: which parts of the date count, such as `month_day`. */
    reminder_type: Wire.Text,
    /** Reminder: how long before or after the date it is sent. */
    reminder_offset: Wire.Integer,
    /** Reminder: unit of that time. */
    reminder_offset_type: Wire.Text,
    /** Reminder: `+` for after the date, `-` for before. */
    reminder_offset_sign: Wire.Text,
    /** Reminder: when dates were last looked at. */
    reminder_last_cron_run: Wire.Moment,
    /** RSS: how often the feed is looked at, such as `day1`. */
    activerss_interval: Wire.Text,
    /** RSS: URL of the feed. */
    activerss_url: Wire.Text,
    /** RSS: entries that are sent at most. */
    activerss_items: Wire.Integer,
    /** Whether each contact gets it at the hour that suits best, by number. */
    predictive_send: Wire.Integer,
    /** Whether it holds content that is chosen for each contact. */
    has_predictive_content: Wire.Flag,
    /** Whether it is translated. */
    hasTranslations: Wire.Flag,
    /** Whether translations are older than the text. */
    has_outdated_translations: Wire.Flag,
    /** Whether it asks for confirmation of subscribing; in single reads only. */
    isDoubleOptInCampaign: Wire.Flag,
    /** Whether it goes beyond what its user's group may send; in collections only. */
    groupLimitViolation: Wire.Flag,
    /** Whether it need not be approved, by number. */
    can_skip_approval: Wire.Integer,
    /** Where it stands with the vendor's own review, by number. */
    moderation_status: Wire.Text,
    /** How it was made, such as `web`, `copy` or `ai`. */
    source: Wire.Text,
    /** Step of the editor that was last open. */
    laststep: Wire.Text,
    /** Version of the editor. */
    ed_version: Wire.Text,
    /** URL of a picture of it, without `https:`. */
    screenshot: Wire.Text,
    /** Whether a preview is awaited. */
    waitpreview: Wire.Flag,
    /** More about it, as JSON in a text, such as what it was copied from. */
    additional_data: Wire.Text,
    /** IP address, as a number in a text; whose, the vendor does not say. */
    ip: Wire.Text,
    /** IPv4 address, as a number in a text; whose, the vendor does not say. */
    ip4: Wire.Text,
    /** Id for bounces, such as `-1`; not explained by the vendor. */
    bounceid: Wire.Text,
    /** Not explained by the vendor. */
    realcid: Wire.Text,
    /** Not explained by the vendor. */
    sendid: Wire.Text,
    /** Not explained by the vendor. */
    threadid: Wire.Text,
    /** A mark of the vendor's sending. */
    mail_transfer: Wire.Text,
    /** A mark of the vendor's sending. */
    mail_send: Wire.Text,
    /** A mark of the vendor's sending. */
    mail_cleanup: Wire.Text,
    /** A mark of the vendor's sending. */
    mailer_log_file: Wire.Text,
    /** A mark of the vendor's sending. */
    use_quartz_scheduler: Wire.Integer,
    /** A mark of the vendor's sending. */
    series_send_lock_time: Wire.Moment,
    /** A mark of the vendor's repairs. */
    repair_by_pydex: Wire.Text,
    /** A mark of the vendor's repairs. */
    repair_timestamp: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A campaign. */
export interface Campaign extends Schema.Schema.Type<typeof campaign> {}
/** A campaign. */
export const Campaign: Wire.Codec<Campaign> = campaign

const campaignCopied = Wire.entity(
  "CampaignCopied",
  {
    /** Id of the copy. */
    newCampaignId: CampaignId
  },
  {
    /** Whether it was copied. */
    succeeded: Wire.Flag,
    /** What the vendor says of it. */
    message: Wire.Text
  }
)

/** A copy of a campaign. */
export interface CampaignCopied extends Schema.Schema.Type<typeof campaignCopied> {}
/** A copy of a campaign. */
export const CampaignCopied: Wire.Codec<CampaignCopied> = campaignCopied

const campaignFilters = Wire.input(
  "CampaignFilters",
  {},
  {
    /** Automation that sends them. */
    seriesid: AutomationId
  }
)

const campaignQuery = Wire.input(
  "CampaignQuery",
  {},
  {
    /** What they must have. */
    filters: campaignFilters,
    /** What to sort by. */
    orders: Wire.orders("sdate", "ldate")
  }
)

/** Which campaigns, in which order. */
export interface CampaignQuery extends Schema.Schema.Type<typeof campaignQuery> {}
/** Which campaigns, in which order. */
export const CampaignQuery: Wire.Codec<CampaignQuery> = campaignQuery

/**
 * Reads one campaign.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-campaign
 */
export const get = Endpoint.make("Campaigns.get", {
  method: "GET",
  path: (id: CampaignId) => `/campaigns/${id}`,
  success: Wire.envelope("campaign", Campaign),
  failures: [NotFoundError]
})

/**
 * Deletes a campaign: it is archived, and what belongs to it goes, which includes queued sendings, requests for
 * approval and copies made of it. A campaign that there is not, and one that may not be deleted, are a
 * `ValidationError`. Not documented by the vendor.
 */
export const remove = Endpoint.make("Campaigns.remove", {
  method: "DELETE",
  path: (id: CampaignId) => `/campaigns/${id}/delete`,
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})

/**
 * All campaigns, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-campaigns
 */
export const list = Endpoint.list("Campaigns.list", {
  path: () => "/campaigns",
  query: CampaignQuery,
  items: ["campaigns", Campaign]
})

/**
 * All campaigns that one automation sends. Not documented by the vendor.
 */
export const listOfAutomation = Endpoint.list("Campaigns.listOfAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/campaigns`,
  items: ["campaigns", Campaign],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Makes a draft that is a copy of a campaign.
 *
 * @see https://developers.activecampaign.com/reference/duplicate-campaign
 */
export const duplicate = Endpoint.make("Campaigns.duplicate", {
  method: "POST",
  path: (id: CampaignId) => `/campaigns/${id}/copy`,
  success: CampaignCopied,
  failures: [NotFoundError, ValidationError]
})

/**
 * Pauses a campaign that is being sent. Not documented by the vendor.
 */
export const pause = Endpoint.make("Campaigns.pause", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/pause`,
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})

/**
 * Goes on with a campaign that was paused. Not documented by the vendor.
 */
export const resume = Endpoint.make("Campaigns.resume", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/resume`,
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})

/**
 * Stops a campaign that is being sent, for good. Not documented by the vendor.
 */
export const stop = Endpoint.make("Campaigns.stop", {
  method: "PUT",
  path: (id: CampaignId) => `/campaigns/${id}/stop`,
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})
