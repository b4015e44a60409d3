/**
 * Custom fields of contacts. `FieldOptions` gives them options, `FieldRels` shows them on lists, `FieldValues` holds
 * their values.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { FieldId, FieldOptionId, FieldRelId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** What a custom field can hold; `listbox` is a choice of several. */
const types = [
  "dropdown",
  "hidden",
  "checkbox",
  "date",
  "datetime",
  "text",
  "textarea",
  "number",
  "listbox",
  "radio",
  "NULL"
] as const

const field = Wire.entity(
  "Field",
  {
    /** Id of the field. */
    id: FieldId
  },
  {
    /** Label. */
    title: Wire.Text,
    /** Description. */
    descript: Wire.Text,
    /** What it holds; `listbox` is a choice of several. */
    type: Wire.known(...types),
    /** Personalization tag, which stands for the value in mails. */
    perstag: Wire.Text,
    /** Default value. */
    defval: Wire.Text,
    /** Whether a value is required. */
    isrequired: Wire.Flag,
    /** Whether it is shown in the form builder. */
    visible: Wire.Flag,
    /** Position among the fields. */
    ordernum: Wire.Integer,
    /** Its options. */
    options: Wire.related(FieldOptionId),
    /** Its links to lists. */
    relations: Wire.related(FieldRelId),
    /** Service of somebody else that fills it. */
    service: Wire.Text,
    /** No longer used by the vendor. */
    show_in_list: Wire.Flag,
    /** No longer used by the vendor. */
    rows: Wire.Integer,
    /** No longer used by the vendor. */
    cols: Wire.Integer,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A custom field of contacts. */
export interface Field extends Schema.Schema.Type<typeof field> {}
/** A custom field of contacts. */
export const Field: Wire.Codec<Field> = field

const required = {
  /** Label. */
  title: Schema.String,
  /** What it holds; `listbox` is a choice of several. */
  type: Schema.Literal(...types)
}

const optional = {
  /** Description. */
  descript: Schema.String,
  /** Personalization tag; made of the title where it is left out. */
  perstag: Schema.String,
  /** Default value. */
  defval: Schema.String,
  /** Whether it is shown in the form builder. */
  visible: Wire.NumericFlag,
  /** Position among the fields. */
  ordernum: Wire.NumericInteger,
  /** Service of somebody else that fills it. */
  service: Schema.String,
  /** No longer used by the vendor. */
  show_in_list: Wire.NumericFlag,
  /** No longer used by the vendor. */
  rows: Wire.NumericInteger,
  /** No longer used by the vendor. */
  cols: Wire.NumericInteger
}

const fieldCreate = Wire.input("FieldCreate", required, {
  ...optional,
  /** Whether a value is required. */
  isrequired: Wire.NumericFlag
})

/** What makes a custom field. */
export interface FieldCreate extends Schema.Schema.Type<typeof fieldCreate> {}
/** What makes a custom field. */
export const FieldCreate: Wire.Codec<FieldCreate> = fieldCreate

const fieldUpdate = Wire.input("FieldUpdate", {}, { ...required, ...optional })

/** What changes a custom field; what is left out stays. */
export interface FieldUpdate extends Schema.Schema.Type<typeof fieldUpdate> {}
/** What changes a custom field; what is left out stays. */
export const FieldUpdate: Wire.Codec<FieldUpdate> = fieldUpdate

const fieldFilters = Wire.input(
  "FieldFilters",
  {},
  {
    /** Personalization tag. */
    perstag: Schema.String
  }
)

const fieldQuery = Wire.input(
  "FieldQuery",
  {},
  {
    /** Text in the title; not documented by the vendor. */
    search: Schema.String,
    /** What they must have. */
    filters: fieldFilters
  }
)

/** Which custom fields. */
export interface FieldQuery extends Schema.Schema.Type<typeof fieldQuery> {}
/** Which custom fields. */
export const FieldQuery: Wire.Codec<FieldQuery> = fieldQuery

/**
 * Makes a custom field. No form shows it before `FieldRels.create` links it to a list.
 *
 * @see https://developers.activecampaign.com/reference/create-a-contact-custom-field
 */
export const create = Endpoint.make("Fields.create", {
  method: "POST",
  path: () => "/fields",
  payload: Wire.envelope("field", FieldCreate),
  success: Wire.envelope("field", Field),
  failures: [ValidationError, DuplicateError]
})

/**
 * Reads one custom field.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-field-contact
 */
export const get = Endpoint.make("Fields.get", {
  method: "GET",
  path: (id: FieldId) => `/fields/${id}`,
  success: Wire.envelope("field", Field),
  failures: [NotFoundError],
  sideloads: ["fieldOptions", "fieldRels"]
})

/**
 * Changes a custom field.
 *
 * @see https://developers.activecampaign.com/reference/update-a-field
 */
export const update = Endpoint.make("Fields.update", {
  method: "PUT",
  path: (id: FieldId) => `/fields/${id}`,
  payload: Wire.envelope("field", FieldUpdate),
  success: Wire.envelope("field", Field),
  failures: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a custom field with all its values.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-field
 */
export const remove = Endpoint.make("Fields.remove", {
  method: "DELETE",
  path: (id: FieldId) => `/fields/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All custom fields, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-fields
 */
export const list = Endpoint.list("Fields.list", {
  path: () => "/fields",
  query: FieldQuery,
  items: ["fields", Field],
  sideloads: ["fieldOptions", "fieldRels"]
})
