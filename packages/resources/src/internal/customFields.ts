/**
 * Custom fields of deals and of accounts: what their definitions and their values have in common.
 */
import * as Wire from "@effect-activecampaign/core/Wire"

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

// ---------------------------------------------------------------------------------------------------------------
// Definitions
// ---------------------------------------------------------------------------------------------------------------

/** Fields of a definition in a response. */
export const definition = {
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
  /** Position among the custom fields of the same kind of record. */
  displayOrder: Wire.Integer,
  /**
   * Personalization tag that inserts the value into messages, such as `DEAL_TITLE_1`. ActiveCampaign generates the
   * tag.
   */
  personalization: Wire.Text,
  /** Id of the predefined field in ActiveCampaign; null if the field is not predefined. */
  knownFieldId: Wire.Text,
  /** When the field was created, with or without a time zone. */
  createdTimestamp: Wire.InstantOrLocal,
  /** When the field was last updated, with or without a time zone. */
  updatedTimestamp: Wire.InstantOrLocal,
  /** URLs of related resources, by name. */
  links: Wire.Links
}

/** The field of a definition that is required to create it. */
export const label = {
  /** Label shown in ActiveCampaign. */
  fieldLabel: Wire.Text
}

/** Fields of a definition that can always be set. */
export const settings = {
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
  /** Position among the custom fields of the same kind of record. */
  displayOrder: Wire.NonNegativeInteger
}

/** The type of a definition, which can be set only when it is created. */
export const type = {
  /**
   * Type of the field: `text`, `textarea`, `date`, `datetime`, `dropdown`, `multiselect`, `radio`, `checkbox`,
   * `hidden`, `currency` or `number`.
   */
  fieldType: Wire.closedLiteral(types)
}

/** Optional fields of a definition that can be set only when it is created. */
export const initial = {
  /** Default three-letter currency code; only for fields of type `currency`. */
  fieldDefaultCurrency: Wire.nullable(Wire.AnyCaseCurrencyCode),
  /** Whether a value is required. */
  isRequired: Wire.NumericFlag
}

// ---------------------------------------------------------------------------------------------------------------
// Values
// ---------------------------------------------------------------------------------------------------------------

/** Fields of a value in a response. Some lists have one key for each type of field instead. */
export const stored = {
  /**
   * Value of the field: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  fieldValue: Wire.columns(Wire.CustomFieldValue, {
    custom_field_text_value: Wire.Text,
    custom_field_text_blob: Wire.Text,
    custom_field_number_value: Wire.Decimal,
    custom_field_date_value: Wire.Text,
    custom_field_currency_value: Wire.Decimal
  }),
  /** Currency code of the amount; only for fields of type `currency`. */
  fieldCurrency: Wire.columns(Wire.Text, { custom_field_currency_type: Wire.Text }),
  /** When the value was created, with or without a time zone. */
  createdTimestamp: Wire.InstantOrLocal,
  /** When the value was last updated, with or without a time zone. */
  updatedTimestamp: Wire.InstantOrLocal,
  /** URLs of related resources, by name. */
  links: Wire.Links
}

/** Fields of a value that was saved together with its record. */
export const saved = {
  /**
   * Value of the field: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  fieldValue: Wire.CustomFieldValue,
  /** Currency code of the amount; only for fields of type `currency`. */
  fieldCurrency: Wire.Text
}

/** The value in a request. */
export const value = {
  /**
   * Value of the field: an array of strings for `multiselect` and `checkbox` fields, an amount in the currency's minor
   * unit (cents) for `currency` fields, `YYYY-MM-DD` for `date` fields, an ISO 8601 date and time for `datetime`
   * fields.
   */
  fieldValue: Wire.CustomFieldValue
}

/** The currency of a value in a request. */
export const currency = {
  /**
   * Three-letter currency code of the amount; only for fields of type `currency`. By default the currency of the field.
   */
  fieldCurrency: Wire.AnyCaseCurrencyCode
}

/** Result of saving the custom field values that were sent with a record. */
export class CustomFieldSaveStatus extends Wire.Entity<CustomFieldSaveStatus>("CustomFieldSaveStatus")(
  {},
  {
    /** Result: `success`. With any other one, the request fails. */
    status: Wire.openLiteral(["success"])
  }
) {}

/** Result of creating or updating many custom field values. */
export class CustomFieldValuesSaved extends Wire.Entity<CustomFieldValuesSaved>("CustomFieldValuesSaved")(
  {},
  {
    /** Result message of the API, such as "The bulk insert was successful.". */
    message: Wire.Text
  }
) {}
