/**
 * Custom fields of deals and of accounts: what their definitions and their values have in common.
 *
 * The doc comments are on types with names: a declaration that repeats the fields of another file has no comments.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as DateTime from "effect/DateTime"

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

/** Codecs of a definition in a response. */
export type Definition = {
  /** Label shown in ActiveCampaign. */
  readonly fieldLabel: Wire.Codec<string>
  /**
   * Type of the field: `text`, `textarea`, `date`, `datetime`, `dropdown`, `multiselect`, `radio`, `checkbox`,
   * `hidden`, `currency` or `number`.
   */
  readonly fieldType: Wire.Codec<Wire.Open<(typeof types)[number]>>
  /** Labels of the options that a value can be chosen from; null if the field has no options. */
  readonly fieldOptions: Wire.Codec<readonly string[]>
  /**
   * Default value: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  readonly fieldDefault: Wire.Codec<Wire.CustomFieldValue>
  /** Default currency code; only for fields of type `currency`. */
  readonly fieldDefaultCurrency: Wire.Codec<string>
  /** Whether a value is required. */
  readonly isRequired: Wire.Codec<boolean>
  /** Whether the field is shown on forms. */
  readonly isFormVisible: Wire.Codec<boolean>
  /** Whether the field is hidden. */
  readonly hideFieldFlag: Wire.Codec<boolean>
  /** Position among the custom fields of the same kind of record. */
  readonly displayOrder: Wire.Codec<number | null>
  /**
   * Personalization tag that inserts the value into messages, such as `DEAL_TITLE_1`. ActiveCampaign generates the
   * tag.
   */
  readonly personalization: Wire.Codec<string>
  /** Id of the predefined field in ActiveCampaign; null if the field is not predefined. */
  readonly knownFieldId: Wire.Codec<string>
  /** When the field was created, with or without a time zone. */
  readonly createdTimestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
  /** When the field was last updated, with or without a time zone. */
  readonly updatedTimestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
  /** URLs of related resources, by name. */
  readonly links: Wire.Codec<Wire.Links>
}

/** Fields of a definition in a response. */
export const definition: Definition = {
  fieldLabel: Wire.Text,
  fieldType: Wire.openLiteral(types),
  fieldOptions: Wire.array(Wire.Text),
  fieldDefault: Wire.CustomFieldValue,
  fieldDefaultCurrency: Wire.Text,
  isRequired: Wire.Flag,
  isFormVisible: Wire.Flag,
  hideFieldFlag: Wire.Flag,
  displayOrder: Wire.Integer,
  personalization: Wire.Text,
  knownFieldId: Wire.Text,
  createdTimestamp: Wire.InstantOrLocal,
  updatedTimestamp: Wire.InstantOrLocal,
  links: Wire.Links
}

/** Codec of a label. */
export type Label = {
  /** Label shown in ActiveCampaign. */
  readonly fieldLabel: Wire.Codec<string>
}

/** The field of a definition that is required to create it. */
const label: Label = {
  fieldLabel: Wire.Text
}

/** Codecs of the fields of a definition that can always be set. */
export type Settings = {
  /**
   * Labels of the options that a value can be chosen from. Required to create a field of type `dropdown`,
   * `multiselect`, `radio` or `checkbox`.
   */
  readonly fieldOptions: Wire.Codec<readonly string[]>
  /**
   * Default value: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  readonly fieldDefault: Wire.Codec<Wire.CustomFieldValue>
  /** Whether the field is shown on forms. */
  readonly isFormVisible: Wire.Codec<boolean>
  /** Position among the custom fields of the same kind of record. */
  readonly displayOrder: Wire.Codec<number>
}

/** Fields of a definition that can always be set. */
const settings: Settings = {
  fieldOptions: Wire.array(Wire.Text),
  fieldDefault: Wire.CustomFieldValue,
  isFormVisible: Wire.NumericFlag,
  displayOrder: Wire.NonNegativeInteger
}

/** Codec of a type of custom fields. */
export type FieldType = {
  /**
   * Type of the field: `text`, `textarea`, `date`, `datetime`, `dropdown`, `multiselect`, `radio`, `checkbox`,
   * `hidden`, `currency` or `number`.
   */
  readonly fieldType: Wire.Codec<Wire.Open<(typeof types)[number]>>
}

/** The type of a definition, which can be set only when it is created. */
const type: FieldType = {
  fieldType: Wire.closedLiteral(types)
}

/** Codecs of the fields of a definition that can be set only when it is created. */
export type Initial = {
  /** Default three-letter currency code; only for fields of type `currency`. */
  readonly fieldDefaultCurrency: Wire.Codec<string | null>
  /** Whether a value is required. */
  readonly isRequired: Wire.Codec<boolean>
}

/** Optional fields of a definition that can be set only when it is created. */
const initial: Initial = {
  fieldDefaultCurrency: Wire.nullable(Wire.AnyCaseCurrencyCode),
  isRequired: Wire.NumericFlag
}

/** Required fields for creating a definition. */
export const createRequired: Label & FieldType = { ...label, ...type }

/** Optional fields for creating a definition. */
export const createOptional: Settings & Initial = { ...settings, ...initial }

/** Fields for updating a definition. */
export const updateOptional: Label & Settings = { ...label, ...settings }

// ---------------------------------------------------------------------------------------------------------------
// Values
// ---------------------------------------------------------------------------------------------------------------

/** Codecs of a value in a response. */
export type Stored = {
  /**
   * Value of the field: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  readonly fieldValue: Wire.Codec<Wire.CustomFieldValue | null>
  /** Currency code of the amount; only for fields of type `currency`. */
  readonly fieldCurrency: Wire.Codec<string>
  /** When the value was created, with or without a time zone. */
  readonly createdTimestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
  /** When the value was last updated, with or without a time zone. */
  readonly updatedTimestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
  /** URLs of related resources, by name. */
  readonly links: Wire.Codec<Wire.Links>
}

/** Fields of a value in a response. Some lists have one key for each type of field instead. */
export const stored: Stored = {
  fieldValue: Wire.columns(Wire.CustomFieldValue, {
    custom_field_text_value: Wire.Text,
    custom_field_text_blob: Wire.Text,
    custom_field_number_value: Wire.Decimal,
    custom_field_date_value: Wire.Text,
    custom_field_currency_value: Wire.Decimal
  }),
  fieldCurrency: Wire.columns(Wire.Text, { custom_field_currency_type: Wire.Text }),
  createdTimestamp: Wire.InstantOrLocal,
  updatedTimestamp: Wire.InstantOrLocal,
  links: Wire.Links
}

/** Codecs of a value that was saved together with its record. */
export type Saved = {
  /**
   * Value of the field: an array of strings if the field holds several values, an amount in the currency's minor unit
   * (cents) if its type is `currency`.
   */
  readonly fieldValue: Wire.Codec<Wire.CustomFieldValue>
  /** Currency code of the amount; only for fields of type `currency`. */
  readonly fieldCurrency: Wire.Codec<string>
}

/** Fields of a value that was saved together with its record. */
export const saved: Saved = {
  fieldValue: Wire.CustomFieldValue,
  fieldCurrency: Wire.Text
}

/** Codec of a value in a request. */
export type Value = {
  /**
   * Value of the field: an array of strings for `multiselect` and `checkbox` fields, an amount in the currency's minor
   * unit (cents) for `currency` fields, `YYYY-MM-DD` for `date` fields, an ISO 8601 date and time for `datetime`
   * fields.
   */
  readonly fieldValue: Wire.Codec<Wire.CustomFieldValue>
}

/** The value in a request. */
export const value: Value = {
  fieldValue: Wire.CustomFieldValue
}

/** Codec of the currency of a value in a request. */
export type Currency = {
  /**
   * Three-letter currency code of the amount; only for fields of type `currency`. By default the currency of the field.
   */
  readonly fieldCurrency: Wire.Codec<string>
}

/** The currency of a value in a request. */
export const currency: Currency = {
  fieldCurrency: Wire.AnyCaseCurrencyCode
}

/** Fields for updating a value. */
export const valueUpdate: Value & Currency = { ...value, ...currency }

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
