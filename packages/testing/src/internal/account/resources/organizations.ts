/**
 * Organizations, which ActiveCampaign replaced by accounts. No contact of a fake account has one.
 */
import { Organizations } from "effect-activecampaign"
import { created, reference, sameAs, string, updated } from "../columns.js"
import { equals } from "../filters.js"
import { create, get, list, remove, update } from "../operations.js"
import { ok } from "../responses.js"
import { type Handle, route } from "../routes.js"
import { table } from "../Table.js"

/** Organizations. */
export const organizations = table({
  name: "organizations",
  envelope: "organization",
  model: "Organization",
  entity: Organizations.Organization,
  columns: {
    name: string("", { required: true }),
    userid: reference("users", { none: "1" }),
    created_timestamp: created,
    updated_timestamp: updated,
    owner: sameAs("userid")
  },
  unique: [{ columns: ["name"], title: "An organization with the name already exists" }],
  filters: { "filters[name]": equals("name") },
  sample: (n) => ({ name: `Organization ${n}` })
})

/** Deletes organizations by `ids[]`. */
const deleteMany: Handle = ({ query, store }) => {
  const rows = store.table("organizations")
  const ids = [...query].filter(([key]) => /^ids\[\d*\]$/.test(key)).map(([, id]) => id)
  if (ids.length === 0) return { status: 400, body: {} }
  for (const row of ids.flatMap((id) => rows.find(id) ?? [])) rows.delete(row)
  return ok({})
}

/** Routes of organizations. */
export const routes = [
  create(organizations, "/organizations"),
  list(organizations, "/organizations"),
  route("DELETE", "/organizations/bulk_delete", deleteMany),
  get(organizations, "/organizations/{id}"),
  ...update(organizations, "/organizations/{id}"),
  remove(organizations, "/organizations/{id}")
]
