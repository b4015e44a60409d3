/**
 * Fields: definitions of the custom fields of contacts. `FieldOptions` holds the options of a field, `FieldRels` the
 * lists that show it, and `FieldValues` the values of contacts.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { FieldId, FieldOptionId, FieldRelId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** Types of custom fields. Fields of type `checkbox` and `listbox` (multi-select) can hold several values. */
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

/** A custom field of contacts. */
export class Field extends Wire.Entity<Field>("Field")(
  {
    /** Id of the field. */
    id: FieldId
  },
  {
    /** Label of the field. */
    title: Wire.Text,
    /** Description of the field. */
    descript: Wire.Text,
    /**
     * Type of the field. `checkbox` and `listbox` (multi-select) can hold several values. The meaning of `NULL` is not
     * documented by ActiveCampaign.
     */
    type: Wire.openLiteral(types),
    /** Personalization tag: the placeholder that is replaced by the contact's value in messages. */
    perstag: Wire.Text,
    /** Default value of the field. */
    defval: Wire.Text,
    /** Whether a value is required. */
    isrequired: Wire.Flag,
    /** Whether the field is shown in the form builder. */
    visible: Wire.Flag,
    /** Position of the field among all custom fields. */
    ordernum: Wire.Integer,
    /** Options that can be selected. */
    options: Wire.related(FieldOptionId),
    /** Relationships to the lists that show the field. */
    relations: Wire.related(FieldRelId),
    /** Name of a third-party service, such as `google`. Its effect is not documented by ActiveCampaign. */
    service: Wire.Text,
    /** No longer used by ActiveCampaign. */
    show_in_list: Wire.Flag,
    /** No longer used by ActiveCampaign. */
    rows: Wire.Integer,
    /** No longer used by ActiveCampaign. */
    cols: Wire.Integer,
    /** When the field was created. */
    cdate: Wire.Timestamp,
    /** When the field was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

const required = {
  /** Label of the field, unique in the account. */
  title: Wire.Text,
  /**
   * Type of the field. `checkbox` and `listbox` (multi-select) can hold several values. The meaning of `NULL` is not
   * documented by ActiveCampaign.
   */
  type: Wire.closedLiteral(types)
}

const optional = {
  /** Description of the field. */
  descript: Wire.Text,
  /**
   * Personalization tag: the placeholder that is replaced by the contact's value in messages. If omitted on creation,
   * ActiveCampaign derives it from the title.
   */
  perstag: Wire.Text,
  /** Default value of the field. */
  defval: Wire.Text,
  /** Whether the field is shown in the form builder. */
  visible: Wire.NumericFlag,
  /** Position of the field among all custom fields. */
  ordernum: Wire.NonNegativeInteger,
  /** Name of a third-party service, such as `google`. Its effect is not documented by ActiveCampaign. */
  service: Wire.Text,
  /** No longer used by ActiveCampaign. */
  show_in_list: Wire.NumericFlag,
  /** No longer used by ActiveCampaign. */
  rows: Wire.NonNegativeInteger,
  /** No longer used by ActiveCampaign. */
  cols: Wire.NonNegativeInteger
}

/** Fields for creating a custom field. */
export class FieldCreate extends Wire.Input<FieldCreate>("FieldCreate")(required, {
  ...optional,
  /** Whether a value is required. */
  isrequired: Wire.NumericFlag
}) {}

/** Fields for updating a custom field. Omitted fields are left unchanged. */
export class FieldUpdate extends Wire.Input<FieldUpdate>("FieldUpdate")({}, { ...required, ...optional }) {}

/** Filters for listing custom fields. */
export class FieldFilters extends Wire.Input<FieldFilters>("FieldFilters")(
  {},
  {
    /** Personalization tag of the field. */
    perstag: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing custom fields. */
export class FieldQuery extends Wire.Input<FieldQuery>("FieldQuery")(
  {},
  {
    /** Text to search for in the title. Not documented by ActiveCampaign. */
    search: Wire.NonEmptyText,
    /** Return only custom fields that match all of these filters. */
    filters: FieldFilters
  }
) {}

/**
 * Creates a custom field. Forms do not show the field until `FieldRels.create` relates it to a list. Add options with
 * `FieldOptions.bulkCreate`. Fails with `DuplicateError` if a field with this title already exists.
 *
 * ```ts
 * Fields.create({ title: "Favorite color", type: "dropdown" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-contact-custom-field
 */
export const create = Endpoint.make("Fields.create", {
  method: "POST",
  path: () => "/fields",
  payload: Wire.envelope("field", FieldCreate),
  success: Wire.envelope("field", Field),
  errors: [ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves a custom field. Its options and relationships to lists are side-loaded: use `get.withResponse`.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-field-contact
 */
export const get = Endpoint.make("Fields.get", {
  method: "GET",
  path: (id: FieldId) => `/fields/${id}`,
  success: Wire.envelope("field", Field),
  errors: [NotFoundError, ValidationError],
  sideloads: ["fieldOptions", "fieldRels"],
  knowledge: "recorded"
})

/**
 * Updates a custom field.
 *
 * @see https://developers.activecampaign.com/reference/update-a-field
 */
export const update = Endpoint.make("Fields.update", {
  method: "PUT",
  path: (id: FieldId) => `/fields/${id}`,
  payload: Wire.envelope("field", FieldUpdate),
  success: Wire.envelope("field", Field),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Deletes a custom field and its values on all contacts.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-field
 */
const delete_ = Endpoint.make("Fields.delete", {
  method: "DELETE",
  path: (id: FieldId) => `/fields/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists custom fields, optionally filtered. Their options and relationships to lists are side-loaded: use `list.page`.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-fields
 */
export const list = Endpoint.list("Fields.list", {
  path: () => "/fields",
  query: FieldQuery,
  items: ["fields", Field],
  sideloads: ["fieldOptions", "fieldRels"],
  knowledge: "recorded"
})
