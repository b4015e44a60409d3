/**
 * Group limits: how much the users of a user group can send and create. For the groups themselves, use `Groups`.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { GroupId, GroupLimitId } from "./Ids.js"

/** The limits of a user group. */
export class GroupLimit extends Wire.Entity<GroupLimit>("GroupLimit")(
  {
    /** Id of the limits. */
    id: GroupLimitId
  },
  {
    /** User group that the limits apply to. */
    group: Wire.nullableId(GroupId),
    /** User group that the limits apply to; same as `group`. */
    groupid: Wire.nullableId(GroupId),
    /** Maximum number of e-mails to send per `limitMailType`; 0 for no limit. */
    limitMail: Wire.Integer,
    /** Period of `limitMail`, such as `month`. */
    limitMailType: Wire.openLiteral(["month"]),
    /** Maximum number of campaigns to send per `limitCampaignType`; 0 for no limit. */
    limitCampaign: Wire.Integer,
    /** Period of `limitCampaign`, such as `month`. */
    limitCampaignType: Wire.openLiteral(["month"]),
    /** Maximum number of contacts; 0 for no limit. */
    limitContact: Wire.Integer,
    /** Maximum number of lists; 0 for no limit. */
    limitList: Wire.Integer,
    /** Maximum number of users; 0 for no limit. */
    limitUser: Wire.Integer,
    /** Maximum number of attachments of a message. The meaning of -1 is not documented by ActiveCampaign. */
    limitAttachment: Wire.Integer,
    /** Percentage of abuse complaints that is tolerated. */
    abuseRatio: Wire.Decimal,
    /** Whether messages must contain the sender's details. */
    forceSenderInfo: Wire.Flag,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the limits of all user groups.
 *
 * @see https://developers.activecampaign.com/reference/list-all-group-limits
 */
export const list = Endpoint.list("GroupLimits.list", {
  path: () => "/groupLimits",
  items: ["groupLimits", GroupLimit]
})
