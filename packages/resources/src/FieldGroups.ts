/**
 * Field groups: named groups that custom fields are shown in, called `groupDefinitions` in the API. Use
 * `FieldGroupMembers` for the custom fields of a group.
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { FieldGroupId, UserId } from "./Ids.js"

/** Records whose custom fields a group can have. */
const types = { "1": "contact", "2": "deal", "3": "account" } as const

/** A group of custom fields. */
export class FieldGroup extends Wire.Entity<FieldGroup>("FieldGroup")(
  {
    /** Id of the group. */
    id: FieldGroupId
  },
  {
    /** Name of the group. The groups that every account has are named in braces, such as `{**DEAL_DEFAULT**}`. */
    label: Wire.Text,
    /** Records whose custom fields are in the group: `contact`, `deal` or `account`. */
    type_id: Wire.openEnum(types),
    /** Position among the groups. */
    ordernum: Wire.Integer,
    /** User who created the group. Null if no user did. */
    created_by: Wire.nullableId(UserId),
    /** User who last updated the group. Null if no user did. */
    updated_by: Wire.nullableId(UserId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for creating a group of custom fields. */
export class FieldGroupCreate extends Wire.Input<FieldGroupCreate>("FieldGroupCreate")(
  {
    /** Name of the group. */
    label: Wire.Text
  },
  {
    /** Records whose custom fields are in the group: `contact`, `deal` or `account`. */
    groupType: Wire.closedEnum(types),
    /** Position among the groups. */
    ordernum: Wire.NonNegativeInteger
  }
) {}

/**
 * Creates a group of custom fields. `FieldGroupMembers.create` then adds custom fields to it.
 *
 * ```ts
 * FieldGroups.create({ label: "Billing", groupType: "contact" })
 * ```
 *
 * Not confirmed: the body of the request, which ActiveCampaign documents as query parameters, and the numbers that are sent
 * for `groupType`, which are those of the groups that every account has.
 *
 * @see https://developers.activecampaign.com/reference/create-a-custom-field-group
 */
export const create = Endpoint.make("FieldGroups.create", {
  method: "POST",
  path: () => "/groupDefinitions",
  payload: Wire.envelope("groupDefinition", FieldGroupCreate),
  success: Wire.envelope("groupDefinition", FieldGroup),
  errors: [ValidationError],
  knowledge: "inferred"
})

/**
 * Lists all groups of custom fields: those of contacts, deals and accounts.
 *
 * @see https://developers.activecampaign.com/reference/get-all-custom-field-groups
 */
export const list = Endpoint.list("FieldGroups.list", {
  // ActiveCampaign documents the groups under the path of their members.
  path: () => "/groupMembers",
  items: ["groupDefinitions", FieldGroup],
  pagination: "none"
})
