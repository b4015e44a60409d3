/**
 * Users, their groups and what groups may do.
 */
import { GroupLimits, Groups, Users } from "effect-activecampaign"
import {
  computed,
  created,
  flag,
  links,
  nullableString,
  numberText,
  readOnly,
  reference,
  string,
  updated
} from "../columns.js"
import { create, get, type Input, list, remove, update } from "../operations.js"
import { message, notFound, ok } from "../responses.js"
import { type Call, type Handle, route } from "../routes.js"
import { type Column, many, type Row, render, table } from "../Table.js"
import { text } from "../values.js"

/** Users. */
export const users = table({
  name: "users",
  envelope: "user",
  model: "User",
  entity: Users.User,
  columns: {
    username: string("", { required: true }),
    firstName: string("", { required: true }),
    lastName: string("", { required: true }),
    email: string("", { required: true }),
    phone: string(),
    signature: nullableString(),
    lang: string("english"),
    localZoneid: string("America/Chicago"),
    password_updated_utc_timestamp: readOnly("0000-00-00 00:00:00"),
    cdate: created,
    udate: updated,
    mfaEnabled: flag(),
    userGroup: computed(({ id }, store) => store.table("userGroups").by("userid", id)[0]?.["groupid"] ?? null),
    userConversationsPermission: computed(
      ({ id }, store) => store.table("userConversationsPermissions").by("user", id)[0]?.id ?? null
    ),
    links: links(
      "users",
      ...[
        "lists",
        "userGroup",
        "dealGroupTotals",
        "dealGroupUsers",
        "configs",
        "dealConnection",
        "userConversationsPermission",
        "seatUser"
      ]
    )
  },
  unique: [
    { columns: ["username"], title: "The username is already in use" },
    { columns: ["email"], title: "The email is already in use" }
  ],
  relations: {
    userGroups: many("userGroups", "userid"),
    userConversationsPermissions: many("userConversationsPermissions", "user")
  },
  cascade: [
    ["userGroups", "userid"],
    ["userConversationsPermissions", "user"]
  ],
  initial: [{ username: "admin", firstName: "Alex", lastName: "Admin", email: "admin@example.com" }],
  sample: (n) => ({ username: `user${n}`, firstName: `First${n}`, lastName: `Last${n}`, email: `user${n}@example.com` })
})

/** Which group a user is in. */
export const userGroups = table({
  name: "userGroups",
  envelope: "userGroup",
  model: "UserGroup",
  entity: Users.UserGroup,
  columns: {
    userid: reference("users"),
    groupid: reference("groups"),
    cdate: created,
    udate: updated,
    links: links("userGroups", "group", "user"),
    group: computed(({ groupid }) => groupid),
    user: computed(({ userid }) => userid)
  },
  initial: [{ userid: "1", groupid: "3" }],
  sample: (n) => ({ userid: String(n), groupid: "3" })
})

/** What a user may do with conversations. */
export const userConversationsPermissions = table({
  name: "userConversationsPermissions",
  envelope: "userConversationsPermission",
  model: "UserConversationsPermission",
  entity: Users.UserConversationsPermission,
  columns: {
    user: reference("users"),
    permission: numberText(),
    created_timestamp: created,
    updated_timestamp: updated,
    links: links("userConversationsPermissions", "user")
  },
  initial: [{ user: "1" }],
  sample: (n) => ({ user: String(n) })
})

/** Permissions of groups, which are flags. */
const permissions = [
  ...["pgListAdd", "pgListEdit", "pgListDelete", "pgListHeaders", "pgListEmailaccount", "pgListBounce", "pgMessageAdd"],
  ...["pgMessageEdit", "pgMessageDelete", "pgMessageSend", "pgContactAdd", "pgContactEdit", "pgContactDelete"],
  ...["pgContactMerge", "pgContactImport", "pgContactApprove", "pgContactExport", "pgContactSync", "pgContactFilters"],
  ...[
    "pgContactActions",
    "pgContactFields",
    "pg_user_add",
    "pg_user_edit",
    "pg_user_delete",
    "pgGroupAdd",
    "pgGroupEdit"
  ],
  ...["pgGroupDelete", "pgTemplateAdd", "pgTemplateEdit", "pgTemplateDelete", "pgPersonalizationAdd"],
  ...["pgPersonalizationEdit", "pgPersonalizationDelete", "pgAutomationManage", "pgFormEdit", "pgReportsCampaign"],
  ...[
    "pgReportsList",
    "pgReportsUser",
    "pgReportsTrend",
    "pgReportsDeal",
    "pgStartupReports",
    "pgStartupGettingstarted"
  ],
  ...["pgAccountAdd", "pgAccountEdit", "pgAccountDelete", "pgAccountManageCustomField", "pgDeal", "pgDealDelete"],
  ...[
    "pgDealReassign",
    "pgDealFields",
    "pgDealGroupAdd",
    "pgDealGroupEdit",
    "pgDealGroupDelete",
    "pgSavedResponsesManage"
  ],
  ...[
    "pgMfaAdmin",
    "pgDealExport",
    "pgDealManageRoles",
    "pgAccountNoteAdd",
    "pgAccountNoteEdit",
    "pgAccountNoteDelete"
  ],
  ...["pgDealNoteAdd", "pgDealNoteEdit", "pgDealNoteDelete", "pgDealListAll", "pgTagManage", "pgContactResubscribe"],
  ...["pgDealImport", "pgAccountImport", "pgAccountExport", "pgLandingPagesAccess", "pgWebPersonalizationManage"]
]

const flags = (initial: "0" | "1"): Readonly<Record<string, Column>> =>
  Object.fromEntries(permissions.map((name) => [name, flag(initial)]))

/** Groups of users. */
export const groups = table({
  name: "groups",
  envelope: "group",
  model: "Group",
  entity: Groups.Group,
  columns: {
    title: string("", { required: true }),
    descript: string(),
    unsubscribelink: flag(),
    optinconfirm: flag(),
    p_admin: flag("1"),
    ...flags("1"),
    sdate: readOnly(null),
    reqApproval: flag(),
    reqApproval1st: numberText("2"),
    reqApprovalNotify: string(),
    socialdata: flag(),
    links: links(
      "groups",
      ...["userGroups", "groupLimit", "dealGroupGroups", "listGroups", "addressGroups", "automationGroups"]
    )
  },
  cascade: [
    ["userGroups", "groupid"],
    ["listGroups", "group"],
    ["groupLimits", "groupid"]
  ],
  initial: [{ id: "3", title: "Admin", descript: "Users who manage the account" }],
  sample: (n) => ({ title: `Group ${n}` })
})

/** Limits of groups. */
export const groupLimits = table({
  name: "groupLimits",
  envelope: "groupLimit",
  model: "GroupLimit",
  entity: GroupLimits.GroupLimit,
  columns: {
    groupid: reference("groups"),
    limitMail: numberText(),
    limitMailType: string("month"),
    limitContact: numberText(),
    limitList: numberText(),
    limitCampaign: numberText(),
    limitCampaignType: string("month"),
    limitAttachment: numberText("-1"),
    limitUser: numberText(),
    abuseRatio: numberText("4"),
    forceSenderInfo: flag(),
    links: links("groupLimits", "group"),
    group: computed(({ groupid }) => groupid)
  },
  initial: [{ groupid: "3" }],
  sample: () => ({ groupid: "3" })
})

/** 422 if the group of a user is missing or does not exist. An update must name it again. */
const checkGroup = (input: Input, { store }: Call) => {
  const complaint = (title: string, code: string, error: string) => ({
    status: 422,
    body: { errors: [{ title, detail: "", code, error, source: { pointer: "/data/attributes/group" } }] }
  })
  if (text(input["group"]) === "")
    return complaint("The user group was not provided.", "field_missing", "user_group_was_not_provided")
  return store.table("groups").find(input["group"]) === undefined
    ? complaint("The user group does not exist.", "related_missing", "user_group_does_not_exist")
    : undefined
}

const saveGroup = (row: Row, { group }: Input, { now, store }: Call): void => {
  const rows = store.table("userGroups")
  const [existing] = rows.by("userid", row.id)
  if (existing === undefined) rows.insert({ userid: row.id, groupid: text(group) }, now)
  else rows.update(existing, { groupid: text(group) }, now)
  const permissions = store.table("userConversationsPermissions")
  if (permissions.by("user", row.id).length === 0) permissions.insert({ user: row.id }, now)
}

const found = (row: Row | undefined, id: string, { store }: Call) =>
  row === undefined ? notFound("User", id) : ok({ user: render(users, row, store) })

/** The user whom the API key belongs to: the first one. */
const me: Handle = (call) => found(call.store.table("users").all[0], "me", call)

const byColumn =
  (column: "email" | "username"): Handle =>
  (call) =>
    found(call.store.table("users").by(column, call.params["value"])[0], call.params["value"] ?? "", call)

/** Deletes groups by `ids[]`. */
const deleteMany: Handle = ({ query, store }) => {
  const rows = store.table("groups")
  for (const [key, id] of query) {
    const row = /^ids\[\d*\]$/.test(key) ? rows.find(id) : undefined
    if (row !== undefined) rows.delete(row)
  }
  return ok({})
}

/** A group that does not exist is 403. */
const missing = (id: string) => message(403, `No Result found for Group with id ${id}`)

const shortUser = ["username", "email", "firstName", "lastName", "lang", "localZoneid", "cdate", "udate", "links"]

const readColumns = Object.keys(users.columns).filter(
  (name) => name !== "userGroup" && name !== "userConversationsPermission"
)

/** Routes of users and groups. */
export const routes = [
  create(users, "/users", { check: checkGroup, after: saveGroup, returns: shortUser }),
  list(users, "/users", { returns: readColumns }),
  route("GET", "/users/me", me),
  route("GET", "/users/email/{value}", byColumn("email")),
  route("GET", "/users/username/{value}", byColumn("username")),
  get(users, "/users/{id}", { returns: readColumns }),
  ...update(users, "/users/{id}", {
    check: checkGroup,
    after: saveGroup,
    sideloads: ["userGroups", "userConversationsPermissions"]
  }),
  remove(users, "/users/{id}"),
  create(groups, "/groups", { returns: ["title", "descript", "p_admin", "links"] }),
  list(groups, "/groups"),
  route("DELETE", "/groups/bulk_delete", deleteMany),
  get(groups, "/groups/{id}", { missing }),
  ...update(groups, "/groups/{id}"),
  remove(groups, "/groups/{id}"),
  list(groupLimits, "/groupLimits")
]
