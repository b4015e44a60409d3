/**
 * Forms: subscription forms on websites, with their fields, looks and what happens when they are submitted. The API does not
 * return what visitors submit; to find the contacts that came from a form, use `Contacts.list` with `formid`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AddressId, FormId, UserId } from "./Ids.js"

/** An object whose keys ActiveCampaign does not document. */
const settings = Wire.record(Wire.Json)

/** A form. */
export class Form extends Wire.Entity<Form>("Form")(
  {
    /** Id of the form. */
    id: FormId
  },
  {
    /** Name of the form, as shown in ActiveCampaign. */
    name: Wire.Text,
    /** Title above the form. */
    title: Wire.Text,
    /** Text above the fields. */
    body: Wire.Text,
    /** Text of the button. */
    button: Wire.Text,
    /** Text that is shown when the form was submitted. */
    thanks: Wire.Text,
    /** URL that the form is submitted to; empty for ActiveCampaign's own. */
    action: Wire.Text,
    /** What happens when the form is submitted, under the key `actions`: each has a `type`, such as `subscribe-to-list`. */
    actiondata: settings,
    /** What visitors see after they submit the form, such as `show-thank-you`. */
    submit: Wire.Text,
    /** Details of `submit`, such as the `url` that visitors are redirected to. */
    submitdata: settings,
    /** URL of the form's page. */
    url: Wire.Text,
    /** Layout of the form, such as `inline-form`. */
    layout: Wire.Text,
    /** Looks of the form: colors, borders and widths. */
    style: settings,
    /** Options of the form, such as `sendoptin`: whether contacts are asked to confirm their subscription. */
    options: settings,
    /** Fields and texts of the form, in the order shown; each has a `type` or the `id` of a custom field. */
    cfields: Wire.array(settings),
    /** Form that the form was created from; null if there is none. */
    parentformid: Wire.nullableId(FormId),
    /** User who owns the form. */
    userid: Wire.nullableId(UserId),
    /** Postal address of the form. */
    address: Wire.nullableId(AddressId),
    /** Postal address of the form. Same value as `address`. */
    addressid: Wire.nullableId(AddressId),
    /** Number of times that the form was submitted. */
    entries: Wire.Integer,
    /** Number of contacts that came from the form. Only in list responses. */
    contacts: Wire.Integer,
    /** Number of deals of contacts that came from the form. Only in list responses. */
    deals: Wire.Integer,
    /** Contacts that came from the form lately. Only in list responses. */
    recent: Wire.array(Wire.Json),
    /** URL of a placeholder for the preview image. Only in list responses. It can lack a scheme (`//host/path`). */
    defaultscreenshot: Wire.Text,
    /** How the form was created. Not documented by ActiveCampaign. */
    source: Wire.Text,
    /** Internal id. Not documented by ActiveCampaign. */
    aid: Wire.Text,
    /** When the form was created. */
    cdate: Wire.Timestamp,
    /** When the form was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Name of the form, as shown in ActiveCampaign. */
  name: Wire.NonEmptyText
}

const optional = {
  /** Title above the form. */
  title: Wire.Text,
  /** Text above the fields. */
  body: Wire.Text,
  /** Text of the button. */
  button: Wire.Text,
  /** Text that is shown when the form was submitted. */
  thanks: Wire.Text,
  /** URL that the form is submitted to; empty for ActiveCampaign's own. */
  action: Wire.Text,
  /** What happens when the form is submitted, under the key `actions`. */
  actiondata: settings,
  /** What visitors see after they submit the form, such as `show-thank-you`. */
  submit: Wire.Text,
  /** Details of `submit`, such as the `url` that visitors are redirected to. */
  submitdata: settings,
  /** URL of the form's page. */
  url: Wire.Text,
  /** Layout of the form, such as `inline-form`. */
  layout: Wire.Text,
  /** Looks of the form: colors, borders and widths. */
  style: settings,
  /** Options of the form, such as `sendoptin`: whether contacts are asked to confirm their subscription. */
  options: settings,
  /** Fields and texts of the form, in the order shown. */
  cfields: Wire.array(settings),
  /** Postal address of the form. */
  addressid: AddressId
}

/** Fields for creating a form. */
export class FormCreate extends Wire.Input<FormCreate>("FormCreate")(required, optional) {}

/** Fields for updating a form. Omitted fields are left unchanged. */
export class FormUpdate extends Wire.Input<FormUpdate>("FormUpdate")({}, { ...required, ...optional }) {}

/** Fields for sending an opt-in of a form. Their names are not documented by ActiveCampaign. */
export interface FormOptIn {
  readonly [key: string]: unknown
}
/** Fields for sending an opt-in of a form. Their names are not documented by ActiveCampaign. */
export const FormOptIn: Wire.Codec<FormOptIn> = Wire.record(Wire.Json)

/**
 * Creates a form.
 *
 * Not confirmed: the request and the response, which ActiveCampaign does not show. The fields are those that responses have.
 *
 * @see https://developers.activecampaign.com/reference/post_forms
 */
export const create = Endpoint.make("Forms.create", {
  method: "POST",
  path: () => "/forms",
  payload: Wire.envelope("form", FormCreate),
  success: Wire.envelope("form", Form),
  errors: [ValidationError],
  knowledge: "inferred"
})

/**
 * Retrieves a form.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-forms
 */
export const get = Endpoint.make("Forms.get", {
  method: "GET",
  path: (id: FormId) => `/forms/${id}`,
  success: Wire.envelope("form", Form),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a form.
 *
 * Not confirmed: the request and the response, which ActiveCampaign does not show. The fields are those that responses have.
 *
 * @see https://developers.activecampaign.com/reference/forms-1
 */
export const update = Endpoint.make("Forms.update", {
  method: "PUT",
  path: (id: FormId) => `/forms/${id}`,
  payload: Wire.envelope("form", FormUpdate),
  success: Wire.envelope("form", Form),
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})

/**
 * Deletes a form.
 *
 * @see https://developers.activecampaign.com/reference/forms-1
 */
const delete_ = Endpoint.make("Forms.delete", {
  method: "DELETE",
  path: (id: FormId) => `/forms/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists the forms of the account.
 *
 * @see https://developers.activecampaign.com/reference/forms-1
 */
export const list = Endpoint.list("Forms.list", {
  path: () => "/forms",
  items: ["forms", Form],
  knowledge: "recorded"
})

/**
 * Sends an opt-in of a form. The payload is sent as it is, and the response is not read.
 *
 * Not confirmed: the request and the response. ActiveCampaign's page has the route alone.
 *
 * @see https://developers.activecampaign.com/reference/post_formoptin
 */
export const optIn = Endpoint.make("Forms.optIn", {
  method: "POST",
  path: () => "/form/optin",
  payload: FormOptIn,
  success: Wire.Unread,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})
