/**
 * WhatsApp templates: messages that WhatsApp has to approve before they can be sent. `send` sends one to a phone number.
 *
 * Not confirmed: the authentication. ActiveCampaign's page names a token of another service instead of the account's API key.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Pagination from "@effect-activecampaign/core/Pagination"
import * as Wire from "@effect-activecampaign/core/Wire"
import { WhatsAppChannelId, WhatsAppConversationId, WhatsAppMessageId, WhatsAppTemplateId } from "./Ids.js"

const categories = [
  "ACCOUNT_UPDATE",
  "PAYMENT_UPDATE",
  "PERSONAL_FINANCE_UPDATE",
  "SHIPPING_UPDATE",
  "RESERVATION_UPDATE",
  "ISSUE_RESOLUTION",
  "APPOINTMENT_UPDATE",
  "TRANSPORTATION_UPDATE",
  "TICKET_UPDATE",
  "ALERT_UPDATE",
  "AUTO_REPLY",
  "TRANSACTIONAL",
  "MARKETING",
  "OTP",
  "AUTHENTICATION",
  "UTILITY"
] as const

const statuses = [
  "draft",
  "approved",
  "in_appeal",
  "pending",
  "rejected",
  "pending_deletion",
  "deleted",
  "disabled",
  "submitted"
] as const

const channelTypes = ["WHATSAPP", "EMAIL", "INSTAGRAM", "FB_MESSENGER", "TELEGRAM", "SMS", "VOICE"] as const

const providers = ["META_CLOUD_API", "TECH_PROVIDER_CLOUD_API", "D360_CLOUD_API", "360DIALOG"] as const

const channelStatuses = ["NEW", "ACTIVE", "INACTIVE"] as const

/** A channel: a phone number or account that messages are sent from. */
export class WhatsAppChannel extends Wire.Entity<WhatsAppChannel>("WhatsAppChannel")(
  {
    /** Id of the channel. */
    id: WhatsAppChannelId
  },
  {
    /** Name of the channel. */
    name: Wire.Text,
    /** Type of the channel, such as `WHATSAPP`. */
    channel_type: Wire.openLiteral(channelTypes),
    /** Id of the channel at its provider. */
    channel_id: Wire.Text,
    /** Provider of the channel, such as `META_CLOUD_API`. */
    channel_provider: Wire.openLiteral(providers),
    /** Status of the channel: `NEW`, `ACTIVE` or `INACTIVE`. */
    status: Wire.openLiteral(channelStatuses),
    /** Whether the channel is for tests. */
    is_sandbox: Wire.Flag,
    /** When the channel was created. */
    created_on: Wire.Timestamp
  }
) {}

/** A WhatsApp template. */
export class WhatsAppTemplate extends Wire.Entity<WhatsAppTemplate>("WhatsAppTemplate")(
  {
    /** Id of the template. */
    id: WhatsAppTemplateId
  },
  {
    /** Name of the template. */
    name: Wire.Text,
    /** Language of the template, such as `en_US`. */
    language: Wire.Text,
    /** Category of the template, such as `MARKETING`. */
    category: Wire.openLiteral(categories),
    /** Status of the template, such as `approved`. */
    status: Wire.openLiteral(statuses),
    /** Why WhatsApp rejected the template; null if it did not. */
    rejected_reason: Wire.Text,
    /** Header, body, footer and buttons, as WhatsApp defines them. Not documented by ActiveCampaign. */
    components: Wire.Json,
    /** Channel that the template is for. */
    channel: WhatsAppChannel,
    /** Whether the template is an example. */
    is_sample: Wire.Flag,
    /** Whether the template is shown in channels for tests. */
    show_in_sandbox: Wire.Flag,
    /** Whether the template is deleted. */
    is_deleted: Wire.Flag
  }
) {}

/** A message that is sent. */
export class WhatsAppTemplateSent extends Wire.Entity<WhatsAppTemplateSent>("WhatsAppTemplateSent")(
  {
    /** Id of the message. */
    id: WhatsAppMessageId
  },
  {
    /** Conversation that the message belongs to. */
    conversation: Wire.nullableId(WhatsAppConversationId)
  }
) {}

/** The channel of a template, as `get` returns it. */
export class WhatsAppTemplateChannel extends Wire.Input<WhatsAppTemplateChannel>("WhatsAppTemplateChannel")(
  {
    /** Id of the channel. */
    id: Wire.numericId(WhatsAppChannelId),
    /** Id of the channel at its provider. */
    channel_id: Wire.NonEmptyText
  },
  {
    /** Name of the channel. */
    name: Wire.Text,
    /** Type of the channel, such as `WHATSAPP`. */
    channel_type: Wire.closedLiteral(channelTypes),
    /** Provider of the channel, such as `META_CLOUD_API`. */
    channel_provider: Wire.closedLiteral(providers),
    /** Status of the channel: `NEW`, `ACTIVE` or `INACTIVE`. */
    status: Wire.closedLiteral(channelStatuses),
    /** Whether the channel is for tests. */
    is_sandbox: Wire.Boolean,
    /** When the channel was created. */
    created_on: Wire.Instant
  }
) {}

/** Fields for updating a template. Omitted optional fields are left unchanged. */
export class WhatsAppTemplateUpdate extends Wire.Input<WhatsAppTemplateUpdate>("WhatsAppTemplateUpdate")(
  {
    /** Id of the template, the same as that of the request. */
    id: WhatsAppTemplateId,
    /** Channel that the template is for. */
    channel: WhatsAppTemplateChannel,
    /** Name of the template, at most 120 characters. */
    name: Wire.textOfForm("a string of 1 to 120 characters", /^(?=.*\S).{1,120}$/su, ["order_shipped"]),
    /** Language of the template: a code of WhatsApp, such as `en_US`. */
    language: Wire.textOfForm("a language code such as en_US", /^[a-z]{2,3}(_[A-Z]{2})?$/, ["en_US", "fil"]),
    /** Category of the template, such as `MARKETING`. */
    category: Wire.closedLiteral(categories)
  },
  {
    /** Header, body, footer and buttons, each an object as WhatsApp defines it. */
    components: Wire.array(Wire.record(Wire.Json)),
    /** Status of the template, such as `draft`. */
    status: Wire.closedLiteral(statuses),
    /** Why WhatsApp rejected the template; null if it did not. */
    rejected_reason: Wire.nullable(Wire.Text),
    /** Whether the template is an example. */
    is_sample: Wire.Boolean,
    /** Whether the template is shown in channels for tests. */
    show_in_sandbox: Wire.Boolean,
    /** Whether the template is deleted. */
    is_deleted: Wire.Boolean
  }
) {}

/** Fields for sending a template. */
export class WhatsAppTemplateSend extends Wire.Input<WhatsAppTemplateSend>("WhatsAppTemplateSend")(
  {
    /** Phone number of the recipient, at most 20 characters. */
    phone: Wire.textOfForm("a phone number of at most 20 characters", /^(?=.*\d).{1,20}$/, ["+15550100"])
  },
  {
    /** Values of the template's variables: those of the header first, then those of the body and of the buttons. */
    variables: Wire.array(Wire.Text)
  }
) {}

/** Query parameters for listing templates. */
export class WhatsAppTemplateQuery extends Wire.Input<WhatsAppTemplateQuery>("WhatsAppTemplateQuery")(
  {},
  {
    /** Return only templates whose name or status contains this string. */
    search: Wire.NonEmptyText,
    /** Return only templates of this category. */
    category: Wire.closedLiteral(categories),
    /** Return only templates of one of these categories; at least one. */
    category__in: Wire.joined(Wire.closedLiteral(categories)),
    /** Return only templates with this status. */
    status: Wire.closedLiteral(statuses),
    /** Return only templates with one of these statuses; at least one. */
    status__in: Wire.joined(Wire.closedLiteral(statuses)),
    /** Return only templates for this channel. */
    channel: WhatsAppChannelId,
    /** Return only templates for one of these channels; at least one. */
    channel__in: Wire.joined(WhatsAppChannelId),
    /** Field to sort by. Which fields it can be is not documented by ActiveCampaign. */
    ordering: Wire.NonEmptyText
  }
) {}

/**
 * Retrieves a template.
 *
 * @see https://developers.activecampaign.com/reference/get-whatsapp-template
 */
export const get = Endpoint.make("WhatsAppTemplates.get", {
  method: "GET",
  path: (id: WhatsAppTemplateId) => `/channel/whatsapp/channels/whatsapp/template/${id}`,
  success: WhatsAppTemplate,
  errors: [NotFoundError]
})

/**
 * Updates a template. The channel is sent as `get` returned it.
 *
 * ```ts
 * const id = WhatsAppTemplateId.make("a3ff7ee5-0c11-49e2-a0d6-7e316626f7b1")
 * const channel = { id: WhatsAppChannelId.make("5"), channel_id: "104996122399160" }
 * WhatsAppTemplates.update(id, {
 *   id,
 *   channel,
 *   name: "order_shipped",
 *   language: "en_US",
 *   category: "UTILITY",
 *   components: [{ type: "BODY", text: "Your order {{1}} is on its way." }]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/channels_whatsapp_template_update
 */
export const update = Endpoint.make("WhatsAppTemplates.update", {
  method: "PUT",
  path: (id: WhatsAppTemplateId) => `/channel/whatsapp/channels/whatsapp/template/${id}`,
  payload: WhatsAppTemplateUpdate,
  success: WhatsAppTemplate,
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a template.
 *
 * @see https://developers.activecampaign.com/reference/delete-whatsapp-template
 */
const delete_ = Endpoint.make("WhatsAppTemplates.delete", {
  method: "DELETE",
  path: (id: WhatsAppTemplateId) => `/channel/whatsapp/channels/whatsapp/template/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists templates, optionally filtered.
 *
 * ```ts
 * WhatsAppTemplates.list({ status: "approved", category__in: ["MARKETING", "UTILITY"] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-whatsapp-templates
 */
export const list = Endpoint.list("WhatsAppTemplates.list", {
  path: () => "/channel/whatsapp/channels/whatsapp/template",
  query: WhatsAppTemplateQuery,
  items: ["results", WhatsAppTemplate],
  pagination: Pagination.numbered
})

/**
 * Sends a template to a phone number. A lost response is an `OutcomeUnknownError`, since a retry could send it twice.
 *
 * ```ts
 * const template = WhatsAppTemplateId.make("a3ff7ee5-0c11-49e2-a0d6-7e316626f7b1")
 * WhatsAppTemplates.send(template, { phone: "+15550100", variables: ["Jane"] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/send-a-whatsapp-template-message
 */
export const send = Endpoint.make("WhatsAppTemplates.send", {
  method: "POST",
  path: (id: WhatsAppTemplateId) => `/channel/whatsapp/channels/whatsapp/template/${id}/send`,
  payload: WhatsAppTemplateSend,
  success: WhatsAppTemplateSent,
  errors: [NotFoundError, ValidationError]
})
