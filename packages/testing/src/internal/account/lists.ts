/**
 * Lists.
 */
import { matchesFilter, page } from "./query.js"
import { created, invalid } from "./responses.js"
import { deleteRow, type Handle, retrieve, route } from "./route.js"
import { instant, pick, text } from "./values.js"

const required = ["name", "stringid", "sender_url", "sender_reminder"]

const create: Handle = ({ input, now, store }) => {
  const missing = required.find((name) => text(input[name]) === "")
  if (missing !== undefined) return invalid(`The field ${missing} is required`, "field_missing", missing)
  const list = store.insert("lists", {
    ...pick(input, [...required, "carboncopy", "channel"]),
    userid: text(input["user"] ?? "1"),
    cdate: instant(now),
    udate: null
  })
  return created({ list })
}

const list: Handle = ({ query, store }) => {
  const rows = store.rows.lists.filter((row) => matchesFilter(row, "name", "name", query))
  return page("lists", rows, query)
}

/** Routes of lists. */
export const routes = [
  route("POST", "/lists", create, { envelope: "list" }),
  route("GET", "/lists", list),
  route("GET", "/lists/{id}", retrieve("lists", "list", "_List")),
  route("DELETE", "/lists/{id}", deleteRow("lists", "_List", [["contactLists", "list"]]))
]
