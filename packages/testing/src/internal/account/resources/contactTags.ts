/**
 * Contact tags: tags assigned to contacts.
 */
import { ContactTags } from "effect-activecampaign"
import { audit, created, links, reference } from "../columns.js"
import { equals } from "../filters.js"
import { create, get, type Input, list, remove } from "../operations.js"
import { ok, problem } from "../responses.js"
import type { Call } from "../routes.js"
import { one, type Row, render, table } from "../Table.js"

/** Contact tags. */
export const contactTags = table({
  name: "contactTags",
  envelope: "contactTag",
  model: "SubscriberTag",
  entity: ContactTags.ContactTag,
  columns: {
    contact: reference("contacts"),
    tag: reference("tags"),
    cdate: created,
    ...audit,
    links: links("contactTags", "tag", "contact")
  },
  filters: { "filters[contact]": equals("contact"), "filters[tag]": equals("tag") },
  relations: { contacts: one("contacts", "contact") },
  sample: (n) => ({ contact: String(n), tag: "1" })
})

/** A missing tag is a bad request, a missing contact or tag of another id is not found. */
const check = (input: Input, { store }: Call) => {
  if (input["tag"] === undefined) {
    const parameter = "contactTag.tag"
    const title = `Invalid value for query parameter ${parameter}`
    const error = { title, detail: "No tag id provided", source: { parameter } }
    return { status: 400, body: { errors: [error] } }
  }
  const missing = (["contact", "tag"] as const).find((name) => store.table(`${name}s`).find(input[name]) === undefined)
  return missing && problem(404, "Not Found", `${missing === "tag" ? "Tag" : "Contact"} not found`)
}

/** Adding a tag again returns the contact tag that exists. */
const existing = ({ contact, tag }: Input, { store }: Call) => {
  const [row] = store.table("contactTags").where({ contact, tag })
  return row && ok({ contactTag: render(contactTags, row, store) })
}

const emit = (type: string, row: Row, { emit, store }: Call): void =>
  emit(type, { contact: store.table("contacts").find(row["contact"]), tag: store.table("tags").find(row["tag"]) })

/** Routes of contact tags. */
export const routes = [
  create(contactTags, "/contactTags", {
    check,
    existing,
    sideloads: ["contacts"],
    returns: ["contact", "tag", "cdate", "links"],
    after: (row, _, call) => emit("contact_tag_added", row, call)
  }),
  list(contactTags, "/contactTags"),
  list(contactTags, "/contacts/{id}/contactTags", {
    scope: { table: "contacts", column: "contact" }
  }),
  get(contactTags, "/contactTags/{id}"),
  remove(contactTags, "/contactTags/{id}", { after: (row, call) => emit("contact_tag_removed", row, call) })
]
