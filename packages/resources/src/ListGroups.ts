/**
 * ListGroups: list group permissions, which give user groups access to lists.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { GroupId, ListGroupId, ListId } from "./Ids.js"

/** A list group permission: access of a user group to a list. */
export class ListGroup extends Wire.Entity<ListGroup>("ListGroup")(
  {
    /** Id of the permission. */
    id: ListGroupId
  },
  {
    /** List that the user group has access to. */
    list: Wire.nullableId(ListId),
    /** User group that has access to the list. */
    group: Wire.nullableId(GroupId),
    /** Whether users in the group can create lists. */
    p_list_add: Wire.Flag,
    /** Whether users in the group can update lists. */
    p_list_edit: Wire.Flag,
    /** Whether users in the group can delete lists. */
    p_list_delete: Wire.Flag,
    /** Whether users in the group can use segments. */
    p_list_filter: Wire.Flag,
    /** Whether users in the group can sync contacts. */
    p_list_sync: Wire.Flag,
    /** Whether users in the group can create messages. */
    p_message_add: Wire.Flag,
    /** Whether users in the group can update messages. */
    p_message_edit: Wire.Flag,
    /** Whether users in the group can delete messages. */
    p_message_delete: Wire.Flag,
    /** Whether users in the group can send messages. */
    p_message_send: Wire.Flag,
    /** Whether users in the group can create contacts. */
    p_subscriber_add: Wire.Flag,
    /** Whether users in the group can update contacts. */
    p_subscriber_edit: Wire.Flag,
    /** Whether users in the group can delete contacts. */
    p_subscriber_delete: Wire.Flag,
    /** Whether users in the group can import contacts. */
    p_subscriber_import: Wire.Flag,
    /** Whether users in the group can approve contacts. */
    p_subscriber_approve: Wire.Flag,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Fields for creating a list group permission. */
export class ListGroupCreate extends Wire.Input<ListGroupCreate>("ListGroupCreate")(
  {
    /** List that the user group gets access to. */
    listid: ListId,
    /** User group that gets access to the list. */
    groupid: GroupId
  },
  {}
) {}

/**
 * Creates a list group permission. Users cannot see a new list until their user group has one. The response contains no
 * permission flags; they are null. Use `get` to retrieve them.
 *
 * ```ts
 * ListGroups.create({ listid: ListId.make("19"), groupid: GroupId.make("1") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-list-group-permission
 */
export const create = Endpoint.make("ListGroups.create", {
  method: "POST",
  path: () => "/listGroups",
  payload: Wire.envelope("listGroup", ListGroupCreate),
  success: Wire.envelope("listGroup", ListGroup),
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a list group permission. Not documented by ActiveCampaign.
 */
export const get = Endpoint.make("ListGroups.get", {
  method: "GET",
  path: (id: ListGroupId) => `/listGroups/${id}`,
  success: Wire.envelope("listGroup", ListGroup),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Deletes a list group permission: the user group loses access to the list. Not documented by ActiveCampaign.
 */
const delete_ = Endpoint.make("ListGroups.delete", {
  method: "DELETE",
  path: (id: ListGroupId) => `/listGroups/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the list group permissions of all lists. Not documented by ActiveCampaign.
 */
export const list = Endpoint.list("ListGroups.list", {
  path: () => "/listGroups",
  items: ["listGroups", ListGroup],
  knowledge: "recorded"
})
