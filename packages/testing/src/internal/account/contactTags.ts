/**
 * Contact tags: tags assigned to contacts.
 */
import { created, ok } from "./responses.js"
import { deleteRow, type Handle, route } from "./route.js"
import { instant } from "./values.js"

const add: Handle = ({ input, now, store }) => {
  const [contact, tag] = [store.find("contacts", input["contact"]), store.find("tags", input["tag"])]
  if (contact === undefined || tag === undefined) {
    const detail = `${contact === undefined ? "Contact" : "Tag"} not found`
    return { status: 404, body: { errors: [{ status: 404, title: "Not Found", detail }] } }
  }
  const existing = store.filter("contactTags", "contact", contact.id).find((row) => row["tag"] === tag.id)
  if (existing !== undefined) return ok({ contactTag: existing })
  const contactTag = store.insert("contactTags", { contact: contact.id, tag: tag.id, cdate: instant(now) })
  store.update(tag, { subscriber_count: String(store.filter("contactTags", "tag", tag.id).length) })
  return created({ contacts: [contact], contactTag })
}

/** Routes of contact tags. */
export const routes = [
  route("POST", "/contactTags", add, { envelope: "contactTag" }),
  route("DELETE", "/contactTags/{id}", deleteRow("contactTags", "SubscriberTag"))
]
