/**
 * Settings of users, such as the number of rows on a page of the web application.
 */
import { Configs } from "effect-activecampaign"
import { created, links, reference, sameAs, string, updated } from "../columns.js"
import { list, update } from "../operations.js"
import { table } from "../Table.js"

/** Settings of users. No request creates one. */
export const configs = table({
  name: "configs",
  envelope: "config",
  model: "ConfigResult",
  entity: Configs.Config,
  columns: {
    keyname: string(),
    section: string(),
    item: string(),
    userid: { ...reference("users"), initial: "1" },
    val: string(),
    cdate: created,
    udate: updated,
    links: links("configs", "owner"),
    owner: sameAs("userid")
  },
  initial: [{ keyname: "pagination.users_index", val: "20" }],
  sample: (n) => ({ keyname: `pagination.index_${n}`, val: "20" })
})

/** Routes of settings. */
export const routes = [
  list(configs, "/configs"),
  list(configs, "/users/{id}/configs", { scope: { table: "users", column: "userid" } }),
  ...update(configs, "/configs/{id}")
]
