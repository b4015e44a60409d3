/**
 * FieldRels: relationships between custom fields and lists. The forms of a list show the custom fields that are related
 * to the list.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { FieldId, FieldRelId, ListId } from "./Ids.js"

/** A relationship between a custom field and a list. */
export class FieldRel extends Wire.Entity<FieldRel>("FieldRel")(
  {
    /** Id of the relationship. */
    id: FieldRelId
  },
  {
    /** Custom field that is related to the list. */
    field: Wire.nullableId(FieldId),
    /** List that shows the field; null for all lists. */
    relid: Wire.nullableId(ListId),
    /** Position of the field among the fields of the list. */
    dorder: Wire.Integer,
    /** When the relationship was created. */
    cdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for creating a relationship between a custom field and a list. */
export class FieldRelCreate extends Wire.Input<FieldRelCreate>("FieldRelCreate")(
  {
    /** Custom field to relate to the list. */
    field: FieldId,
    /** List that shows the field; `0` for all lists. */
    relid: Wire.union(ListId, Wire.closedLiteral(["0"]))
  },
  {}
) {}

/**
 * Relates a custom field to a list, or to all lists. A new custom field is not visible until it is related to a list.
 *
 * ```ts
 * FieldRels.create({ field: FieldId.make("7"), relid: "0" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-custom-field-relationship-to-lists
 */
export const create = Endpoint.make("FieldRels.create", {
  method: "POST",
  path: () => "/fieldRels",
  payload: Wire.envelope("fieldRel", FieldRelCreate),
  success: Wire.envelope("fieldRel", FieldRel),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a relationship. Not documented by ActiveCampaign.
 */
export const get = Endpoint.make("FieldRels.get", {
  method: "GET",
  path: (id: FieldRelId) => `/fieldRels/${id}`,
  success: Wire.envelope("fieldRel", FieldRel),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Deletes a relationship. The forms of the list no longer show the custom field.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-field-relationship-to-lists
 */
const delete_ = Endpoint.make("FieldRels.delete", {
  method: "DELETE",
  path: (id: FieldRelId) => `/fieldRels/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the relationships of all custom fields. Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which no page of ActiveCampaign shows. Other clients read these rows.
 */
export const list = Endpoint.list("FieldRels.list", {
  path: () => "/fieldRels",
  items: ["fieldRels", FieldRel],
  knowledge: "inferred"
})

/**
 * Lists the relationships of a custom field. Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response. The route comes from the links in other responses.
 */
export const listByField = Endpoint.list("FieldRels.listByField", {
  path: (field: FieldId) => `/fields/${field}/relations`,
  items: ["fieldRels", FieldRel],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})
