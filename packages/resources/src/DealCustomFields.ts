/**
 * Deal custom fields: definitions of the custom fields of deals, called `dealCustomFieldMeta` in the API. Use
 * `DealCustomFieldValues` for their values.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { DealCustomFieldId, UserId } from "./Ids.js"

/** Types of custom fields. */
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

/** A custom field of deals. */
export class DealCustomField extends Wire.Entity<DealCustomField>("DealCustomField")(
  {
    /** Id of the custom field. */
    id: DealCustomFieldId
  },
  {
    /** Label shown in ActiveCampaign. */
    fieldLabel: Wire.Text,
    /**
     * Type of the field: `text`, `textarea`, `date`, `datetime`, `dropdown`, `multiselect`, `radio`, `checkbox`,
     * `hidden`, `currency` or `number`.
     */
    fieldType: Wire.openLiteral(types),
    /** Labels of the options that a value can be chosen from; null if the field has no options. */
    fieldOptions: Wire.array(Wire.Text),
    /**
     * Default value: an array of strings if the field holds several values, an amount in the currency's minor unit
     * (cents) if its type is `currency`.
     */
    fieldDefault: Wire.CustomFieldValue,
    /** Default currency code; only for fields of type `currency`. */
    fieldDefaultCurrency: Wire.Text,
    /** Whether a value is required. */
    isRequired: Wire.Flag,
    /** Whether the field is shown on forms. */
    isFormVisible: Wire.Flag,
    /** Whether the field is hidden. */
    hideFieldFlag: Wire.Flag,
    /** Position among the custom fields of deals. */
    displayOrder: Wire.Integer,
    /**
     * Personalization tag that inserts the value into messages, such as `DEAL_TITLE_1`. ActiveCampaign generates the
     * tag.
     */
    personalization: Wire.Text,
    /** Id of the predefined field in ActiveCampaign; null if the field is not predefined. */
    knownFieldId: Wire.Text,
    /** User who created the field. */
    createdBy: Wire.nullableId(UserId),
    /** User who last updated the field. */
    updatedBy: Wire.nullableId(UserId),
    /** When the field was created, with or without a time zone. */
    createdTimestamp: Wire.InstantOrLocal,
    /** When the field was last updated, with or without a time zone. */
    updatedTimestamp: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Label shown in ActiveCampaign. */
  fieldLabel: Wire.Text
}

const optional = {
  /**
   * Labels of the options that a value can be chosen from. Required to create a field of type `dropdown`,
   * `multiselect`, `radio` or `checkbox`.
   */
  fieldOptions: Wire.array(Wire.Text),
  /**
   * Default value: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  fieldDefault: Wire.CustomFieldValue,
  /** Whether the field is shown on forms. */
  isFormVisible: Wire.NumericFlag,
  /** Position among the custom fields of deals. */
  displayOrder: Wire.NonNegativeInteger
}

/** Fields for creating a custom field of deals. */
export class DealCustomFieldCreate extends Wire.Input<DealCustomFieldCreate>("DealCustomFieldCreate")(
  {
    ...required,
    /**
     * Type of the field: `text`, `textarea`, `date`, `datetime`, `dropdown`, `multiselect`, `radio`, `checkbox`,
     * `hidden`, `currency` or `number`.
     */
    fieldType: Wire.closedLiteral(types)
  },
  {
    ...optional,
    /** Default three-letter currency code; only for fields of type `currency`. */
    fieldDefaultCurrency: Wire.nullable(Wire.AnyCaseCurrencyCode),
    /** Whether a value is required. */
    isRequired: Wire.NumericFlag
  }
) {}

/** Fields for updating a custom field of deals. Omitted fields are left unchanged. */
export class DealCustomFieldUpdate extends Wire.Input<DealCustomFieldUpdate>("DealCustomFieldUpdate")(
  {},
  { ...required, ...optional }
) {}

/**
 * Creates a custom field of deals. `DealCustomFieldValues.create` then sets its value for a deal.
 *
 * ```ts
 * DealCustomFields.create({ fieldLabel: "Region", fieldType: "dropdown", fieldOptions: ["EMEA", "APAC"] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-custom-deal-field-meta
 */
export const create = Endpoint.make("DealCustomFields.create", {
  method: "POST",
  path: () => "/dealCustomFieldMeta",
  payload: Wire.envelope("dealCustomFieldMetum", DealCustomFieldCreate),
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a custom field of deals.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-custom-deal-field-meta
 */
export const get = Endpoint.make("DealCustomFields.get", {
  method: "GET",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a custom field of deals. `fieldType`, `fieldDefaultCurrency` and `isRequired` can be set only by `create`.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-deal-field-meta
 */
export const update = Endpoint.make("DealCustomFields.update", {
  method: "PUT",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  payload: Wire.envelope("dealCustomFieldMetum", DealCustomFieldUpdate),
  success: Wire.envelope("dealCustomFieldMetum", DealCustomField),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Deletes a custom field of deals and all its values.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-deal-field-meta
 */
const delete_ = Endpoint.make("DealCustomFields.delete", {
  method: "DELETE",
  path: (id: DealCustomFieldId) => `/dealCustomFieldMeta/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the custom fields of deals.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-all-custom-deal-field-meta
 */
export const list = Endpoint.list("DealCustomFields.list", {
  path: () => "/dealCustomFieldMeta",
  items: ["dealCustomFieldMeta", DealCustomField],
  knowledge: "recorded"
})
