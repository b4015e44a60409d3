/**
 * Users of the account: those who work with it, not those it writes to.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { GroupId, UserConversationsPermissionId, UserGroupId, UserId } from "./Ids.js"

const user = Wire.entity(
  "User",
  {
    /** Id of the user. */
    id: UserId
  },
  {
    /** Name to log in with. */
    username: Wire.Text,
    /** E-mail address. */
    email: Wire.Text,
    /** First name. */
    firstName: Wire.Text,
    /** Last name. */
    lastName: Wire.Text,
    /** Phone number. */
    phone: Wire.Text,
    /** What stands below mails. */
    signature: Wire.Text,
    /** Language, such as `english`. */
    lang: Wire.Text,
    /** Time zone, such as `America/Chicago`. */
    localZoneid: Wire.Text,
    /** Roles; in what form, the vendor does not say. */
    roles: Wire.Json,
    /** Whether a second factor is asked for. */
    mfaEnabled: Wire.Flag,
    /** When the password was last changed. */
    password_updated_utc_timestamp: Wire.Moment,
    /** The user's link to a group of users. */
    userGroup: Wire.ref(UserGroupId),
    /** What the user may do in conversations. */
    userConversationsPermission: Wire.ref(UserConversationsPermissionId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A user of the account. */
export interface User extends Schema.Schema.Type<typeof user> {}
/** A user of the account. */
export const User: Wire.Codec<User> = user

const userGroup = Wire.entity(
  "UserGroup",
  {
    /** Id of the link. */
    id: UserGroupId
  },
  {
    /** The user. */
    user: Wire.ref(UserId),
    /** The user; the same as `user`. */
    userid: Wire.ref(UserId),
    /** The group of users. */
    group: Wire.ref(GroupId),
    /** The group of users; the same as `group`. */
    groupid: Wire.ref(GroupId),
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** The link between a user and a group of users. It only ever comes along with users. */
export interface UserGroup extends Schema.Schema.Type<typeof userGroup> {}
/** The link between a user and a group of users. It only ever comes along with users. */
export const UserGroup: Wire.Codec<UserGroup> = userGroup

const userConversationsPermission = Wire.entity(
  "UserConversationsPermission",
  {
    /** Id of the permission. */
    id: UserConversationsPermissionId
  },
  {
    /** The user. */
    user: Wire.ref(UserId),
    /** What the user may do, as a number that the vendor does not explain. */
    permission: Wire.Integer,
    /** When it was made. */
    created_timestamp: Wire.Timestamp,
    /** When it was last changed. */
    updated_timestamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** What a user may do in conversations. It only ever comes along with users. */
export interface UserConversationsPermission extends Schema.Schema.Type<typeof userConversationsPermission> {}
/** What a user may do in conversations. It only ever comes along with users. */
export const UserConversationsPermission: Wire.Codec<UserConversationsPermission> = userConversationsPermission

const required = {
  /** Group of users that the user belongs to. */
  group: GroupId
}

const fields = {
  /** E-mail address. */
  email: Schema.String,
  /** First name. */
  firstName: Schema.String,
  /** Last name. */
  lastName: Schema.String,
  /** Password, as it is. */
  password: Schema.String
}

const userCreate = Wire.input(
  "UserCreate",
  {
    ...required,
    ...fields,
    /** Name to log in with; it cannot be changed. */
    username: Schema.String
  },
  {}
)

/** What makes a user. */
export interface UserCreate extends Schema.Schema.Type<typeof userCreate> {}
/** What makes a user. */
export const UserCreate: Wire.Codec<UserCreate> = userCreate

const userUpdate = Wire.input("UserUpdate", required, fields)

/** What changes a user; what is left out stays. */
export interface UserUpdate extends Schema.Schema.Type<typeof userUpdate> {}
/** What changes a user; what is left out stays. */
export const UserUpdate: Wire.Codec<UserUpdate> = userUpdate

/**
 * Makes a user.
 *
 * @see https://developers.activecampaign.com/reference/create-user
 */
export const create = Endpoint.make("Users.create", {
  method: "POST",
  path: () => "/users",
  payload: Wire.envelope("user", UserCreate),
  success: Wire.envelope("user", User),
  failures: [ValidationError, DuplicateError]
})

/**
 * Reads one user.
 *
 * @see https://developers.activecampaign.com/reference/get-user
 */
export const get = Endpoint.make("Users.get", {
  method: "GET",
  path: (id: UserId) => `/users/${id}`,
  success: Wire.envelope("user", User),
  failures: [NotFoundError]
})

/**
 * Changes a user. The vendor refuses a change without the group.
 *
 * @see https://developers.activecampaign.com/reference/update-user
 */
export const update = Endpoint.make("Users.update", {
  method: "PUT",
  path: (id: UserId) => `/users/${id}`,
  payload: Wire.envelope("user", UserUpdate),
  success: Wire.envelope("user", User),
  failures: [NotFoundError, ValidationError, DuplicateError],
  sideloads: ["userGroups", "userConversationsPermissions"]
})

/**
 * Deletes a user.
 *
 * @see https://developers.activecampaign.com/reference/delete-user
 */
export const remove = Endpoint.make("Users.remove", {
  method: "DELETE",
  path: (id: UserId) => `/users/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All users.
 *
 * @see https://developers.activecampaign.com/reference/list-all-users
 */
export const list = Endpoint.list("Users.list", {
  path: () => "/users",
  items: ["users", User]
})

/**
 * Reads the user with this e-mail address.
 *
 * @see https://developers.activecampaign.com/reference/get-user-email
 */
export const getByEmail = Endpoint.make("Users.getByEmail", {
  method: "GET",
  path: (email: string) => `/users/email/${email}`,
  params: ["email"],
  success: Wire.envelope("user", User),
  failures: [NotFoundError]
})

/**
 * Reads the user who logs in with this name.
 *
 * @see https://developers.activecampaign.com/reference/get-user-username
 */
export const getByUsername = Endpoint.make("Users.getByUsername", {
  method: "GET",
  path: (username: string) => `/users/username/${username}`,
  params: ["username"],
  success: Wire.envelope("user", User),
  failures: [NotFoundError]
})

/**
 * Reads the user whose key this is.
 *
 * @see https://developers.activecampaign.com/reference/get-user-loggedin
 */
export const me = Endpoint.make("Users.me", {
  method: "GET",
  path: () => "/users/me",
  success: Wire.envelope("user", User)
})
