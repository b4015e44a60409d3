/**
 * Field group members: links between custom fields and the groups that they are shown in, called `groupMembers` in the API.
 * Use `FieldGroups` for the groups.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AccountCustomFieldId, DealCustomFieldId, FieldGroupId, FieldGroupMemberId, FieldId, UserId } from "./Ids.js"

const field = Wire.union(FieldId, DealCustomFieldId, AccountCustomFieldId)

/** The link between a custom field and a group. */
export class FieldGroupMember extends Wire.Entity<FieldGroupMember>("FieldGroupMember")(
  {
    /** Id of the link. */
    id: FieldGroupMemberId
  },
  {
    /** Group that the custom field is shown in. */
    group_id: Wire.nullableId(FieldGroupId),
    /** Custom field that is shown in the group: of contacts, deals or accounts, as the group's `type_id` says. */
    rel_id: field,
    /** Position of the custom field in the group. */
    ordernum: Wire.Integer,
    /** User who created the link. Null if no user did. */
    created_by: Wire.nullableId(UserId),
    /** User who last updated the link. Null if no user did. */
    updated_by: Wire.nullableId(UserId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for creating or updating the link between a custom field and a group. */
export class FieldGroupMemberWrite extends Wire.Input<FieldGroupMemberWrite>("FieldGroupMemberWrite")(
  {
    /** Group that the custom field is shown in. */
    group_id: FieldGroupId,
    /** Custom field that is shown in the group: of contacts, deals or accounts, as the group's `type_id` says. */
    rel_id: field
  },
  {
    /** Position of the custom field in the group; null for the last one. */
    ordernum: Wire.nullable(Wire.NonNegativeInteger)
  }
) {}

/**
 * Adds a custom field to a group.
 *
 * ```ts
 * FieldGroupMembers.create({ group_id: FieldGroupId.make("21"), rel_id: FieldId.make("10") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/add-custom-field-to-field-group
 */
export const create = Endpoint.make("FieldGroupMembers.create", {
  method: "POST",
  path: () => "/groupMembers",
  payload: Wire.envelope("groupMember", FieldGroupMemberWrite),
  success: Wire.envelope("groupMember", FieldGroupMember),
  errors: [NotFoundError, ValidationError]
})

/**
 * Retrieves the link between a custom field and a group.
 *
 * @see https://developers.activecampaign.com/reference/get-custom-field-to-field-group
 */
export const get = Endpoint.make("FieldGroupMembers.get", {
  method: "GET",
  path: (id: FieldGroupMemberId) => `/groupMembers/${id}`,
  success: Wire.envelope("groupMember", FieldGroupMember),
  errors: [NotFoundError]
})

/**
 * Moves a custom field to another group or position. Always send `group_id` and `rel_id`, even if they do not change.
 *
 * @see https://developers.activecampaign.com/reference/update-custom-field-field-group
 */
export const update = Endpoint.make("FieldGroupMembers.update", {
  method: "PUT",
  path: (id: FieldGroupMemberId) => `/groupMembers/${id}`,
  payload: Wire.envelope("groupMember", FieldGroupMemberWrite),
  success: Wire.envelope("groupMember", FieldGroupMember),
  errors: [NotFoundError, ValidationError]
})

/**
 * Removes a custom field from a group. The custom field and the group are left unchanged.
 *
 * @see https://developers.activecampaign.com/reference/delete-custom-field-field-group
 */
const delete_ = Endpoint.make("FieldGroupMembers.delete", {
  method: "DELETE",
  path: (id: FieldGroupMemberId) => `/groupMembers/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }
