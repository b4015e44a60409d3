/**
 * Contact lists: subscriptions of contacts to lists.
 */
import { created, invalid, ok } from "./responses.js"
import { type Handle, route } from "./route.js"
import type { Row, Store } from "./Store.js"
import { instant, text } from "./values.js"

const insertSubscription = (store: Store, contact: Row, list: Row, changes: Record<string, unknown>): Row => {
  const { status, ...dates } = changes
  return store.insert("contactLists", {
    contact: contact.id,
    list: list.id,
    form: null,
    seriesid: "0",
    status,
    responder: "1",
    sync: "0",
    unsubreason: "",
    first_name: contact["firstName"],
    last_name: contact["lastName"],
    sourceid: "3",
    channel: "email",
    ...dates
  })
}

const updateStatus: Handle = ({ input, now, store }) => {
  const [contact, list] = [store.find("contacts", input["contact"]), store.find("lists", input["list"])]
  if (contact === undefined || list === undefined) {
    const field = contact === undefined ? "contact" : "list"
    return invalid("The related resource does not exist", "related_missing", field)
  }
  const status = text(input["status"])
  if (status !== "1" && status !== "2") return invalid("The status is not valid", "field_invalid", "status")
  const dates = status === "1" ? { sdate: instant(now), udate: null } : { sdate: null, udate: instant(now) }
  const existing = store.filter("contactLists", "contact", contact.id).find((row) => row["list"] === list.id)
  if (existing !== undefined) {
    const sdate = dates.sdate ?? existing["sdate"]
    return ok({ contactList: store.update(existing, { ...dates, sdate, status }) })
  }
  const contactList = insertSubscription(store, contact, list, { ...dates, status })
  // The response to a write contains the status in the type that was sent.
  return created({ contacts: [contact], contactList: { ...contactList, status: input["status"] } })
}

/** Routes of contact lists. */
export const routes = [route("POST", "/contactLists", updateStatus, { envelope: "contactList" })]
