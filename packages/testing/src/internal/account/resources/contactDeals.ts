/**
 * Secondary contacts of deals, and their roles.
 */
import { ContactDeals, DealRoles } from "effect-activecampaign"
import { audit, created, links, reference, string, updated } from "../columns.js"
import { contains } from "../filters.js"
import { create, get, type Input, list, remove, update } from "../operations.js"
import { invalid } from "../responses.js"
import type { Call } from "../routes.js"
import { one, type Row, table } from "../Table.js"

/** Secondary contacts. */
export const contactDeals = table({
  name: "contactDeals",
  envelope: "contactDeal",
  model: "SubscriberDeal",
  entity: ContactDeals.ContactDeal,
  columns: {
    deal: reference("deals", { required: true }),
    contact: reference("contacts", { required: true }),
    role: reference("dealRoles"),
    cdate: created,
    ...audit,
    links: links("contactDeals", "deal", "contact")
  },
  relations: { contacts: one("contacts", "contact"), deals: one("deals", "deal") },
  sample: (n) => ({ deal: "1", contact: String(n) })
})

/** Roles of secondary contacts. */
export const dealRoles = table({
  name: "dealRoles",
  envelope: "dealRole",
  model: "DealRole",
  entity: DealRoles.DealRole,
  columns: {
    title: string("", { required: true }),
    created_timestamp: created,
    updated_timestamp: updated,
    links: links("dealRoles", "contactDeals")
  },
  filters: { search: contains("title") },
  sample: (n) => ({ title: `Role ${n}` })
})

const check = ({ contact, deal }: Input, { store }: Call, row: Row | undefined) => {
  const [taken] = store.table("contactDeals").where({ contact, deal })
  return taken === undefined || taken === row
    ? undefined
    : invalid("The given contact is already associated to the deal", "field_invalid", "contact")
}

/** Routes of secondary contacts and roles. */
export const routes = [
  create(contactDeals, "/contactDeals", { check, status: 200, sideloads: ["deals"], returns: ["cdate", "links"] }),
  list(contactDeals, "/contactDeals"),
  list(contactDeals, "/contacts/{id}/contactDeals", {
    scope: { table: "contacts", column: "contact" },
    sideloads: ["contacts", "deals"]
  }),
  get(contactDeals, "/contactDeals/{id}"),
  ...update(contactDeals, "/contactDeals/{id}", { sideloads: ["deals"] }),
  remove(contactDeals, "/contactDeals/{id}"),
  create(dealRoles, "/dealRoles", { status: 200 }),
  list(dealRoles, "/dealRoles"),
  remove(dealRoles, "/dealRoles/{id}")
]
