/**
 * Which groups of users see which lists.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { GroupId, ListGroupId, ListId } from "./Ids.js"

const listGroup = Wire.entity(
  "ListGroup",
  {
    /** Id of the link. */
    id: ListGroupId
  },
  {
    /** The list. */
    list: Wire.ref(ListId),
    /** The group of users. */
    group: Wire.ref(GroupId),
    /** Whether the group may add lists. */
    p_list_add: Wire.Flag,
    /** Whether the group may change lists. */
    p_list_edit: Wire.Flag,
    /** Whether the group may delete lists. */
    p_list_delete: Wire.Flag,
    /** Whether the group may make segments. */
    p_list_filter: Wire.Flag,
    /** Whether the group may sync contacts. */
    p_list_sync: Wire.Flag,
    /** Whether the group may add messages. */
    p_message_add: Wire.Flag,
    /** Whether the group may change messages. */
    p_message_edit: Wire.Flag,
    /** Whether the group may delete messages. */
    p_message_delete: Wire.Flag,
    /** Whether the group may send. */
    p_message_send: Wire.Flag,
    /** Whether the group may add contacts. */
    p_subscriber_add: Wire.Flag,
    /** Whether the group may change contacts. */
    p_subscriber_edit: Wire.Flag,
    /** Whether the group may delete contacts. */
    p_subscriber_delete: Wire.Flag,
    /** Whether the group may import contacts. */
    p_subscriber_import: Wire.Flag,
    /** Whether the group may approve contacts. */
    p_subscriber_approve: Wire.Flag,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The link that lets a group of users see a list. */
export interface ListGroup extends Schema.Schema.Type<typeof listGroup> {}
/** The link that lets a group of users see a list. */
export const ListGroup: Wire.Codec<ListGroup> = listGroup

const listGroupCreate = Wire.input(
  "ListGroupCreate",
  {
    /** The list. */
    listid: ListId,
    /** The group of users. */
    groupid: GroupId
  },
  {}
)

/** What lets a group of users see a list. */
export interface ListGroupCreate extends Schema.Schema.Type<typeof listGroupCreate> {}
/** What lets a group of users see a list. */
export const ListGroupCreate: Wire.Codec<ListGroupCreate> = listGroupCreate

/**
 * Lets a group of users see a list. Nobody sees a new list before this.
 *
 * @see https://developers.activecampaign.com/reference/create-a-list-group-permission
 */
export const create = Endpoint.make("ListGroups.create", {
  method: "POST",
  path: () => "/listGroups",
  payload: Wire.envelope("listGroup", ListGroupCreate),
  success: Wire.envelope("listGroup", ListGroup),
  failures: [ValidationError]
})

/**
 * Reads one link. Not documented by the vendor.
 */
export const get = Endpoint.make("ListGroups.get", {
  method: "GET",
  path: (id: ListGroupId) => `/listGroups/${id}`,
  success: Wire.envelope("listGroup", ListGroup),
  failures: [NotFoundError]
})

/**
 * Takes a list away from a group of users. Not documented by the vendor.
 */
export const remove = Endpoint.make("ListGroups.remove", {
  method: "DELETE",
  path: (id: ListGroupId) => `/listGroups/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All links of all lists. Not documented by the vendor.
 */
export const list = Endpoint.list("ListGroups.list", {
  path: () => "/listGroups",
  items: ["listGroups", ListGroup]
})
