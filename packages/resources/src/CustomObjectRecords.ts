/**
 * Records of custom objects. `CustomObjectSchemas` says what they are made of.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { AccountId, ContactId, CustomObjectFieldId, CustomObjectRecordId, CustomObjectSchemaId, DealId } from "./Ids.js"

const customObjectFieldValue = Wire.entity(
  "CustomObjectFieldValue",
  {
    /** Id of the field. */
    id: CustomObjectFieldId
  },
  {
    /** The value: text, a number, several texts, or an amount of money beside its currency. */
    value: Wire.Json
  }
)

/** The value of a field of a record. */
export interface CustomObjectFieldValue extends Schema.Schema.Type<typeof customObjectFieldValue> {}
/** The value of a field of a record. */
export const CustomObjectFieldValue: Wire.Codec<CustomObjectFieldValue> = customObjectFieldValue

const customObjectRecord = Wire.entity(
  "CustomObjectRecord",
  {
    /** Id of the record. */
    id: CustomObjectRecordId
  },
  {
    /** Id that the account gave it. */
    externalId: Wire.Text,
    /** The schema. */
    schemaId: Wire.ref(CustomObjectSchemaId),
    /** Values of its fields. */
    fields: Wire.rows(CustomObjectFieldValue),
    /** Ids of what it is related to, by id of the relationship. */
    relationships: Wire.map(Wire.rows(Wire.Text)),
    /** When it was made. */
    createdTimestamp: Wire.Timestamp,
    /** When it was last changed. */
    updatedTimestamp: Wire.Timestamp
  }
)

/** A record of a custom object. */
export interface CustomObjectRecord extends Schema.Schema.Type<typeof customObjectRecord> {}
/** A record of a custom object. */
export const CustomObjectRecord: Wire.Codec<CustomObjectRecord> = customObjectRecord

const customObjectFieldValueInput = Wire.input(
  "CustomObjectFieldValueInput",
  {
    /** Id of the field. */
    id: CustomObjectFieldId,
    /** The value, as the field's type has it. The vendor does not explain how an amount of money is written. */
    value: Schema.Union(
      Wire.CustomFieldValue,
      Schema.Record({ key: Schema.String, value: Schema.Union(Schema.String, Wire.NumericDecimal) })
    )
  },
  {}
)

/** The value of a field, to be set. */
export interface CustomObjectFieldValueInput extends Schema.Schema.Type<typeof customObjectFieldValueInput> {}
/** The value of a field, to be set. */
export const CustomObjectFieldValueInput: Wire.Codec<CustomObjectFieldValueInput> = customObjectFieldValueInput

const related = Schema.Union(Wire.numeric(ContactId), Wire.numeric(DealId), Wire.numeric(AccountId))

const optional = {
  /** Values of its fields. */
  fields: Schema.Array(CustomObjectFieldValueInput),
  /** Contacts, deals or accounts that it is related to, by id of the relationship, such as `primary-contact`. */
  relationships: Schema.Record({ key: Schema.String, value: Schema.Array(related) }),
  /** The schema; the path says it already. */
  schemaId: CustomObjectSchemaId
}

const customObjectRecordCreate = Wire.input("CustomObjectRecordCreate", {}, optional)

/** What makes a record. */
export interface CustomObjectRecordCreate extends Schema.Schema.Type<typeof customObjectRecordCreate> {}
/** What makes a record. */
export const CustomObjectRecordCreate: Wire.Codec<CustomObjectRecordCreate> = customObjectRecordCreate

const customObjectRecordById = Wire.input(
  "CustomObjectRecordById",
  {
    /** Id of the record. */
    id: CustomObjectRecordId
  },
  {
    /** Id that the account gives it. */
    externalId: Schema.String,
    ...optional
  }
)

/** What changes the record with this id, or makes it. */
export interface CustomObjectRecordById extends Schema.Schema.Type<typeof customObjectRecordById> {}
/** What changes the record with this id, or makes it. */
export const CustomObjectRecordById: Wire.Codec<CustomObjectRecordById> = customObjectRecordById

const customObjectRecordByExternalId = Wire.input(
  "CustomObjectRecordByExternalId",
  {
    /** Id that the account gives it, by which it is found. */
    externalId: Schema.NonEmptyString
  },
  optional
)

/** What changes the record with this external id, or makes it. */
export interface CustomObjectRecordByExternalId extends Schema.Schema.Type<typeof customObjectRecordByExternalId> {}
/** What changes the record with this external id, or makes it. */
export const CustomObjectRecordByExternalId: Wire.Codec<CustomObjectRecordByExternalId> = customObjectRecordByExternalId

/** What makes a record, or changes the one with this id or external id. */
export type CustomObjectRecordUpsert = CustomObjectRecordById | CustomObjectRecordByExternalId
/** What makes a record, or changes the one with this id or external id. */
export const CustomObjectRecordUpsert: Wire.Codec<CustomObjectRecordUpsert> = Schema.Union(
  CustomObjectRecordById,
  CustomObjectRecordByExternalId
)

const customObjectRecordTimes = Wire.input(
  "CustomObjectRecordTimes",
  {},
  {
    /** At this time. */
    eq: Wire.DateFilter,
    /** Before it. */
    lt: Wire.DateFilter,
    /** Before it, or at it. */
    lte: Wire.DateFilter,
    /** After it. */
    gt: Wire.DateFilter,
    /** After it, or at it. */
    gte: Wire.DateFilter
  }
)

const customObjectRecordFilters = Wire.openInput("CustomObjectRecordFilters", "relationships.", Wire.Operators, {
  /** When they were made. */
  createdTimestamp: customObjectRecordTimes,
  /** When they were last changed. */
  updatedTimestamp: customObjectRecordTimes
})

const customObjectRecordQuery = Wire.input(
  "CustomObjectRecordQuery",
  {},
  {
    /** What they must have; what they are related to is asked for by `relationships.` and the relationship's id. */
    filters: customObjectRecordFilters,
    /** What to sort by. */
    orders: Wire.orders("createdTimestamp")
  }
)

/** Which records, in which order. */
export interface CustomObjectRecordQuery extends Schema.Schema.Type<typeof customObjectRecordQuery> {}
/** Which records, in which order. */
export const CustomObjectRecordQuery: Wire.Codec<CustomObjectRecordQuery> = customObjectRecordQuery

/**
 * Makes a record without an id of yours. A repeat makes a second one: `upsert` does not.
 *
 * @see https://developers.activecampaign.com/reference/create-or-update-record
 */
export const create = Endpoint.make("CustomObjectRecords.create", {
  method: "POST",
  path: (schema: CustomObjectSchemaId) => `/customObjects/records/${schema}`,
  params: ["schemaId"],
  payload: Wire.envelope("record", CustomObjectRecordCreate),
  success: Wire.envelope("record", CustomObjectRecord),
  failures: [NotFoundError, ValidationError]
})

/**
 * Reads one record. The only failure that the vendor documents is a bad request: a `ValidationError`.
 *
 * @see https://developers.activecampaign.com/reference/get-a-single-record
 */
export const get = Endpoint.make("CustomObjectRecords.get", {
  method: "GET",
  path: (schema: CustomObjectSchemaId, record: CustomObjectRecordId) => `/customObjects/records/${schema}/${record}`,
  params: ["schemaId", "recordId"],
  success: Wire.envelope("record", CustomObjectRecord),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a record.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-record
 */
export const remove = Endpoint.make("CustomObjectRecords.remove", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId, record: CustomObjectRecordId) => `/customObjects/records/${schema}/${record}`,
  params: ["schemaId", "recordId"],
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})

/**
 * All records of one schema, or those that match.
 *
 * ```ts
 * CustomObjectRecords.list(schema, { filters: { "relationships.primary-contact": { eq: contact.id } } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-records-created-from-a-schema
 */
export const list = Endpoint.list("CustomObjectRecords.list", {
  path: (schema: CustomObjectSchemaId) => `/customObjects/records/${schema}`,
  params: ["schemaId"],
  query: CustomObjectRecordQuery,
  items: ["records", CustomObjectRecord],
  failures: [NotFoundError, ValidationError]
})

/**
 * Makes a record, or changes the one with this id or external id. Safe to repeat.
 *
 * ```ts
 * CustomObjectRecords.upsert(schema, { externalId: "order-1", fields: [{ id: total, value: 100 }] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-or-update-record
 */
export const upsert = Endpoint.make("CustomObjectRecords.upsert", {
  method: "POST",
  path: (schema: CustomObjectSchemaId) => `/customObjects/records/${schema}`,
  params: ["schemaId"],
  payload: Wire.envelope("record", CustomObjectRecordUpsert),
  success: Wire.envelope("record", CustomObjectRecord),
  failures: [NotFoundError, ValidationError],
  safety: "idempotent"
})

/**
 * Reads the record with this external id.
 *
 * @see https://developers.activecampaign.com/reference/get-a-single-record-using-external-id
 */
export const getByExternalId = Endpoint.make("CustomObjectRecords.getByExternalId", {
  method: "GET",
  path: (schema: CustomObjectSchemaId, externalId: string) => `/customObjects/records/${schema}/external/${externalId}`,
  params: ["schemaId", "externalId"],
  success: Wire.envelope("record", CustomObjectRecord),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes the record with this external id.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-record-by-external-id
 */
export const removeByExternalId = Endpoint.make("CustomObjectRecords.removeByExternalId", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId, externalId: string) => `/customObjects/records/${schema}/external/${externalId}`,
  params: ["schemaId", "externalId"],
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})
