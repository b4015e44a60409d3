/**
 * FieldValues: custom field values of contacts. `Fields` defines the fields.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ContactId, FieldId, FieldValueId, UserId } from "./Ids.js"

/** The value of a custom field for a contact. */
export class FieldValue extends Wire.Entity<FieldValue>("FieldValue")(
  {
    /** Id of the value. */
    id: FieldValueId
  },
  {
    /** Contact that has the value. */
    contact: Wire.nullableId(ContactId),
    /** Custom field that the value is for. */
    field: Wire.nullableId(FieldId),
    /**
     * Value of the field. Dates are `YYYY-MM-DD`, dates with a time are ISO 8601, and several selected options are an
     * array.
     */
    value: Wire.FieldText,
    /** When the value was first set. */
    cdate: Wire.Timestamp,
    /** When the value was last updated. */
    udate: Wire.Timestamp,
    /** User who first set the value; null if it was not a user. */
    created_by: Wire.nullableId(UserId),
    /** User who last updated the value; null if it was not a user. */
    updated_by: Wire.nullableId(UserId),
    /** Contact that has the value; the same as `contact`. */
    owner: Wire.nullableId(ContactId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for setting the value of a custom field. */
export class FieldValueSet extends Wire.Input<FieldValueSet>("FieldValueSet")(
  {
    /** Contact that has the value. */
    contact: ContactId,
    /** Custom field that the value is for. */
    field: FieldId,
    /**
     * Value of the field. Dates are `YYYY-MM-DD`, dates with a time are ISO 8601, and several selected options are an
     * array. The elements of an array must not contain `||`, the separator of the API.
     */
    value: Wire.FieldText
  },
  {
    /** Whether the contact's other required fields are set to their default values if they have no value. */
    useDefaults: Wire.Boolean
  }
) {}

/** Filters for listing custom field values. */
export class FieldValueFilters extends Wire.Input<FieldValueFilters>("FieldValueFilters")(
  {},
  {
    /** Custom field that the value is for. */
    fieldid: FieldId,
    /** Value of the field, matched exactly. */
    val: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing custom field values. */
export class FieldValueQuery extends Wire.Input<FieldValueQuery>("FieldValueQuery")(
  {},
  {
    /** Return only values that match all of these filters. */
    filters: FieldValueFilters
  }
) {}

/**
 * Sets the value of a custom field for a contact. An existing value is replaced, so the request is safe to retry.
 *
 * ```ts
 * FieldValues.set({ contact: ContactId.make("113"), field: FieldId.make("7"), value: "2026-05-28" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-fieldvalue
 */
export const set = Endpoint.make("FieldValues.set", {
  method: "POST",
  path: () => "/fieldValues",
  payload: Wire.envelopeBeside("fieldValue", ["useDefaults"], FieldValueSet),
  success: Wire.envelope("fieldValue", FieldValue),
  errors: [NotFoundError, ValidationError],
  safety: "idempotent",
  sideloads: ["contacts"],
  knowledge: "recorded"
})

/**
 * Retrieves a custom field value.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-fieldvalues
 */
export const get = Endpoint.make("FieldValues.get", {
  method: "GET",
  path: (id: FieldValueId) => `/fieldValues/${id}`,
  success: Wire.envelope("fieldValue", FieldValue),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Sets the value of a custom field for a contact. ActiveCampaign finds the value by `contact` and `field`, not by the
 * id, so the returned value can have a different id. Deprecated: `set` does the same without an id.
 *
 * @see https://developers.activecampaign.com/reference/update-a-custom-field-value-for-contact
 */
export const update = Endpoint.make("FieldValues.update", {
  method: "PUT",
  path: (id: FieldValueId) => `/fieldValues/${id}`,
  payload: Wire.envelopeBeside("fieldValue", ["useDefaults"], FieldValueSet),
  success: Wire.envelope("fieldValue", FieldValue),
  errors: [NotFoundError, ValidationError],
  sideloads: ["contacts"],
  knowledge: "recorded"
})

/**
 * Deletes a custom field value.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-fieldvalue-1
 */
const delete_ = Endpoint.make("FieldValues.delete", {
  method: "DELETE",
  path: (id: FieldValueId) => `/fieldValues/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the custom field values of all contacts, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-custom-field-values
 */
export const list = Endpoint.list("FieldValues.list", {
  path: () => "/fieldValues",
  query: FieldValueQuery,
  items: ["fieldValues", FieldValue],
  knowledge: "recorded"
})

/**
 * Lists the custom field values of a contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-field-values
 */
export const listByContact = Endpoint.list("FieldValues.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/fieldValues`,
  items: ["fieldValues", FieldValue],
  errors: [NotFoundError],
  pagination: "none"
})
