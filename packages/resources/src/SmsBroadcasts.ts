/**
 * SMS broadcasts: text messages that are sent to the contacts of lists or segments, with their recipients, metrics and
 * credits. A broadcast is created as a draft; the status `pending_review` starts sending it.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import {
  ContactId,
  ListId,
  SegmentId,
  SegmentRunId,
  SmsAiRequestId,
  SmsBroadcastId,
  SmsLabelId,
  SmsSenderId,
  UserId
} from "./Ids.js"
import { day, httpsUrl } from "./internal/url.js"

const statuses = ["draft", "scheduled", "sent", "pending_review", "sending"] as const

/** Where a text generator is used from. */
const aiSources = ["ai_index", "sms_index", "ai_builder"] as const

/** Who reports a failure: ActiveCampaign (`ac`) or its carrier (`twilio`). */
const errorSources = ["ac", "twilio"] as const

/** An SMS broadcast. */
export class SmsBroadcast extends Wire.Entity<SmsBroadcast>("SmsBroadcast")(
  {
    /** Id of the broadcast. */
    id: SmsBroadcastId
  },
  {
    /** Name of the broadcast. */
    name: Wire.Text,
    /** Text of the message. */
    body: Wire.Text,
    /** Status of the broadcast: `draft`, `scheduled`, `pending_review`, `sending` or `sent`. */
    status: Wire.openLiteral(statuses),
    /** Sender of the message. */
    address_id: Wire.nullableId(SmsSenderId),
    /** URLs of the images that are sent along (MMS). */
    media_urls: Wire.array(Wire.Text),
    /** URL of a preview of the message. */
    preview_url: Wire.Text,
    /** Whether links are shortened and tracked. */
    shorten_track_links_enabled: Wire.Flag,
    /** When the broadcast was sent. */
    sent_date: Wire.InstantOrLocal,
    /** When the broadcast is scheduled to be sent, in UTC. */
    scheduled_date: Wire.InstantOrLocal,
    /** User who scheduled the broadcast. */
    scheduled_by: Wire.nullableId(UserId),
    /** Number of recipients. */
    sent_to_count: Wire.Integer,
    /** Lists whose contacts are sent to. */
    list_ids: Wire.array(ListId),
    /** Segment whose contacts are sent to. */
    segment_id: Wire.nullableId(SegmentId),
    /** Segment of `Segments.create` whose contacts are sent to. */
    custom_segment_id: Wire.nullableId(SegmentId),
    /** Run of `Segments.matchSome` whose contacts are sent to. */
    custom_run_id: Wire.nullableId(SegmentRunId),
    /** Labels of the broadcast. */
    label_ids: Wire.array(SmsLabelId),
    /** Approval by Sift, as a numeric code. Its values are not documented by ActiveCampaign. */
    sift_approved: Wire.Integer,
    /** ARC approval, as a numeric code. Its values are not documented by ActiveCampaign. */
    arc_approved: Wire.Integer,
    /** Whether quiet hours, in which nothing is sent, are enabled. */
    quiet_hours_enabled: Wire.Flag,
    /** When the broadcast was created. */
    created_at: Wire.InstantOrLocal,
    /** User who created the broadcast. */
    created_by: Wire.nullableId(UserId),
    /** When the broadcast was last updated. */
    updated_at: Wire.InstantOrLocal,
    /** User who last updated the broadcast. */
    updated_by: Wire.nullableId(UserId),
    /** When the broadcast was deleted; null if it is not. */
    deleted_at: Wire.InstantOrLocal
  }
) {}

/** A list whose contacts can be sent SMS. */
export class SmsList extends Wire.Entity<SmsList>("SmsList")(
  {
    /** Id of the list. */
    id: ListId
  },
  {
    /** Name of the list. */
    name: Wire.Text,
    /** Number of contacts that are subscribed to the list. */
    subscriber_count: Wire.Integer
  }
) {}

/** A request to generate a broadcast, which takes some time. */
export class SmsAiRequest extends Wire.Entity<SmsAiRequest>("SmsAiRequest")(
  {
    /** Id of the request. `getAiStatus` returns what became of it. */
    requestId: SmsAiRequestId
  },
  {}
) {}

/** What became of a request to generate a broadcast. */
export class SmsAiStatus extends Wire.Entity<SmsAiStatus>("SmsAiStatus")(
  {
    /** Status of the request: `in_progress`, `error` or `success`. */
    status: Wire.openLiteral(["in_progress", "error", "success"])
  },
  {
    /** Where the text generator is used from: `ai_index`, `sms_index` or `ai_builder`. */
    source: Wire.openLiteral(aiSources),
    /** Broadcast that was generated; null if there is none yet. */
    broadcastId: Wire.nullableId(SmsBroadcastId)
  }
) {}

const counts = {
  /** Number of messages sent. */
  sends: Wire.Integer,
  /** Number of messages delivered. */
  deliveries: Wire.Integer,
  /** Number of replies. */
  replies: Wire.Integer,
  /** Number of messages that could not be delivered. */
  failures: Wire.Integer,
  /** Number of contacts who opted out of SMS. */
  optOuts: Wire.Integer,
  /** Number of clicks on links. */
  clicks: Wire.Integer
}

/** Metrics of a broadcast. */
export class SmsMetrics extends Wire.Entity<SmsMetrics>("SmsMetrics")(
  {
    /** Id of the broadcast. */
    id: SmsBroadcastId
  },
  counts
) {}

/** Metrics of several broadcasts together. */
export class SmsSnapshot extends Wire.Entity<SmsSnapshot>("SmsSnapshot")(
  {},
  {
    /** Number of broadcasts. */
    campaigns: Wire.Integer,
    ...counts
  }
) {}

/** How often messages of a broadcast failed for the same reason. */
export class SmsFailure extends Wire.Entity<SmsFailure>("SmsFailure")(
  {},
  {
    /** Error code of ActiveCampaign or Twilio. */
    errorCode: Wire.Text,
    /** Who reports the error: `ac` (ActiveCampaign) or `twilio`. */
    errorSource: Wire.openLiteral(errorSources),
    /** Number of messages that failed. */
    count: Wire.Integer
  }
) {}

/** A reply to a message. */
export class SmsReply extends Wire.Entity<SmsReply>("SmsReply")(
  {},
  {
    /** Text of the reply. */
    message: Wire.Text,
    /** When the contact replied. US Central time, according to ActiveCampaign. */
    date: Wire.InstantOrLocal
  }
) {}

/** Why a message could not be delivered. */
export class SmsFailureReason extends Wire.Entity<SmsFailureReason>("SmsFailureReason")(
  {},
  {
    /** Error code of ActiveCampaign or Twilio. */
    errorCode: Wire.Text,
    /** Who reports the error: `ac` (ActiveCampaign) or `twilio`. */
    errorSource: Wire.openLiteral(errorSources)
  }
) {}

/** A contact who was sent a broadcast. */
export class SmsRecipient extends Wire.Entity<SmsRecipient>("SmsRecipient")(
  {
    /** Id of the contact. */
    id: ContactId
  },
  {
    /** Name of the contact. */
    name: Wire.Text,
    /** Phone number that the message was sent to. */
    phoneNumber: Wire.Text,
    /** When the message was sent. US Central time, according to ActiveCampaign. */
    sentDate: Wire.InstantOrLocal,
    /** Whether the message was `delivered` or has `failed`. */
    deliverability: Wire.openLiteral(["delivered", "failed"]),
    /** Number of clicks on links of the message. */
    clicks: Wire.Integer,
    /** Replies of the contact. */
    replies: Wire.array(SmsReply),
    /** Whether the contact opted out of SMS: `yes` or `no`. */
    optOut: Wire.openLiteral(["yes", "no"]),
    /** Why the message could not be delivered. */
    details: SmsFailureReason
  }
) {}

/** Credits for sending SMS. */
export class SmsCredits extends Wire.Entity<SmsCredits>("SmsCredits")(
  {},
  {
    /** Length of the period, such as `month`. */
    period: Wire.Text,
    /** When the next period starts. */
    nextRefillDate: Wire.InstantOrLocal,
    /** Credits that the plan includes in this period. */
    includedThisPeriod: Wire.Integer,
    /** Credits used in this period. */
    usedThisPeriod: Wire.Integer,
    /** Credits bought in addition. */
    extra: Wire.Integer,
    /** Credits left. */
    available: Wire.Integer
  }
) {}

const texts = {
  /** Name of the broadcast. */
  name: Wire.NonEmptyText,
  /** Text of the message. */
  body: Wire.NonEmptyText
}

const optional = {
  /** Sender of the message; null for none. */
  address_id: Wire.nullable(Wire.numericId(SmsSenderId)),
  /** URLs of images to send along (MMS). */
  media_urls: Wire.array(httpsUrl),
  /** URL of a preview of the message. */
  preview_url: httpsUrl,
  /** Whether to shorten and track links. */
  shorten_track_links_enabled: Wire.Boolean,
  /** When to send the broadcast. */
  scheduled_date: Wire.Instant,
  /** Number of recipients. */
  sent_to_count: Wire.NonNegativeInteger,
  /** Lists whose contacts to send to; at least one. */
  list_ids: Wire.nonEmptyArray(Wire.numericId(ListId)),
  /** Segment whose contacts to send to. */
  segment_id: SegmentId,
  /** Segment of `Segments.create` whose contacts to send to; null for none. */
  custom_segment_id: Wire.nullable(SegmentId),
  /** Labels of the broadcast. */
  label_ids: Wire.array(Wire.numericId(SmsLabelId))
}

/** Fields for creating a broadcast. */
export class SmsBroadcastCreate extends Wire.Input<SmsBroadcastCreate>("SmsBroadcastCreate")(texts, {
  /** Status of the broadcast: `draft`. */
  status: Wire.closedLiteral(["draft"]),
  ...optional
}) {}

/** Fields for updating a broadcast. Omitted fields are left unchanged. */
export class SmsBroadcastUpdate extends Wire.Input<SmsBroadcastUpdate>("SmsBroadcastUpdate")(
  {},
  {
    ...texts,
    /** Status of the broadcast: `draft`, or `pending_review` to start sending it. */
    status: Wire.closedLiteral(["draft", "pending_review"]),
    ...optional,
    /** Run of `Segments.matchSome` whose contacts to send to; null for none. */
    custom_run_id: Wire.nullable(SegmentRunId)
  }
) {}

const prompt = {
  /** Where the text generator is used from: `ai_index`, `sms_index` or `ai_builder`. */
  source: Wire.closedLiteral(aiSources),
  /** What the message should say. */
  prompt: Wire.NonEmptyText,
  /** Tone of the message, in your own words. */
  tone: Wire.NonEmptyText
}

/** Fields for generating a broadcast. */
export class SmsAiCreate extends Wire.Input<SmsAiCreate>("SmsAiCreate")(prompt, {}) {}

/** Fields for generating the text of a broadcast again. */
export class SmsAiUpdate extends Wire.Input<SmsAiUpdate>("SmsAiUpdate")(
  {
    ...prompt,
    /** Broadcast to change. */
    broadcastId: Wire.numericId(SmsBroadcastId)
  },
  {}
) {}

/** Broadcasts that metrics are about. */
export class SmsBroadcastSelection extends Wire.Input<SmsBroadcastSelection>("SmsBroadcastSelection")(
  {
    /** Broadcasts to include; at least one. */
    ids: Wire.nonEmptyArray(Wire.numericId(SmsBroadcastId))
  },
  {}
) {}

const deliverability = Wire.nonEmptyArray(Wire.closedLiteral(["deliveries", "failures"]))
const engagement = Wire.nonEmptyArray(Wire.closedLiteral(["clicks", "replies", "optOuts"]))

const period = {
  /** First day, such as `2026-05-28`. */
  start_date: day,
  /** Last day, such as `2026-05-28`. */
  end_date: day
}

const order = Wire.orders(["name", "phone", "sentDate", "clicks", "deliverability", "optOut", "replies"])

/** Fields for exporting the recipients of a broadcast. */
export class SmsRecipientExport extends Wire.Input<SmsRecipientExport>("SmsRecipientExport")(
  {},
  {
    ...period,
    /** Include only recipients whose message was delivered (`deliveries`) or failed (`failures`). */
    deliverability,
    /** Include only recipients who clicked (`clicks`), replied (`replies`) or opted out (`optOuts`). */
    engagement,
    /** Include only recipients whose name or phone number contains this string. */
    search: Wire.NonEmptyText,
    /** Sort order of the recipients. */
    order
  }
) {}

/** Filters for listing broadcasts. */
export class SmsBroadcastFilters extends Wire.Input<SmsBroadcastFilters>("SmsBroadcastFilters")(
  {},
  {
    /** Name of the broadcast. */
    name: Wire.NonEmptyText,
    /** Status of the broadcast. */
    status: Wire.closedLiteral(statuses),
    /** Type of the broadcast. A future feature, according to ActiveCampaign. */
    type: Wire.NonEmptyText
  }
) {}

/** Filters for listing the lists that can be sent to. */
export class SmsListFilters extends Wire.Input<SmsListFilters>("SmsListFilters")(
  {},
  {
    /** Name of the list. */
    name: Wire.NonEmptyText
  }
) {}

/** Filters for listing the recipients of a broadcast. */
export class SmsRecipientFilters extends Wire.Input<SmsRecipientFilters>("SmsRecipientFilters")(
  {},
  {
    /** Return only recipients whose message was delivered (`deliveries`) or failed (`failures`). */
    deliverability,
    /** Return only recipients who clicked (`clicks`), replied (`replies`) or opted out (`optOuts`). */
    engagement
  }
) {}

/** Query parameters for listing broadcasts. */
export class SmsBroadcastQuery extends Wire.Input<SmsBroadcastQuery>("SmsBroadcastQuery")(
  {},
  {
    ...period,
    /** Return only broadcasts that match all of these filters. */
    filters: SmsBroadcastFilters,
    /** Sort order of the broadcasts, by name of a field. Which fields it can be is not documented by ActiveCampaign. */
    orders: Wire.record(Wire.closedLiteral(["ASC", "DESC"]))
  }
) {}

/** Query parameters for listing the lists that can be sent to. */
export class SmsListQuery extends Wire.Input<SmsListQuery>("SmsListQuery")(
  {},
  {
    /** Return only lists that match all of these filters. */
    filters: SmsListFilters
  }
) {}

/** Query parameters for listing the recipients of a broadcast. */
export class SmsRecipientQuery extends Wire.Input<SmsRecipientQuery>("SmsRecipientQuery")(
  {},
  {
    ...period,
    /** Return only recipients whose name or phone number contains this string. */
    search: Wire.NonEmptyText,
    /** Return only recipients that match all of these filters. */
    filters: SmsRecipientFilters,
    /** Sort order of the recipients. Not confirmed: that a direction is sent under the name of the field. */
    order
  }
) {}

/** The days that metrics are about. */
export class SmsPeriodQuery extends Wire.Input<SmsPeriodQuery>("SmsPeriodQuery")({}, period) {}

/** A table instead of JSON. */
const csv = { success: Wire.Csv, headers: { accept: "text/csv, application/json" }, safety: "read" } as const

/**
 * Creates a broadcast, as a draft.
 *
 * ```ts
 * SmsBroadcasts.create({ name: "Summer sale", body: "20 % off this week!", list_ids: [ListId.make("7")] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/createbroadcast
 */
export const create = Endpoint.make("SmsBroadcasts.create", {
  method: "POST",
  path: () => "/sms/broadcasts",
  payload: SmsBroadcastCreate,
  success: SmsBroadcast,
  errors: [ValidationError]
})

/**
 * Retrieves a broadcast.
 *
 * @see https://developers.activecampaign.com/reference/getbroadcast
 */
export const get = Endpoint.make("SmsBroadcasts.get", {
  method: "GET",
  path: (id: SmsBroadcastId) => `/sms/broadcasts/${id}`,
  success: SmsBroadcast,
  errors: [NotFoundError]
})

/**
 * Updates a broadcast. Warning: the status `pending_review` starts sending it.
 *
 * ```ts
 * SmsBroadcasts.update(SmsBroadcastId.make("5"), { status: "pending_review" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/updatebroadcast
 */
export const update = Endpoint.make("SmsBroadcasts.update", {
  method: "PUT",
  path: (id: SmsBroadcastId) => `/sms/broadcasts/${id}`,
  payload: SmsBroadcastUpdate,
  success: SmsBroadcast,
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a broadcast. It is only marked as deleted: see `deleted_at`.
 *
 * @see https://developers.activecampaign.com/reference/deletebroadcast
 */
const delete_ = Endpoint.make("SmsBroadcasts.delete", {
  method: "DELETE",
  path: (id: SmsBroadcastId) => `/sms/broadcasts/${id}`,
  success: Wire.dropped(SmsBroadcast),
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists broadcasts, optionally filtered.
 *
 * ```ts
 * SmsBroadcasts.list({ filters: { status: "sent" }, start_date: "2026-05-01" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/listbroadcasts
 */
export const list = Endpoint.list("SmsBroadcasts.list", {
  path: () => "/sms/broadcasts",
  query: SmsBroadcastQuery,
  items: ["broadcasts", SmsBroadcast]
})

/**
 * Starts generating a broadcast from a prompt. `getAiStatus` returns the broadcast when it is ready.
 *
 * @see https://developers.activecampaign.com/reference/createaibroadcast
 */
export const createWithAi = Endpoint.make("SmsBroadcasts.createWithAi", {
  method: "POST",
  path: () => "/sms/broadcasts/ai",
  payload: SmsAiCreate,
  success: SmsAiRequest,
  errors: [ValidationError]
})

/**
 * Starts generating the text of a broadcast again. A retry would generate it once more, so a lost response is an
 * `OutcomeUnknownError`.
 *
 * @see https://developers.activecampaign.com/reference/updateaibroadcast
 */
export const updateWithAi = Endpoint.make("SmsBroadcasts.updateWithAi", {
  method: "PUT",
  path: () => "/sms/broadcasts/ai",
  payload: SmsAiUpdate,
  success: SmsAiRequest,
  errors: [NotFoundError, ValidationError],
  safety: "write"
})

/**
 * Retrieves what became of a request to generate a broadcast.
 *
 * @see https://developers.activecampaign.com/reference/getaibroadcaststatus
 */
export const getAiStatus = Endpoint.make("SmsBroadcasts.getAiStatus", {
  method: "GET",
  path: (request: SmsAiRequestId) => `/sms/broadcasts/ai/${request}`,
  params: ["requestId"],
  success: SmsAiStatus,
  errors: [NotFoundError]
})

/**
 * Retrieves the metrics of broadcasts, each for itself.
 *
 * ```ts
 * SmsBroadcasts.getMetrics({ ids: [SmsBroadcastId.make("5")] }, { start_date: "2026-05-01" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/getbroadcastmetrics
 */
export const getMetrics = Endpoint.make("SmsBroadcasts.getMetrics", {
  method: "POST",
  path: () => "/sms/broadcasts/metrics",
  payload: SmsBroadcastSelection,
  query: SmsPeriodQuery,
  success: Wire.envelope("metrics", Wire.array(SmsMetrics)),
  errors: [ValidationError],
  safety: "read"
})

/**
 * Retrieves the metrics of broadcasts as CSV: a string with one line per broadcast.
 *
 * Not confirmed: the columns, which ActiveCampaign does not document.
 *
 * @see https://developers.activecampaign.com/reference/exportbroadcastmetrics
 */
export const exportMetrics = Endpoint.make("SmsBroadcasts.exportMetrics", {
  ...csv,
  method: "POST",
  path: () => "/sms/broadcasts/export",
  payload: SmsBroadcastSelection,
  errors: [ValidationError],
  knowledge: "inferred"
})

/**
 * Retrieves the metrics of all broadcasts together.
 *
 * @see https://developers.activecampaign.com/reference/getbroadcastsnapshot
 */
export const getSnapshot = Endpoint.make("SmsBroadcasts.getSnapshot", {
  method: "GET",
  path: () => "/sms/broadcasts/metrics/snapshot",
  query: SmsPeriodQuery,
  success: Wire.envelope("snapshot", SmsSnapshot),
  errors: [ValidationError]
})

/**
 * Retrieves the metrics of some broadcasts together.
 *
 * @see https://developers.activecampaign.com/reference/getbroadcastsnapshotbyids
 */
export const getSnapshotByIds = Endpoint.make("SmsBroadcasts.getSnapshotByIds", {
  method: "POST",
  path: () => "/sms/broadcasts/metrics/snapshot",
  payload: SmsBroadcastSelection,
  success: Wire.envelope("snapshot", SmsSnapshot),
  errors: [ValidationError],
  safety: "read"
})

/**
 * Lists why messages of a broadcast could not be delivered, and how often.
 *
 * @see https://developers.activecampaign.com/reference/getbroadcastfailures
 */
export const listFailures = Endpoint.list("SmsBroadcasts.listFailures", {
  path: (id: SmsBroadcastId) => `/sms/broadcasts/metrics/${id}/failures`,
  query: SmsPeriodQuery,
  items: ["failures", SmsFailure],
  errors: [NotFoundError],
  pagination: "none"
})

/**
 * Lists the contacts who were sent a broadcast, optionally filtered.
 *
 * ```ts
 * SmsBroadcasts.listRecipients(SmsBroadcastId.make("5"), { filters: { deliverability: ["failures"] } })
 * ```
 *
 * Not confirmed: how `order` is sent, since ActiveCampaign's page can be read in two ways.
 *
 * @see https://developers.activecampaign.com/reference/getbroadcastrecipients
 */
export const listRecipients = Endpoint.list("SmsBroadcasts.listRecipients", {
  path: (id: SmsBroadcastId) => `/sms/broadcasts/${id}/recipients`,
  query: SmsRecipientQuery,
  items: ["recipients", SmsRecipient],
  errors: [NotFoundError],
  knowledge: "inferred"
})

/**
 * Retrieves the recipients of a broadcast as CSV: a string with one line per recipient, including their contact records.
 *
 * Not confirmed: the columns, which ActiveCampaign does not document.
 *
 * @see https://developers.activecampaign.com/reference/exportbroadcastrecipients
 */
export const exportRecipients = Endpoint.make("SmsBroadcasts.exportRecipients", {
  ...csv,
  method: "POST",
  path: (id: SmsBroadcastId) => `/sms/broadcasts/${id}/recipients/export`,
  payload: SmsRecipientExport,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})

/**
 * Retrieves how many credits for sending SMS are used and left in this period.
 *
 * @see https://developers.activecampaign.com/reference/getsmscreditdata
 */
export const getCredits = Endpoint.make("SmsBroadcasts.getCredits", {
  method: "GET",
  path: () => "/sms/credits",
  success: Wire.envelope("smsCredits", SmsCredits)
})

/**
 * Lists the lists that broadcasts can be sent to: those of the channel SMS.
 *
 * @see https://developers.activecampaign.com/reference/listbroadcastlists
 */
export const listLists = Endpoint.list("SmsBroadcasts.listLists", {
  path: () => "/sms/lists",
  query: SmsListQuery,
  items: ["lists", SmsList]
})
