/**
 * Users: team members who log in to ActiveCampaign. For the recipients of campaigns, use `Contacts`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { type CampaignId, GroupId, UserConversationsPermissionId, UserGroupId, UserId } from "./Ids.js"

/** A user of the ActiveCampaign account. */
export class User extends Wire.Entity<User>("User")(
  {
    /** Id of the user. */
    id: UserId
  },
  {
    /** Name that the user logs in with. */
    username: Wire.Text,
    /** E-mail address of the user. */
    email: Wire.Text,
    /** First name of the user. */
    firstName: Wire.Text,
    /** Last name of the user. */
    lastName: Wire.Text,
    /** Phone number of the user. */
    phone: Wire.Text,
    /** E-mail signature of the user. */
    signature: Wire.Text,
    /** Language of the user, such as `english`. */
    lang: Wire.Text,
    /** IANA time zone of the user, such as `America/Chicago`. */
    localZoneid: Wire.Text,
    /** Roles of the user. The format is not documented by ActiveCampaign. */
    roles: Wire.Json,
    /** Whether two-factor authentication is enabled. */
    mfaEnabled: Wire.Flag,
    /** When the password was last changed. The time zone is not documented by ActiveCampaign. */
    password_updated_utc_timestamp: Wire.InstantOrLocal,
    /** Link to the user's group: the id of a `UserGroup`. */
    userGroup: Wire.nullableId(UserGroupId),
    /** Permission of the user in conversations: the id of a `UserConversationsPermission`. */
    userConversationsPermission: Wire.nullableId(UserConversationsPermissionId),
    /** When the user was created. Null for the first administrator of the account. */
    cdate: Wire.Timestamp,
    /** When the user was last updated. Null for the first administrator of the account. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Link between a user and a user group. Returned only as a side-load of `update`. */
export class UserGroup extends Wire.Entity<UserGroup>("UserGroup")(
  {
    /** Id of the link. */
    id: UserGroupId
  },
  {
    /** User who belongs to the group. */
    user: Wire.nullableId(UserId),
    /** User who belongs to the group; the same as `user`. */
    userid: Wire.nullableId(UserId),
    /** User group that the user belongs to. */
    group: Wire.nullableId(GroupId),
    /** User group that the user belongs to; the same as `group`. */
    groupid: Wire.nullableId(GroupId),
    /** When the link was created. */
    cdate: Wire.Timestamp,
    /** When the link was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Permission of a user in conversations. Returned only as a side-load of `update`. */
export class UserConversationsPermission extends Wire.Entity<UserConversationsPermission>(
  "UserConversationsPermission"
)(
  {
    /** Id of the permission. */
    id: UserConversationsPermissionId
  },
  {
    /** User who has the permission. */
    user: Wire.nullableId(UserId),
    /** Permission as a number. The values are not documented by ActiveCampaign. */
    permission: Wire.Integer,
    /** When the permission was created. */
    created_timestamp: Wire.Timestamp,
    /** When the permission was last updated. */
    updated_timestamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** User group that the user belongs to. */
  group: GroupId
}

const fields = {
  /** E-mail address of the user. */
  email: Wire.Text,
  /** First name of the user. */
  firstName: Wire.Text,
  /** Last name of the user. */
  lastName: Wire.Text,
  /** Password in clear text. Responses never contain it. */
  password: Wire.Text
}

/** Fields for creating a user. */
export class UserCreate extends Wire.Input<UserCreate>("UserCreate")(
  {
    ...required,
    ...fields,
    /** Name that the user logs in with. It cannot be changed later. */
    username: Wire.Text
  },
  {}
) {}

/** Fields for updating a user. Omitted fields are left unchanged; `group` is always required. */
export class UserUpdate extends Wire.Input<UserUpdate>("UserUpdate")(required, fields) {}

/**
 * Creates a user. Fails with `DuplicateError` if ActiveCampaign reports that the user already exists.
 *
 * @see https://developers.activecampaign.com/reference/create-user
 */
export const create = Endpoint.make("Users.create", {
  method: "POST",
  path: () => "/users",
  payload: Wire.envelope("user", UserCreate),
  success: Wire.envelope("user", User),
  errors: [ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves a user.
 *
 * @see https://developers.activecampaign.com/reference/get-user
 */
export const get = Endpoint.make("Users.get", {
  method: "GET",
  path: (id: UserId) => `/users/${id}`,
  success: Wire.envelope("user", User),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Updates a user. Always send `group`, even if the group does not change: ActiveCampaign rejects an update without it.
 * The username cannot be changed.
 *
 * @see https://developers.activecampaign.com/reference/update-user
 */
export const update = Endpoint.make("Users.update", {
  method: "PUT",
  path: (id: UserId) => `/users/${id}`,
  payload: Wire.envelope("user", UserUpdate),
  success: Wire.envelope("user", User),
  errors: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["userGroups", "userConversationsPermissions"],
  knowledge: "recorded"
})

/**
 * Deletes a user.
 *
 * @see https://developers.activecampaign.com/reference/delete-user
 */
const delete_ = Endpoint.make("Users.delete", {
  method: "DELETE",
  path: (id: UserId) => `/users/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists all users.
 *
 * @see https://developers.activecampaign.com/reference/list-all-users
 */
export const list = Endpoint.list("Users.list", {
  path: () => "/users",
  items: ["users", User],
  knowledge: "recorded"
})

/**
 * Retrieves a user by e-mail address.
 *
 * @see https://developers.activecampaign.com/reference/get-user-email
 */
export const getByEmail = Endpoint.make("Users.getByEmail", {
  method: "GET",
  path: (email: string) => `/users/email/${email}`,
  params: ["email"],
  success: Wire.envelope("user", User),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a user by username.
 *
 * @see https://developers.activecampaign.com/reference/get-user-username
 */
export const getByUsername = Endpoint.make("Users.getByUsername", {
  method: "GET",
  path: (username: string) => `/users/username/${username}`,
  params: ["username"],
  success: Wire.envelope("user", User),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves the user who owns a campaign.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which is read like that of `get`.
 */
export const getByCampaign = Endpoint.make("Users.getByCampaign", {
  method: "GET",
  path: (campaign: CampaignId) => `/campaigns/${campaign}/user`,
  success: Wire.envelope("user", User),
  errors: [NotFoundError],
  knowledge: "inferred"
})

/**
 * Retrieves the user that the API key belongs to.
 *
 * @see https://developers.activecampaign.com/reference/get-user-loggedin
 */
export const me = Endpoint.make("Users.me", {
  method: "GET",
  path: () => "/users/me",
  success: Wire.envelope("user", User),
  errors: [ValidationError],
  knowledge: "recorded"
})
