/**
 * Values of custom fields of contacts. `Fields` defines the fields.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ContactId, FieldId, FieldValueId, UserId } from "./Ids.js"

const fieldValue = Wire.entity(
  "FieldValue",
  {
    /** Id of the value. */
    id: FieldValueId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The field. */
    field: Wire.ref(FieldId),
    /** The value; several values of one field as an array. */
    value: Wire.FieldText,
    /** When it was first set. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** User who first set it; null where that was not a user. */
    created_by: Wire.ref(UserId),
    /** User who last changed it; null where that was not a user. */
    updated_by: Wire.ref(UserId),
    /** The contact; the same as `contact`. */
    owner: Wire.ref(ContactId),
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The value of a custom field of one contact. */
export interface FieldValue extends Schema.Schema.Type<typeof fieldValue> {}
/** The value of a custom field of one contact. */
export const FieldValue: Wire.Codec<FieldValue> = fieldValue

const fieldValueSet = Wire.input(
  "FieldValueSet",
  {
    /** The contact. */
    contact: ContactId,
    /** The field. */
    field: FieldId,
    /** The value: a day as `2018-12-31`, a point in time as ISO 8601, several values as an array. */
    value: Wire.FieldText
  },
  {
    /** Whether the contact's other required fields get their default values where they are empty. */
    useDefaults: Schema.Boolean
  }
)

/** What sets a custom field of a contact. */
export interface FieldValueSet extends Schema.Schema.Type<typeof fieldValueSet> {}
/** What sets a custom field of a contact. */
export const FieldValueSet: Wire.Codec<FieldValueSet> = fieldValueSet

const fieldValueFilters = Wire.input(
  "FieldValueFilters",
  {},
  {
    /** Field. */
    fieldid: FieldId,
    /** Value, exactly. */
    val: Schema.String
  }
)

const fieldValueQuery = Wire.input(
  "FieldValueQuery",
  {},
  {
    /** What they must have. */
    filters: fieldValueFilters
  }
)

/** Which values. */
export interface FieldValueQuery extends Schema.Schema.Type<typeof fieldValueQuery> {}
/** Which values. */
export const FieldValueQuery: Wire.Codec<FieldValueQuery> = fieldValueQuery

/**
 * Sets a custom field of a contact, whether it had a value or not. Safe to repeat.
 *
 * @see https://developers.activecampaign.com/reference/create-fieldvalue
 */
export const create = Endpoint.make("FieldValues.create", {
  method: "POST",
  path: () => "/fieldValues",
  payload: Wire.envelopeBeside("fieldValue", ["useDefaults"], FieldValueSet),
  success: Wire.envelope("fieldValue", FieldValue),
  failures: [NotFoundError, ValidationError],
  safety: "idempotent",
  sideloads: ["contacts"]
})

/**
 * Reads one value.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-fieldvalues
 */
export const get = Endpoint.make("FieldValues.get", {
  method: "GET",
  path: (id: FieldValueId) => `/fieldValues/${id}`,
  success: Wire.envelope("fieldValue", FieldValue),
  failures: [NotFoundError]
})

/**
 * Sets a custom field of a contact. The vendor goes by contact and field, so the answer can have another id.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-field-value-for-contact
 */
export const update = Endpoint.make("FieldValues.update", {
  method: "PUT",
  path: (id: FieldValueId) => `/fieldValues/${id}`,
  payload: Wire.envelopeBeside("fieldValue", ["useDefaults"], FieldValueSet),
  success: Wire.envelope("fieldValue", FieldValue),
  failures: [NotFoundError, ValidationError],
  sideloads: ["contacts"]
})

/**
 * Deletes a value.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-fieldvalue-1
 */
export const remove = Endpoint.make("FieldValues.remove", {
  method: "DELETE",
  path: (id: FieldValueId) => `/fieldValues/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All values of all contacts, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-custom-field-values
 */
export const list = Endpoint.list("FieldValues.list", {
  path: () => "/fieldValues",
  query: FieldValueQuery,
  items: ["fieldValues", FieldValue]
})

/**
 * All values of one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-field-values
 */
export const listOfContact = Endpoint.list("FieldValues.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/fieldValues`,
  items: ["fieldValues", FieldValue],
  failures: [NotFoundError],
  walk: "whole"
})
