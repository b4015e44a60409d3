/**
 * Custom object records: the data stored in a custom object. For the definition of its fields and relationships, see
 * `CustomObjectSchemas`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountId, ContactId, CustomObjectFieldId, CustomObjectRecordId, CustomObjectSchemaId, DealId } from "./Ids.js"

/** The value of a field in a record. */
export class CustomObjectFieldValue extends Wire.Entity<CustomObjectFieldValue>("CustomObjectFieldValue")(
  {
    /** Id of the field. */
    id: CustomObjectFieldId
  },
  {
    /** A string, a number, an array of strings, or an object with an amount of money and its currency. */
    value: Wire.Json
  }
) {}

/** A record of a custom object. */
export class CustomObjectRecord extends Wire.Entity<CustomObjectRecord>("CustomObjectRecord")(
  {
    /** Id of the record. */
    id: CustomObjectRecordId
  },
  {
    /** Your own id for the record. */
    externalId: Wire.Text,
    /** Schema that defines the record. */
    schemaId: Wire.nullableId(CustomObjectSchemaId),
    /** Values of the record's fields. */
    fields: Wire.array(CustomObjectFieldValue),
    /** Ids of the related contacts, deals or accounts, by id of the relationship, such as `primary-contact`. */
    relationships: Wire.record(Wire.array(Wire.union(ContactId, DealId, AccountId))),
    /** When the record was created. */
    createdTimestamp: Wire.Timestamp,
    /** When the record was last updated. */
    updatedTimestamp: Wire.Timestamp
  }
) {}

/** The value of a field, for creating or updating a record. */
export class CustomObjectFieldValueInput extends Wire.Input<CustomObjectFieldValueInput>("CustomObjectFieldValueInput")(
  {
    /** Id of the field. */
    id: CustomObjectFieldId,
    /** Value in the data type of the field. The form of an amount of money is not documented by ActiveCampaign. */
    value: Wire.union(Wire.CustomFieldValue, Wire.record(Wire.union(Wire.Text, Wire.NumericDecimal)))
  },
  {
    /** Currency of an amount of money: a three-letter code, such as `USD`. */
    currency: Wire.AnyCaseCurrencyCode
  }
) {}

const related = Wire.union(Wire.numericId(ContactId), Wire.numericId(DealId), Wire.numericId(AccountId))

const optional = {
  /** Values of the record's fields. */
  fields: Wire.array(CustomObjectFieldValueInput),
  /** Ids of the related contacts, deals or accounts, by id of the relationship, such as `primary-contact`. */
  relationships: Wire.record(Wire.array(related)),
  /** Schema that defines the record. You can omit it, because it is also an argument of the endpoint. */
  schemaId: CustomObjectSchemaId
}

/** Fields for creating a record. */
export class CustomObjectRecordCreate extends Wire.Input<CustomObjectRecordCreate>("CustomObjectRecordCreate")(
  {},
  optional
) {}

/** Fields for upserting a record by its id. */
export class CustomObjectRecordById extends Wire.Input<CustomObjectRecordById>("CustomObjectRecordById")(
  {
    /** Id of the record to update. If no record has this id, a new record is created. */
    id: CustomObjectRecordId
  },
  {
    /** Your own id for the record. */
    externalId: Wire.NonEmptyText,
    ...optional
  }
) {}

/** Fields for upserting a record by its external id. */
export class CustomObjectRecordByExternalId extends Wire.Input<CustomObjectRecordByExternalId>(
  "CustomObjectRecordByExternalId"
)(
  {
    /** Your own id for the record to update. If no record has this id, a new record is created. */
    externalId: Wire.NonEmptyText
  },
  optional
) {}

/** Fields for upserting a record by its id or external id. */
export type CustomObjectRecordUpsert = CustomObjectRecordById | CustomObjectRecordByExternalId
/** Fields for upserting a record by its id or external id. */
export const CustomObjectRecordUpsert: Wire.Codec<CustomObjectRecordUpsert> = Wire.union(
  CustomObjectRecordById,
  CustomObjectRecordByExternalId
)

/** Comparison operators for a timestamp. */
export class CustomObjectRecordTimeOperators extends Wire.OperatorInput<CustomObjectRecordTimeOperators>(
  "CustomObjectRecordTimeOperators"
)({
  /** At this time. */
  eq: Wire.DateFilter,
  /** Before this time. */
  lt: Wire.DateFilter,
  /** Before or at this time. */
  lte: Wire.DateFilter,
  /** After this time. */
  gt: Wire.DateFilter,
  /** After or at this time. */
  gte: Wire.DateFilter
}) {}

/**
 * Filters for listing records. Filter by a related contact, deal or account with the key `relationships.` and the id of
 * the relationship, such as `relationships.primary-contact`.
 */
export class CustomObjectRecordFilters extends Wire.OpenInput<CustomObjectRecordFilters>("CustomObjectRecordFilters")(
  "relationships.",
  Wire.Operators,
  {
    /** When the record was created. Not documented by ActiveCampaign. */
    createdTimestamp: CustomObjectRecordTimeOperators,
    /** When the record was last updated. Not documented by ActiveCampaign. */
    updatedTimestamp: CustomObjectRecordTimeOperators
  }
) {}

/** Query parameters for listing records. */
export class CustomObjectRecordQuery extends Wire.Input<CustomObjectRecordQuery>("CustomObjectRecordQuery")(
  {},
  {
    /** Return only records that match all of these filters. */
    filters: CustomObjectRecordFilters,
    /** Sort order of the records. */
    orders: Wire.orders(["createdTimestamp"])
  }
) {}

/**
 * Creates a record without an id or external id of your own. Fails with `ValidationError` if a value does not fit the
 * schema.
 *
 * A retry can create a duplicate. `upsert` is safe to retry.
 *
 * @see https://developers.activecampaign.com/reference/create-or-update-record
 */
export const create = Endpoint.make("CustomObjectRecords.create", {
  method: "POST",
  path: (schema: CustomObjectSchemaId) => `/customObjects/records/${schema}`,
  params: ["schemaId"],
  payload: Wire.envelope("record", CustomObjectRecordCreate),
  success: Wire.envelope("record", CustomObjectRecord),
  errors: [NotFoundError, ValidationError]
})

/**
 * Retrieves a record. ActiveCampaign documents status 400 as the only error, so a missing record may fail with
 * `ValidationError` instead of `NotFoundError`.
 *
 * @see https://developers.activecampaign.com/reference/get-a-single-record
 */
export const get = Endpoint.make("CustomObjectRecords.get", {
  method: "GET",
  path: (schema: CustomObjectSchemaId, record: CustomObjectRecordId) => `/customObjects/records/${schema}/${record}`,
  params: ["schemaId", "recordId"],
  success: Wire.envelope("record", CustomObjectRecord),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a record. ActiveCampaign documents status 400 as the only error, so a missing record may fail with
 * `ValidationError` instead of `NotFoundError`.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-record
 */
const delete_ = Endpoint.make("CustomObjectRecords.delete", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId, record: CustomObjectRecordId) => `/customObjects/records/${schema}/${record}`,
  params: ["schemaId", "recordId"],
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

export { delete_ as delete }

/**
 * Lists the records of a schema, optionally filtered; a stream sorts them by creation unless `orders` is set.
 *
 * ```ts
 * const schema = CustomObjectSchemaId.make("6449c3f3-b68d-46d1-850b-c8aea998ce1b")
 * const contact = ContactId.make("14")
 *
 * CustomObjectRecords.list(schema, { filters: { "relationships.primary-contact": { eq: contact } } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-records-created-from-a-schema
 */
export const list = Endpoint.list("CustomObjectRecords.list", {
  path: (schema: CustomObjectSchemaId) => `/customObjects/records/${schema}`,
  params: ["schemaId"],
  query: CustomObjectRecordQuery,
  items: ["records", CustomObjectRecord],
  errors: [NotFoundError],
  order: { createdTimestamp: "ASC" }
})

/**
 * Creates a record, or updates the record with this id or external id. Safe to retry. Fails with `ValidationError` if a
 * value does not fit the schema.
 *
 * ```ts
 * const schema = CustomObjectSchemaId.make("6449c3f3-b68d-46d1-850b-c8aea998ce1b")
 * const total = CustomObjectFieldId.make("total")
 *
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
  errors: [NotFoundError, ValidationError],
  safety: "idempotent"
})

/**
 * Retrieves a record by its external id. ActiveCampaign documents status 400 as the only error, so a missing record may
 * fail with `ValidationError` instead of `NotFoundError`.
 *
 * @see https://developers.activecampaign.com/reference/get-a-single-record-using-external-id
 */
export const getByExternalId = Endpoint.make("CustomObjectRecords.getByExternalId", {
  method: "GET",
  path: (schema: CustomObjectSchemaId, externalId: string) => `/customObjects/records/${schema}/external/${externalId}`,
  params: ["schemaId", "externalId"],
  success: Wire.envelope("record", CustomObjectRecord),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a record by its external id. ActiveCampaign documents status 400 as the only error, so a missing record may
 * fail with `ValidationError` instead of `NotFoundError`.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-record-by-external-id
 */
export const deleteByExternalId = Endpoint.make("CustomObjectRecords.deleteByExternalId", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId, externalId: string) => `/customObjects/records/${schema}/external/${externalId}`,
  params: ["schemaId", "externalId"],
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})
