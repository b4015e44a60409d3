/**
 * Which lists a custom field belongs to: forms of a list show the fields that are linked to it.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { FieldId, FieldRelId, ListId } from "./Ids.js"

const fieldRel = Wire.entity(
  "FieldRel",
  {
    /** Id of the link. */
    id: FieldRelId
  },
  {
    /** The field. */
    field: Wire.ref(FieldId),
    /** The list; null for all lists. */
    relid: Wire.ref(ListId),
    /** Position among the list's fields. */
    dorder: Wire.Integer,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The link between a custom field and a list. */
export interface FieldRel extends Schema.Schema.Type<typeof fieldRel> {}
/** The link between a custom field and a list. */
export const FieldRel: Wire.Codec<FieldRel> = fieldRel

const fieldRelCreate = Wire.input(
  "FieldRelCreate",
  {
    /** The field. */
    field: FieldId,
    /** The list; `0` for all lists. */
    relid: Schema.Union(ListId, Schema.Literal("0"))
  },
  {}
)

/** What links a custom field to a list. */
export interface FieldRelCreate extends Schema.Schema.Type<typeof fieldRelCreate> {}
/** What links a custom field to a list. */
export const FieldRelCreate: Wire.Codec<FieldRelCreate> = fieldRelCreate

/**
 * Links a custom field to a list, or to all lists.
 *
 * @see https://developers.activecampaign.com/reference/create-a-custom-field-relationship-to-lists
 */
export const create = Endpoint.make("FieldRels.create", {
  method: "POST",
  path: () => "/fieldRels",
  payload: Wire.envelope("fieldRel", FieldRelCreate),
  success: Wire.envelope("fieldRel", FieldRel),
  failures: [NotFoundError, ValidationError]
})

/**
 * Reads one link. Not documented by the vendor.
 */
export const get = Endpoint.make("FieldRels.get", {
  method: "GET",
  path: (id: FieldRelId) => `/fieldRels/${id}`,
  success: Wire.envelope("fieldRel", FieldRel),
  failures: [NotFoundError]
})

/**
 * Takes a custom field off a list.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-custom-field-relationship-to-lists
 */
export const remove = Endpoint.make("FieldRels.remove", {
  method: "DELETE",
  path: (id: FieldRelId) => `/fieldRels/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All links of all fields. Not documented by the vendor.
 */
export const list = Endpoint.list("FieldRels.list", {
  path: () => "/fieldRels",
  items: ["fieldRels", FieldRel]
})

/**
 * All links of one field. Not documented by the vendor.
 */
export const listOfField = Endpoint.list("FieldRels.listOfField", {
  path: (field: FieldId) => `/fields/${field}/relations`,
  items: ["fieldRels", FieldRel],
  failures: [NotFoundError],
  walk: "whole"
})
