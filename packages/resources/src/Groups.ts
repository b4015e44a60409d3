/**
 * Groups of users, and what their users may do.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { GroupId } from "./Ids.js"

const permissions = {
  /** Whether its users may add lists. */
  pgListAdd: Wire.NumericFlag,
  /** Whether its users may change lists. */
  pgListEdit: Wire.NumericFlag,
  /** Whether its users may delete lists. */
  pgListDelete: Wire.NumericFlag,
  /** Whether its users may manage the headers of lists. */
  pgListHeaders: Wire.NumericFlag,
  /** Whether its users may manage the e-mail accounts of lists. */
  pgListEmailaccount: Wire.NumericFlag,
  /** Whether its users may manage the bounces of lists. */
  pgListBounce: Wire.NumericFlag,
  /** Whether its users may add messages. */
  pgMessageAdd: Wire.NumericFlag,
  /** Whether its users may change messages. */
  pgMessageEdit: Wire.NumericFlag,
  /** Whether its users may delete messages. */
  pgMessageDelete: Wire.NumericFlag,
  /** Whether its users may send messages. */
  pgMessageSend: Wire.NumericFlag,
  /** Whether its users may add contacts. */
  pgContactAdd: Wire.NumericFlag,
  /** Whether its users may change contacts. */
  pgContactEdit: Wire.NumericFlag,
  /** Whether its users may delete contacts. */
  pgContactDelete: Wire.NumericFlag,
  /** Whether its users may merge contacts. */
  pgContactMerge: Wire.NumericFlag,
  /** Whether its users may import contacts. */
  pgContactImport: Wire.NumericFlag,
  /** Whether its users may approve contacts. */
  pgContactApprove: Wire.NumericFlag,
  /** Whether its users may export contacts. */
  pgContactExport: Wire.NumericFlag,
  /** Whether its users may sync contacts. */
  pgContactSync: Wire.NumericFlag,
  /** Whether its users may use filters of contacts. */
  pgContactFilters: Wire.NumericFlag,
  /** Whether its users may use actions on contacts. */
  pgContactActions: Wire.NumericFlag,
  /** Whether its users may manage custom fields of contacts. */
  pgContactFields: Wire.NumericFlag,
  /** Whether its users may add users. */
  pg_user_add: Wire.NumericFlag,
  /** Whether its users may change users. */
  pg_user_edit: Wire.NumericFlag,
  /** Whether its users may delete users. */
  pg_user_delete: Wire.NumericFlag,
  /** Whether its users may add groups of users. */
  pgGroupAdd: Wire.NumericFlag,
  /** Whether its users may change groups of users. */
  pgGroupEdit: Wire.NumericFlag,
  /** Whether its users may delete groups of users. */
  pgGroupDelete: Wire.NumericFlag,
  /** Whether its users may add templates. */
  pgTemplateAdd: Wire.NumericFlag,
  /** Whether its users may change templates. */
  pgTemplateEdit: Wire.NumericFlag,
  /** Whether its users may delete templates. */
  pgTemplateDelete: Wire.NumericFlag,
  /** Whether its users may add personalization variables. */
  pgPersonalizationAdd: Wire.NumericFlag,
  /** Whether its users may change personalization variables. */
  pgPersonalizationEdit: Wire.NumericFlag,
  /** Whether its users may delete personalization variables. */
  pgPersonalizationDelete: Wire.NumericFlag,
  /** Whether its users may manage automations. */
  pgAutomationManage: Wire.NumericFlag,
  /** Whether its users may change forms. */
  pgFormEdit: Wire.NumericFlag,
  /** Whether its users may see reports on campaigns. */
  pgReportsCampaign: Wire.NumericFlag,
  /** Whether its users may see reports on lists. */
  pgReportsList: Wire.NumericFlag,
  /** Whether its users may see reports on users. */
  pgReportsUser: Wire.NumericFlag,
  /** Whether its users may see reports on trends. */
  pgReportsTrend: Wire.NumericFlag,
  /** Whether its users may see reports on the first page. */
  pgStartupReports: Wire.NumericFlag,
  /** Whether its users may see the introduction on the first page. */
  pgStartupGettingstarted: Wire.NumericFlag,
  /** Whether its users may work with deals. */
  pgDeal: Wire.NumericFlag,
  /** Whether its users may delete deals. */
  pgDealDelete: Wire.NumericFlag,
  /** Whether its users may give deals to other users. */
  pgDealReassign: Wire.NumericFlag,
  /** Whether its users may add pipelines. */
  pgDealGroupAdd: Wire.NumericFlag,
  /** Whether its users may change pipelines. */
  pgDealGroupEdit: Wire.NumericFlag,
  /** Whether its users may delete pipelines. */
  pgDealGroupDelete: Wire.NumericFlag,
  /** Whether its users may manage saved responses. */
  pgSavedResponsesManage: Wire.NumericFlag
}

const group = Wire.entity(
  "Group",
  {
    /** Id of the group. */
    id: GroupId
  },
  {
    /** Name. */
    title: Wire.Text,
    /** Description. */
    descript: Wire.Text,
    ...permissions,
    /** Whether its users may manage tags. */
    pgTagManage: Wire.Flag,
    /** Whether its users may subscribe contacts again who have left. */
    pgContactResubscribe: Wire.Flag,
    /** Whether its users may export deals. */
    pgDealExport: Wire.Flag,
    /** Whether its users may manage custom fields of deals. */
    pgDealFields: Wire.Flag,
    /** Whether its users may import deals. */
    pgDealImport: Wire.Flag,
    /** Whether its users may see all deals. */
    pgDealListAll: Wire.Flag,
    /** Whether its users may manage roles in deals. */
    pgDealManageRoles: Wire.Flag,
    /** Whether its users may add notes to deals. */
    pgDealNoteAdd: Wire.Flag,
    /** Whether its users may change notes on deals. */
    pgDealNoteEdit: Wire.Flag,
    /** Whether its users may delete notes on deals. */
    pgDealNoteDelete: Wire.Flag,
    /** Whether its users may add accounts. */
    pgAccountAdd: Wire.Flag,
    /** Whether its users may change accounts. */
    pgAccountEdit: Wire.Flag,
    /** Whether its users may delete accounts. */
    pgAccountDelete: Wire.Flag,
    /** Whether its users may export accounts. */
    pgAccountExport: Wire.Flag,
    /** Whether its users may import accounts. */
    pgAccountImport: Wire.Flag,
    /** Whether its users may manage custom fields of accounts. */
    pgAccountManageCustomField: Wire.Flag,
    /** Whether its users may add notes to accounts. */
    pgAccountNoteAdd: Wire.Flag,
    /** Whether its users may change notes on accounts. */
    pgAccountNoteEdit: Wire.Flag,
    /** Whether its users may delete notes on accounts. */
    pgAccountNoteDelete: Wire.Flag,
    /** Whether its users may work with landing pages. */
    pgLandingPagesAccess: Wire.Flag,
    /** Whether its users may manage how other users sign in with a second factor. */
    pgMfaAdmin: Wire.Flag,
    /** Whether its users may see reports on deals. */
    pgReportsDeal: Wire.Flag,
    /** Whether its users may manage personalization of websites. */
    pgWebPersonalizationManage: Wire.Flag,
    /** Whether its users are administrators. */
    p_admin: Wire.Flag,
    /** Whether every mail must have a link to unsubscribe. */
    unsubscribelink: Wire.Flag,
    /** Whether subscribing must be confirmed. */
    optinconfirm: Wire.Flag,
    /** Whether campaigns of its users need to be approved; the vendor does not explain numbers above 1. */
    reqApproval: Wire.Integer,
    /** Whether their first campaigns need to be approved; the vendor does not explain numbers above 1. */
    reqApproval1st: Wire.Integer,
    /** Address that is told of campaigns to be approved. */
    reqApprovalNotify: Wire.Text,
    /** Whether links to social networks are shown. */
    socialdata: Wire.Flag,
    /** Start date; not explained by the vendor. */
    sdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A group of users. */
export interface Group extends Schema.Schema.Type<typeof group> {}
/** A group of users. */
export const Group: Wire.Codec<Group> = group

const required = {
  /** Name. */
  title: Schema.String
}

const optional = {
  /** Description. */
  descript: Schema.String,
  ...permissions,
  /** Whether every mail must have a link to unsubscribe. */
  unsubscribelink: Wire.NumericFlag,
  /** Whether subscribing must be confirmed. */
  optinconfirm: Wire.NumericFlag,
  /** Whether campaigns of its users need to be approved. */
  reqApproval: Wire.NumericFlag,
  /** Whether their first campaigns need to be approved. */
  reqApproval1st: Wire.NumericFlag,
  /** Address that is told of campaigns to be approved. */
  reqApprovalNotify: Schema.String,
  /** Whether links to social networks are shown. */
  socialdata: Wire.NumericFlag
}

const groupCreate = Wire.input("GroupCreate", required, {
  ...optional,
  /** Whether its users may manage tags. */
  pgTagManage: Wire.NumericFlag
})

/** What makes a group of users. */
export interface GroupCreate extends Schema.Schema.Type<typeof groupCreate> {}
/** What makes a group of users. */
export const GroupCreate: Wire.Codec<GroupCreate> = groupCreate

const groupUpdate = Wire.input("GroupUpdate", {}, { ...required, ...optional })

/** What changes a group of users; what is left out stays. */
export interface GroupUpdate extends Schema.Schema.Type<typeof groupUpdate> {}
/** What changes a group of users; what is left out stays. */
export const GroupUpdate: Wire.Codec<GroupUpdate> = groupUpdate

const groupBulkRemove = Wire.input(
  "GroupBulkRemove",
  {
    /** The groups. */
    ids: Schema.NonEmptyArray(GroupId)
  },
  {}
)

/** Which groups are deleted. */
export interface GroupBulkRemove extends Schema.Schema.Type<typeof groupBulkRemove> {}
/** Which groups are deleted. */
export const GroupBulkRemove: Wire.Codec<GroupBulkRemove> = groupBulkRemove

/**
 * Makes a group of users.
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-group
 */
export const create = Endpoint.make("Groups.create", {
  method: "POST",
  path: () => "/groups",
  payload: Wire.envelope("group", GroupCreate),
  success: Wire.envelope("group", Group),
  failures: [ValidationError]
})

/**
 * Reads one group of users.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-group
 */
export const get = Endpoint.make("Groups.get", {
  method: "GET",
  path: (id: GroupId) => `/groups/${id}`,
  success: Wire.envelope("group", Group),
  failures: [NotFoundError]
})

/**
 * Changes a group of users.
 *
 * @see https://developers.activecampaign.com/reference/update-a-group
 */
export const update = Endpoint.make("Groups.update", {
  method: "PUT",
  path: (id: GroupId) => `/groups/${id}`,
  payload: Wire.envelope("group", GroupUpdate),
  success: Wire.envelope("group", Group),
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a group of users.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-group-1
 */
export const remove = Endpoint.make("Groups.remove", {
  method: "DELETE",
  path: (id: GroupId) => `/groups/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All groups of users.
 *
 * @see https://developers.activecampaign.com/reference/list-all-groups
 */
export const list = Endpoint.list("Groups.list", {
  path: () => "/groups",
  items: ["groups", Group]
})

/**
 * Deletes several groups of users. Not documented by the vendor.
 */
export const bulkRemove = Endpoint.make("Groups.bulkRemove", {
  method: "DELETE",
  path: () => "/groups/bulk_delete",
  query: GroupBulkRemove,
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})
