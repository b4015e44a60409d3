/**
 * Messages: the e-mail content (sender, subject and body) that campaigns and automations send.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { MessageId, UserId } from "./Ids.js"

/** A message. */
export class Message extends Wire.Entity<Message>("Message")(
  {
    /** Id of the message. */
    id: MessageId
  },
  {
    /** Name of the message, as shown in ActiveCampaign. */
    name: Wire.Text,
    /** Subject line of the e-mail. */
    subject: Wire.Text,
    /** Preheader: the preview text that e-mail clients show after the subject. */
    preheader_text: Wire.Text,
    /** HTML body. */
    html: Wire.Text,
    /** Plain-text body. */
    text: Wire.Text,
    /** When the HTML body is fetched, such as `now`. Not documented by ActiveCampaign. */
    htmlfetch: Wire.Text,
    /** When the plain-text body is fetched, such as `now`. Not documented by ActiveCampaign. */
    textfetch: Wire.Text,
    /** Name of the sender. */
    fromname: Wire.Text,
    /** E-mail address of the sender. */
    fromemail: Wire.Text,
    /** E-mail address that replies are sent to. */
    reply2: Wire.Text,
    /** Priority of the e-mail, from 1 to 5. */
    priority: Wire.Integer,
    /** Character set of the e-mail, such as `utf-8`. */
    charset: Wire.Text,
    /** Transfer encoding of the e-mail, such as `quoted-printable` or `8bit`. */
    encoding: Wire.Text,
    /** Format of the e-mail, such as `mime`. */
    format: Wire.Text,
    /** Language of the message, as a code. */
    language_code: Wire.Text,
    /** Origin of the message. Not documented by ActiveCampaign. */
    source: Wire.Text,
    /** Whether the message contains predictive content (content that is chosen for each contact). */
    has_predictive_content: Wire.Flag,
    /** Whether the message is hidden in ActiveCampaign. */
    hidden: Wire.Flag,
    /** Id of the editor instance that the message was written in. */
    ed_instanceid: Wire.Text,
    /** Version of the editor that the message was written in. */
    ed_version: Wire.Text,
    /** Image data of the preview. */
    preview_data: Wire.Text,
    /** Media type of the preview image. */
    preview_mime: Wire.Text,
    /** User who owns the message. */
    user: Wire.nullableId(UserId),
    /** User who owns the message. Same value as `user`. */
    userid: Wire.nullableId(UserId),
    /** When the message was created. */
    cdate: Wire.Timestamp,
    /** When the message was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** The content of a message as the editor keeps it. */
export class EditorMarkup extends Wire.Entity<EditorMarkup>("EditorMarkup")(
  {},
  {
    /** HTML of the message. */
    html: Wire.Text,
    /** Style sheet (CSS) of the message. */
    css: Wire.Text
  }
) {}

const required = {
  /** Name of the sender. */
  fromname: Wire.Text,
  /** E-mail address of the sender. */
  fromemail: Wire.Text,
  /** E-mail address that replies are sent to. */
  reply2: Wire.Text
}

const optional = {
  /** Subject line of the e-mail. */
  subject: Wire.Text,
  /** Preheader: the preview text that e-mail clients show after the subject. */
  preheader_text: Wire.Text,
  /** Plain-text body. */
  text: Wire.Text,
  /** HTML body. */
  html: Wire.Text
}

/** Fields for creating a message. */
export class MessageCreate extends Wire.Input<MessageCreate>("MessageCreate")(required, optional) {}

/** Fields for updating a message. Omitted fields are left unchanged. */
export class MessageUpdate extends Wire.Input<MessageUpdate>("MessageUpdate")(
  {},
  {
    ...required,
    ...optional,
    /** Name of the message, as shown in ActiveCampaign. */
    name: Wire.Text
  }
) {}

/**
 * Creates a message.
 *
 * ```ts
 * Messages.create({
 *   fromname: "Example Shop",
 *   fromemail: "news@example.com",
 *   reply2: "support@example.com",
 *   subject: "New arrivals",
 *   html: "<p>See what is new this week.</p>",
 *   text: "See what is new this week."
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-message
 */
export const create = Endpoint.make("Messages.create", {
  method: "POST",
  path: () => "/messages",
  payload: Wire.envelope("message", MessageCreate),
  success: Wire.envelope("message", Message),
  errors: [ValidationError]
})

/**
 * Retrieves a message.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-message
 */
export const get = Endpoint.make("Messages.get", {
  method: "GET",
  path: (id: MessageId) => `/messages/${id}`,
  success: Wire.envelope("message", Message),
  errors: [NotFoundError]
})

/**
 * Updates a message.
 *
 * @see https://developers.activecampaign.com/reference/update-a-message
 */
export const update = Endpoint.make("Messages.update", {
  method: "PUT",
  path: (id: MessageId) => `/messages/${id}`,
  payload: Wire.envelope("message", MessageUpdate),
  success: Wire.envelope("message", Message),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a message.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-message
 */
const delete_ = Endpoint.make("Messages.delete", {
  method: "DELETE",
  path: (id: MessageId) => `/messages/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

export { delete_ as delete }

/**
 * Lists messages.
 *
 * @see https://developers.activecampaign.com/reference/list-all-messages
 */
export const list = Endpoint.list("Messages.list", {
  path: () => "/messages",
  items: ["messages", Message]
})

/**
 * Retrieves the HTML and the CSS of a message as the e-mail editor keeps them. Fails with `NotFoundError` if the message was
 * not written in that editor.
 *
 * @see https://developers.activecampaign.com/reference/get-editor-markup
 */
export const getEditorMarkup = Endpoint.make("Messages.getEditorMarkup", {
  method: "GET",
  path: (message: MessageId) => `/content/editorMarkup/${message}`,
  params: ["messageId"],
  success: EditorMarkup,
  errors: [NotFoundError]
})
