/**
 * WhatsApp conversations: the exchanges of messages with contacts in the inbox, their status, and whom they are assigned to.
 *
 * Not confirmed: the authentication. ActiveCampaign's page names a token of another service instead of the account's API key.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Pagination from "@effect-activecampaign/core/Pagination"
import * as Wire from "@effect-activecampaign/core/Wire"
import {
  WhatsAppChannelId,
  WhatsAppContactId,
  WhatsAppConversationId,
  WhatsAppMessageId,
  WhatsAppTagId,
  WhatsAppTeamId,
  WhatsAppTemplateId,
  WhatsAppUserId
} from "./Ids.js"
import { WhatsAppUser } from "./internal/whatsApp.js"

const statuses = ["CREATED", "FLOW", "NEW", "IN_PROGRESS", "RESOLVED", "CLOSED"] as const

const sources = ["INBOX", "AUTO_RESPONSE", "API", "BROADCAST", "FLOW", "UNKNOWN"] as const

/** A WhatsApp message. */
export class WhatsAppMessage extends Wire.Entity<WhatsAppMessage>("WhatsAppMessage")(
  {
    /** Id of the message. */
    id: WhatsAppMessageId
  },
  {
    /** Contact who sent or received the message. */
    contact: Wire.nullableId(WhatsAppContactId),
    /** Phone number of the sender. */
    from_number: Wire.Text,
    /** Phone number of the recipient. */
    to_number: Wire.Text,
    /** Text of the message. */
    body: Wire.Text,
    /** Whether the message was received or sent. Its values are not documented by ActiveCampaign. */
    direction: Wire.Text,
    /** Type of the message, such as `text` or `image`. */
    msg_type: Wire.Text,
    /** Content that is not text, as WhatsApp defines it. */
    content: Wire.Json,
    /** Content type of a file, such as `image/png`. */
    content_type: Wire.Text,
    /** URL of a file. */
    content_url: Wire.Text,
    /** Template that the message was made of. */
    whatsapp_template: Wire.nullableId(WhatsAppTemplateId),
    /** Where the message came from, such as `INBOX`. */
    source: Wire.openLiteral(["INBOUND", "INBOX", "AUTO_RESPONSE", "API", "BROADCAST", "FLOW"]),
    /** User who sent the message. */
    sent_by: WhatsAppUser,
    /** Status of the message, such as `delivered`. */
    status: Wire.openLiteral([
      "new",
      "retry",
      "accepted",
      "sending",
      "sent",
      "receiving",
      "received",
      "delivered",
      "undelivered",
      "failed",
      "read",
      "deleted"
    ]),
    /** When the message was created. */
    timestamp: Wire.Timestamp,
    /** When the message was queued. */
    queued_on: Wire.Timestamp,
    /** When WhatsApp accepted the message. */
    accepted_on: Wire.Timestamp,
    /** When the message was sent. */
    sent_on: Wire.Timestamp,
    /** When the message was delivered. */
    delivered_on: Wire.Timestamp,
    /** When the message was read. */
    read_on: Wire.Timestamp,
    /** When the message failed. */
    failed_on: Wire.Timestamp,
    /** How often sending the message failed. */
    failed_attempts: Wire.Integer,
    /** Id of the message at the provider of the channel. */
    provider_id: Wire.Text,
    /** Error code of the provider. */
    provider_error_code: Wire.Text,
    /** Error message of the provider. */
    provider_error_message: Wire.Text,
    /** Whether the message is deleted. */
    is_deleted: Wire.Flag
  }
) {}

/** A tag of a conversation. */
export class WhatsAppTag extends Wire.Entity<WhatsAppTag>("WhatsAppTag")(
  {
    /** Id of the tag. */
    id: WhatsAppTagId
  },
  {
    /** Name of the tag. */
    name: Wire.Text
  }
) {}

/** A conversation with a contact. */
export class WhatsAppConversation extends Wire.Entity<WhatsAppConversation>("WhatsAppConversation")(
  {
    /** Id of the conversation. */
    id: WhatsAppConversationId
  },
  {
    /** Contact that the conversation is with. */
    contact: Wire.nullableId(WhatsAppContactId),
    /** Status of the conversation: `CREATED`, `FLOW`, `NEW`, `IN_PROGRESS`, `RESOLVED` or `CLOSED`. */
    status: Wire.openLiteral(statuses),
    /** First message of the conversation. Only lists return it. */
    first_message: WhatsAppMessage,
    /** Users that the conversation is assigned to. */
    assigned: Wire.array(WhatsAppUser),
    /** Team that the conversation is assigned to. */
    assigned_team: Wire.nullableId(WhatsAppTeamId),
    /** Tags of the conversation. */
    tags: Wire.array(WhatsAppTag),
    /** Channel of the conversation. */
    channel: Wire.nullableId(WhatsAppChannelId),
    /** Where the conversation came from, such as `INBOX`. */
    source: Wire.openLiteral(sources),
    /** When the conversation was created. */
    created_on: Wire.Timestamp
  }
) {}

/** A user to assign a conversation to. */
export class WhatsAppAssignee extends Wire.Input<WhatsAppAssignee>("WhatsAppAssignee")(
  {
    /** Id of the user in WhatsApp. */
    id: Wire.numericId(WhatsAppUserId)
  },
  {}
) {}

/** A tag to set on a conversation. */
export class WhatsAppTagInput extends Wire.Input<WhatsAppTagInput>("WhatsAppTagInput")(
  {
    /** Id of the tag. */
    id: Wire.numericId(WhatsAppTagId),
    /** Name of the tag, at most 100 characters. */
    name: Wire.NonEmptyText
  },
  {}
) {}

const required = {
  /** Id of the conversation, the same as that of the request. */
  id: WhatsAppConversationId,
  /** Contact that the conversation is with. */
  contact: WhatsAppContactId,
  /** Users to assign the conversation to; none if empty. */
  assigned: Wire.array(WhatsAppAssignee),
  /** Where the conversation came from, such as `INBOX`. */
  source: Wire.closedLiteral(sources),
  /** When the conversation was created. */
  created_on: Wire.Instant
}

const optional = {
  /** Status of the conversation: `CREATED`, `FLOW`, `NEW`, `IN_PROGRESS`, `RESOLVED` or `CLOSED`. */
  status: Wire.closedLiteral(statuses),
  /** Tags of the conversation. */
  tags: Wire.array(WhatsAppTagInput),
  /** Team to assign the conversation to. */
  assigned_team: Wire.numericId(WhatsAppTeamId),
  /** Channel of the conversation; null for none. */
  channel: Wire.nullable(Wire.numericId(WhatsAppChannelId))
}

/** Fields for updating a conversation. Omitted fields are left unchanged. */
export class WhatsAppConversationUpdate extends Wire.Input<WhatsAppConversationUpdate>("WhatsAppConversationUpdate")(
  {},
  { ...required, ...optional }
) {}

/** Fields for replacing a conversation. */
export class WhatsAppConversationReplace extends Wire.Input<WhatsAppConversationReplace>("WhatsAppConversationReplace")(
  required,
  optional
) {}

/** Query parameters for listing conversations. */
export class WhatsAppConversationQuery extends Wire.Input<WhatsAppConversationQuery>("WhatsAppConversationQuery")(
  {},
  {
    /** Return only conversations with this contact. */
    contact: WhatsAppContactId,
    /** Return only conversations that match this string. In which fields is not documented by ActiveCampaign. */
    search: Wire.NonEmptyText
  }
) {}

/**
 * Updates a conversation.
 *
 * ```ts
 * const conversation = WhatsAppConversationId.make("ee49ab6c-dfd8-4cb6-a512-5880f4385622")
 * WhatsAppConversations.update(conversation, { status: "RESOLVED" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/partially-update-a-conversation
 */
export const update = Endpoint.make("WhatsAppConversations.update", {
  method: "PATCH",
  path: (id: WhatsAppConversationId) => `/channel/whatsapp/inbox/conversation/${id}/update`,
  payload: WhatsAppConversationUpdate,
  success: WhatsAppConversation,
  errors: [NotFoundError, ValidationError],
  safety: "idempotent"
})

/**
 * Lists conversations, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-conversations
 */
export const list = Endpoint.list("WhatsAppConversations.list", {
  path: () => "/channel/whatsapp/inbox/conversation",
  query: WhatsAppConversationQuery,
  items: ["results", WhatsAppConversation],
  pagination: Pagination.numbered
})

/**
 * Replaces a conversation: what it is assigned to and all other fields. `update` changes some of them.
 *
 * @see https://developers.activecampaign.com/reference/update-a-conversation
 */
export const replace = Endpoint.make("WhatsAppConversations.replace", {
  method: "PUT",
  path: (id: WhatsAppConversationId) => `/channel/whatsapp/inbox/conversation/${id}/update`,
  payload: WhatsAppConversationReplace,
  success: WhatsAppConversation,
  errors: [NotFoundError, ValidationError]
})

export { WhatsAppUser }
