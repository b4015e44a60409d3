/**
 * Groups: user groups and the permissions of their users. A user's group is set in `Users`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { GroupId } from "./Ids.js"

const permissions = {
  /** Whether users in the group can create lists. */
  pgListAdd: Wire.NumericFlag,
  /** Whether users in the group can update lists. */
  pgListEdit: Wire.NumericFlag,
  /** Whether users in the group can delete lists. */
  pgListDelete: Wire.NumericFlag,
  /** Whether users in the group can manage the headers of lists. */
  pgListHeaders: Wire.NumericFlag,
  /** Whether users in the group can manage the e-mail accounts of lists. */
  pgListEmailaccount: Wire.NumericFlag,
  /** Whether users in the group can manage bounces of lists. */
  pgListBounce: Wire.NumericFlag,
  /** Whether users in the group can create messages. */
  pgMessageAdd: Wire.NumericFlag,
  /** Whether users in the group can update messages. */
  pgMessageEdit: Wire.NumericFlag,
  /** Whether users in the group can delete messages. */
  pgMessageDelete: Wire.NumericFlag,
  /** Whether users in the group can send messages. */
  pgMessageSend: Wire.NumericFlag,
  /** Whether users in the group can create contacts. */
  pgContactAdd: Wire.NumericFlag,
  /** Whether users in the group can update contacts. */
  pgContactEdit: Wire.NumericFlag,
  /** Whether users in the group can delete contacts. */
  pgContactDelete: Wire.NumericFlag,
  /** Whether users in the group can merge contacts. */
  pgContactMerge: Wire.NumericFlag,
  /** Whether users in the group can import contacts. */
  pgContactImport: Wire.NumericFlag,
  /** Whether users in the group can approve contacts. */
  pgContactApprove: Wire.NumericFlag,
  /** Whether users in the group can export contacts. */
  pgContactExport: Wire.NumericFlag,
  /** Whether users in the group can sync contacts. */
  pgContactSync: Wire.NumericFlag,
  /** Whether users in the group can use contact filters. */
  pgContactFilters: Wire.NumericFlag,
  /** Whether users in the group can use contact actions. */
  pgContactActions: Wire.NumericFlag,
  /** Whether users in the group can manage custom fields of contacts. */
  pgContactFields: Wire.NumericFlag,
  /** Whether users in the group can create users. */
  pg_user_add: Wire.NumericFlag,
  /** Whether users in the group can update users. */
  pg_user_edit: Wire.NumericFlag,
  /** Whether users in the group can delete users. */
  pg_user_delete: Wire.NumericFlag,
  /** Whether users in the group can create user groups. */
  pgGroupAdd: Wire.NumericFlag,
  /** Whether users in the group can update user groups. */
  pgGroupEdit: Wire.NumericFlag,
  /** Whether users in the group can delete user groups. */
  pgGroupDelete: Wire.NumericFlag,
  /** Whether users in the group can create templates. */
  pgTemplateAdd: Wire.NumericFlag,
  /** Whether users in the group can update templates. */
  pgTemplateEdit: Wire.NumericFlag,
  /** Whether users in the group can delete templates. */
  pgTemplateDelete: Wire.NumericFlag,
  /** Whether users in the group can create personalization variables. */
  pgPersonalizationAdd: Wire.NumericFlag,
  /** Whether users in the group can update personalization variables. */
  pgPersonalizationEdit: Wire.NumericFlag,
  /** Whether users in the group can delete personalization variables. */
  pgPersonalizationDelete: Wire.NumericFlag,
  /** Whether users in the group can manage automations. */
  pgAutomationManage: Wire.NumericFlag,
  /** Whether users in the group can update forms. */
  pgFormEdit: Wire.NumericFlag,
  /** Whether users in the group can view campaign reports. */
  pgReportsCampaign: Wire.NumericFlag,
  /** Whether users in the group can view list reports. */
  pgReportsList: Wire.NumericFlag,
  /** Whether users in the group can view user reports. */
  pgReportsUser: Wire.NumericFlag,
  /** Whether users in the group can view trend reports. */
  pgReportsTrend: Wire.NumericFlag,
  /** Whether users in the group can view reports on the start page. */
  pgStartupReports: Wire.NumericFlag,
  /** Whether users in the group can view the introduction on the start page. */
  pgStartupGettingstarted: Wire.NumericFlag,
  /** Whether users in the group can use deals. */
  pgDeal: Wire.NumericFlag,
  /** Whether users in the group can delete deals. */
  pgDealDelete: Wire.NumericFlag,
  /** Whether users in the group can reassign deals to other users. */
  pgDealReassign: Wire.NumericFlag,
  /** Whether users in the group can create pipelines. */
  pgDealGroupAdd: Wire.NumericFlag,
  /** Whether users in the group can update pipelines. */
  pgDealGroupEdit: Wire.NumericFlag,
  /** Whether users in the group can delete pipelines. */
  pgDealGroupDelete: Wire.NumericFlag,
  /** Whether users in the group can manage saved responses. */
  pgSavedResponsesManage: Wire.NumericFlag
}

/** A user group: a set of users with the same permissions. */
export class Group extends Wire.Entity<Group>("Group")(
  {
    /** Id of the user group. */
    id: GroupId
  },
  {
    /** Name of the user group. */
    title: Wire.Text,
    /** Description of the user group. */
    descript: Wire.Text,
    ...permissions,
    /** Whether users in the group can manage tags. */
    pgTagManage: Wire.Flag,
    /** Whether users in the group can resubscribe contacts that have unsubscribed. */
    pgContactResubscribe: Wire.Flag,
    /** Whether users in the group can export deals. */
    pgDealExport: Wire.Flag,
    /** Whether users in the group can manage custom fields of deals. */
    pgDealFields: Wire.Flag,
    /** Whether users in the group can import deals. */
    pgDealImport: Wire.Flag,
    /** Whether users in the group can view all deals. */
    pgDealListAll: Wire.Flag,
    /** Whether users in the group can manage the roles of contacts in deals. */
    pgDealManageRoles: Wire.Flag,
    /** Whether users in the group can add notes to deals. */
    pgDealNoteAdd: Wire.Flag,
    /** Whether users in the group can update notes of deals. */
    pgDealNoteEdit: Wire.Flag,
    /** Whether users in the group can delete notes of deals. */
    pgDealNoteDelete: Wire.Flag,
    /** Whether users in the group can create accounts. */
    pgAccountAdd: Wire.Flag,
    /** Whether users in the group can update accounts. */
    pgAccountEdit: Wire.Flag,
    /** Whether users in the group can delete accounts. */
    pgAccountDelete: Wire.Flag,
    /** Whether users in the group can export accounts. */
    pgAccountExport: Wire.Flag,
    /** Whether users in the group can import accounts. */
    pgAccountImport: Wire.Flag,
    /** Whether users in the group can manage custom fields of accounts. */
    pgAccountManageCustomField: Wire.Flag,
    /** Whether users in the group can add notes to accounts. */
    pgAccountNoteAdd: Wire.Flag,
    /** Whether users in the group can update notes of accounts. */
    pgAccountNoteEdit: Wire.Flag,
    /** Whether users in the group can delete notes of accounts. */
    pgAccountNoteDelete: Wire.Flag,
    /** Whether users in the group can use landing pages. */
    pgLandingPagesAccess: Wire.Flag,
    /** Whether users in the group can manage multi-factor authentication of other users. */
    pgMfaAdmin: Wire.Flag,
    /** Whether users in the group can view deal reports. */
    pgReportsDeal: Wire.Flag,
    /** Whether users in the group can manage website personalization. */
    pgWebPersonalizationManage: Wire.Flag,
    /** Whether users in the group are administrators. */
    p_admin: Wire.Flag,
    /** Whether every e-mail must contain an unsubscribe link. */
    unsubscribelink: Wire.Flag,
    /** Whether every subscription must be confirmed (opt-in). */
    optinconfirm: Wire.Flag,
    /** Whether campaigns need approval: 0 for no, 1 for yes. Numbers above 1 are not documented by ActiveCampaign. */
    reqApproval: Wire.Integer,
    /**
     * Whether the first campaign needs approval: 0 for no, 1 for yes. Numbers above 1 are not documented by
     * ActiveCampaign.
     */
    reqApproval1st: Wire.Integer,
    /** E-mail address that is notified of campaigns that need approval. */
    reqApprovalNotify: Wire.Text,
    /** Whether links to social networks are shown. */
    socialdata: Wire.Flag,
    /** Start date. Not documented by ActiveCampaign. */
    sdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Name of the user group. */
  title: Wire.Text
}

const optional = {
  /** Description of the user group. */
  descript: Wire.Text,
  ...permissions,
  /** Whether every e-mail must contain an unsubscribe link. */
  unsubscribelink: Wire.NumericFlag,
  /** Whether every subscription must be confirmed (opt-in). */
  optinconfirm: Wire.NumericFlag,
  /**
   * Whether campaigns of users in the group need approval: 0 for no, 1 for yes. The meaning of 2 is not documented by
   * ActiveCampaign.
   */
  reqApproval: Wire.integerBetween(0, 2),
  /**
   * Whether the first campaign of a user in the group needs approval: 0 for no, 1 for yes. The meaning of 2 is not
   * documented by ActiveCampaign.
   */
  reqApproval1st: Wire.integerBetween(0, 2),
  /** E-mail address that is notified of campaigns that need approval. */
  reqApprovalNotify: Wire.Text,
  /** Whether links to social networks are shown. */
  socialdata: Wire.NumericFlag
}

/** Fields for creating a user group. */
export class GroupCreate extends Wire.Input<GroupCreate>("GroupCreate")(required, {
  ...optional,
  /** Whether users in the group can manage tags. */
  pgTagManage: Wire.NumericFlag
}) {}

/** Fields for updating a user group. Omitted fields are left unchanged. */
export class GroupUpdate extends Wire.Input<GroupUpdate>("GroupUpdate")({}, { ...required, ...optional }) {}

/** Query parameters for deleting several user groups. */
export class GroupBulkDelete extends Wire.Input<GroupBulkDelete>("GroupBulkDelete")(
  {
    /** Ids of the user groups to delete. */
    ids: Wire.nonEmptyArray(GroupId)
  },
  {}
) {}

/**
 * Creates a user group. The response contains only a few fields of the group; all others are null. Use `get` to
 * retrieve them.
 *
 * ```ts
 * Groups.create({ title: "Sales", pgDeal: true, pgContactEdit: true })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-group
 */
export const create = Endpoint.make("Groups.create", {
  method: "POST",
  path: () => "/groups",
  payload: Wire.envelope("group", GroupCreate),
  success: Wire.envelope("group", Group),
  errors: [ValidationError],
  knowledge: "recorded"
})

/**
 * Retrieves a user group.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-group
 */
export const get = Endpoint.make("Groups.get", {
  method: "GET",
  path: (id: GroupId) => `/groups/${id}`,
  success: Wire.envelope("group", Group),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a user group.
 *
 * @see https://developers.activecampaign.com/reference/update-a-group
 */
export const update = Endpoint.make("Groups.update", {
  method: "PUT",
  path: (id: GroupId) => `/groups/${id}`,
  payload: Wire.envelope("group", GroupUpdate),
  success: Wire.envelope("group", Group),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Deletes a user group.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-group-1
 */
const delete_ = Endpoint.make("Groups.delete", {
  method: "DELETE",
  path: (id: GroupId) => `/groups/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists all user groups.
 *
 * @see https://developers.activecampaign.com/reference/list-all-groups
 */
export const list = Endpoint.list("Groups.list", {
  path: () => "/groups",
  items: ["groups", Group],
  knowledge: "recorded"
})

/**
 * Deletes several user groups. Not documented by ActiveCampaign. Not verified against a real response.
 *
 * Not confirmed: the request; it is neither documented nor recorded.
 */
export const bulkDelete = Endpoint.make("Groups.bulkDelete", {
  method: "DELETE",
  path: () => "/groups/bulk_delete",
  query: GroupBulkDelete,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})
