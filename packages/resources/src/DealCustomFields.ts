/**
 * Custom fields of deals. `DealCustomFieldValues` holds their values.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { DealCustomFieldId, UserId } from "./Ids.js"

/** What a field can hold. */
const types = [
  "text",
  "textarea",
  "date",
  "datetime",
  "dropdown",
  "multiselect",
  "radio",
  "checkbox",
  "hidden",
  "currency",
  "number"
] as const

const dealCustomField = Wire.entity(
  "DealCustomField",
  {
    /** Id of the field. */
    id: DealCustomFieldId
  },
  {
    /** Label. */
    fieldLabel: Wire.Text,
    /** What it holds. */
    fieldType: Wire.known(...types),
    /** Labels of its options. */
    fieldOptions: Wire.rows(Wire.Text),
    /** Default value; an amount of money in cents. */
    fieldDefault: Wire.CustomFieldValue,
    /** Default currency, of a field that holds money. */
    fieldDefaultCurrency: Wire.Text,
    /** Whether a value is required. */
    isRequired: Wire.Flag,
    /** Whether it is shown on forms. */
    isFormVisible: Wire.Flag,
    /** Whether it is hidden. */
    hideFieldFlag: Wire.Flag,
    /** Position among the fields. */
    displayOrder: Wire.Integer,
    /** Personalization tag, which stands for the value in mails. */
    personalization: Wire.Text,
    /** The field of the vendor's own that it is. */
    knownFieldId: Wire.Text,
    /** User who made it. */
    createdBy: Wire.ref(UserId),
    /** User who last changed it. */
    updatedBy: Wire.ref(UserId),
    /** When it was made. */
    createdTimestamp: Wire.Moment,
    /** When it was last changed. */
    updatedTimestamp: Wire.Moment,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A custom field of deals. */
export interface DealCustomField extends Schema.Schema.Type<typeof dealCustomField> {}
/** A custom field of deals. */
export const DealCustomField: Wire.Codec<DealCustomField> = dealCustomField

const required = {
  /** Label. */
  fieldLabel: Schema.String
}

const optional = {
  /** Labels of its options. */
  fieldOptions: Schema.Array(Schema.String),
  /** Default value; several texts where it holds several, an amount of money in cents. */
  fieldDefault: Wire.CustomFieldValue,
  /** Whether it is shown on forms. */
  isFormVisible: Wire.NumericFlag,
  /** Position among the fields. */
  displayOrder: Schema.Int
}

const dealCustomFieldCreate = Wire.input(
  "DealCustomFieldCreate",
  {
    ...required,
    /** What it holds. */
    fieldType: Schema.Literal(...types)
  },
  {
    ...optional,
    /** Default currency, of a field that holds money. */
    fieldDefaultCurrency: Schema.NullOr(Schema.String),
    /** Whether a value is required. */
    isRequired: Wire.NumericFlag
  }
)

/** What makes a custom field of deals. */
export interface DealCustomFieldCreate extends Schema.Schema.Type<typeof dealCustomFieldCreate> {}
/** What makes a custom field of deals. */
export const DealCustomFieldCreate: Wire.Codec<DealCustomFieldCreate> = dealCustomFieldCreate

const dealCustomFieldUpdate = Wire.input("DealCustomFieldUpdate", {}, { ...required, ...optional })

/** What changes a custom field of deals; what is left out stays. */
export interface DealCustomFieldUpdate extends Schema.Schema.Type<typeof dealCustomFieldUpdate> {}
/** What changes a custom field of deals; what is left out stays. */
export const DealCustomFieldUpdate: Wire.Codec<DealCustomFieldUpdate> = dealCustomFieldUpdate

/**
 * Makes a custom field of deals.
 *
 * @see https://developers.activecampaign.com/reference/create-custom-deal-field-meta
 */
export const create = Endpoint.make("DealCustomFields.create", {
  method: "POST",
  path: () => "/dealCustomFieldMeta",
  payload: Wire.envelope("dealCustomFieldMetum", DealCustomFieldCreate),
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  failures: [ValidationError]
})

/**
 * Reads one custom field.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-deal-field-meta
 */
export const get = Endpoint.make("DealCustomFields.get", {
  method: "GET",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  failures: [NotFoundError]
})

/**
 * Changes a custom field.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-deal-field-meta
 */
export const update = Endpoint.make("DealCustomFields.update", {
  method: "PUT",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  payload: Wire.envelope("dealCustomFieldMetum", DealCustomFieldUpdate),
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a custom field with all its values.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-deal-field-meta
 */
export const remove = Endpoint.make("DealCustomFields.remove", {
  method: "DELETE",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All custom fields of deals.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-all-custom-deal-field-meta
 */
export const list = Endpoint.list("DealCustomFields.list", {
  path: () => "/dealCustomFieldMeta",
  items: ["dealCustomFieldMeta", DealCustomField]
})
