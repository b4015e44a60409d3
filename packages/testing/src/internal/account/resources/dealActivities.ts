/**
 * What happened to deals, and the users and groups of their pipelines.
 */
import { DealActivities, Pipelines, PipelineUsers } from "effect-activecampaign"
import { created, links, numberText, readOnly, reference, string } from "../columns.js"
import { differs, equals } from "../filters.js"
import { list } from "../operations.js"
import { table } from "../Table.js"

/** Activities of deals. */
export const dealActivities = table({
  name: "dealActivities",
  envelope: "dealActivity",
  model: "DealActivity",
  entity: DealActivities.DealActivity,
  columns: {
    d_id: reference("deals"),
    d_stageid: numberText("0"),
    userid: readOnly("1"),
    dataId: numberText("0"),
    dataType: string(),
    dataAction: string(),
    dataOldval: string(),
    cdate: created,
    sortdate: created,
    isAddtask: readOnly("0"),
    seriesid: readOnly("0"),
    deal: { read: (row) => row["d_id"] },
    stage: { read: (row) => (row["d_stageid"] === "0" ? null : row["d_stageid"]) },
    user: readOnly("1"),
    automation: readOnly(null),
    deleted: readOnly("0"),
    links: links("dealActivities", "deal", "stage", "user", "automation", "activity")
  },
  filters: {
    deal: equals("d_id"),
    exclude: differs("dataType"),
    "filters[data_type]": equals("dataType"),
    "filters[data_id]": equals("dataId")
  },
  sample: (n) => ({ d_id: String(n), dataAction: "add" })
})

/** Users to whom the deals of a pipeline are assigned. */
export const dealGroupUsers = table({
  name: "dealGroupUsers",
  envelope: "dealGroupUser",
  model: "DealGroupUser",
  entity: PipelineUsers.PipelineUser,
  columns: {
    cdate: readOnly(null),
    links: links("dealGroupUsers", "dealGroup", "user"),
    dealGroup: reference("dealGroups"),
    user: reference("users")
  },
  sample: () => ({ dealGroup: "1", user: "1" })
})

/** User groups that can manage a pipeline. */
export const dealGroupGroups = table({
  name: "dealGroupGroups",
  envelope: "dealGroupGroup",
  model: "DealGroupGroup",
  entity: Pipelines.PipelineGroup,
  columns: {
    d_groupid: { read: (row) => row["dealGroup"] },
    groupid: { read: (row) => row["group"] },
    cdate: readOnly(null),
    links: links("dealGroupGroups", "dealGroup", "group"),
    dealGroup: reference("dealGroups"),
    group: reference("groups")
  },
  sample: () => ({ dealGroup: "1", group: "1" })
})

/** Routes of activities and members. */
export const routes = [
  list(dealActivities, "/dealActivities"),
  list(dealActivities, "/deals/{id}/dealActivities", {
    scope: { table: "deals", column: "d_id" }
  }),
  list(dealGroupUsers, "/dealGroupUsers")
]
