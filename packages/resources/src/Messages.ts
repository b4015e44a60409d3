/**
 * Messages: what campaigns and automations send.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { MessageId, UserId } from "./Ids.js"

const message = Wire.entity(
  "Message",
  {
    /** Id of the message. */
    id: MessageId
  },
  {
    /** Name. */
    name: Wire.Text,
    /** Subject. */
    subject: Wire.Text,
    /** Line that mail programs show after the subject. */
    preheader_text: Wire.Text,
    /** Text as HTML. */
    html: Wire.Text,
    /** Text without HTML. */
    text: Wire.Text,
    /** When the HTML is fetched, such as `now`. */
    htmlfetch: Wire.Text,
    /** When the text is fetched, such as `now`. */
    textfetch: Wire.Text,
    /** Name that it is from. */
    fromname: Wire.Text,
    /** Address that it is from. */
    fromemail: Wire.Text,
    /** Address that answers go to. */
    reply2: Wire.Text,
    /** Priority, from 1 to 5. */
    priority: Wire.Integer,
    /** Character set. */
    charset: Wire.Text,
    /** How it is encoded, such as `quoted-printable`. */
    encoding: Wire.Text,
    /** Format, such as `mime`. */
    format: Wire.Text,
    /** Language. */
    language_code: Wire.Text,
    /** Where it comes from. */
    source: Wire.Text,
    /** Whether it holds content that is chosen for each contact. */
    has_predictive_content: Wire.Flag,
    /** Whether it is hidden. */
    hidden: Wire.Flag,
    /** The editor that it is written in. */
    ed_instanceid: Wire.Text,
    /** Version of that editor. */
    ed_version: Wire.Text,
    /** A picture of it, as data. */
    preview_data: Wire.Text,
    /** Type of that picture. */
    preview_mime: Wire.Text,
    /** User who owns it. */
    user: Wire.ref(UserId),
    /** User who owns it; the same as `user`. */
    userid: Wire.ref(UserId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    mdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A message. */
export interface Message extends Schema.Schema.Type<typeof message> {}
/** A message. */
export const Message: Wire.Codec<Message> = message

const required = {
  /** Name that it is from. */
  fromname: Schema.String,
  /** Address that it is from. */
  fromemail: Schema.String,
  /** Address that answers go to. */
  reply2: Schema.String
}

const optional = {
  /** Subject. */
  subject: Schema.String,
  /** Line that mail programs show after the subject. */
  preheader_text: Schema.String,
  /** Text without HTML. */
  text: Schema.String,
  /** Text as HTML. */
  html: Schema.String
}

const messageCreate = Wire.input("MessageCreate", required, optional)

/** What makes a message. */
export interface MessageCreate extends Schema.Schema.Type<typeof messageCreate> {}
/** What makes a message. */
export const MessageCreate: Wire.Codec<MessageCreate> = messageCreate

const messageUpdate = Wire.input(
  "MessageUpdate",
  {},
  {
    ...required,
    ...optional,
    /** Name. */
    name: Schema.String
  }
)

/** What changes a message; what is left out stays. */
export interface MessageUpdate extends Schema.Schema.Type<typeof messageUpdate> {}
/** What changes a message; what is left out stays. */
export const MessageUpdate: Wire.Codec<MessageUpdate> = messageUpdate

/**
 * Makes a message.
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-message
 */
export const create = Endpoint.make("Messages.create", {
  method: "POST",
  path: () => "/messages",
  payload: Wire.envelope("message", MessageCreate),
  success: Wire.envelope("message", Message),
  failures: [ValidationError]
})

/**
 * Reads one message.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-message
 */
export const get = Endpoint.make("Messages.get", {
  method: "GET",
  path: (id: MessageId) => `/messages/${id}`,
  success: Wire.envelope("message", Message),
  failures: [NotFoundError]
})

/**
 * Changes a message.
 *
 * @see https://developers.activecampaign.com/reference/update-a-message
 */
export const update = Endpoint.make("Messages.update", {
  method: "PUT",
  path: (id: MessageId) => `/messages/${id}`,
  payload: Wire.envelope("message", MessageUpdate),
  success: Wire.envelope("message", Message),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a message.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-message
 */
export const remove = Endpoint.make("Messages.remove", {
  method: "DELETE",
  path: (id: MessageId) => `/messages/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All messages.
 *
 * @see https://developers.activecampaign.com/reference/list-all-messages
 */
export const list = Endpoint.list("Messages.list", {
  path: () => "/messages",
  items: ["messages", Message]
})
