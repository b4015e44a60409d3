/**
 * Tags.
 */
import { matchesFilter, page } from "./query.js"
import { created, invalid, notFound, ok } from "./responses.js"
import { deleteRow, type Handle, retrieve, route } from "./route.js"
import type { Row, Store } from "./Store.js"
import { contains, instant, lower, pick, text } from "./values.js"

const isTaken = (store: Store, name: unknown, except?: Row): boolean =>
  store.rows.tags.some((row) => row !== except && lower(row["tag"]) === lower(name))

const nameTaken = () => invalid("The tag already exists", "duplicate", "tag")

const create: Handle = ({ input, now, store }) => {
  if (text(input["tag"]) === "") return invalid("The tag name is required", "field_missing", "tag")
  if (isTaken(store, input["tag"])) return nameTaken()
  const { description, ...tag } = store.insert("tags", {
    tag: text(input["tag"]),
    tagType: text(input["tagType"]),
    description: text(input["description"]),
    cdate: instant(now),
    subscriber_count: "0",
    deleted: "0"
  })
  return created({ tag: { ...tag, description } })
}

const list: Handle = ({ query, store }) => {
  const rows = store.rows.tags.filter(
    (row) => contains(row["tag"], query.get("search") ?? "") && matchesFilter(row, "tag", "search", query)
  )
  return page("tags", rows, query)
}

const update: Handle = ({ id, input, store }) => {
  const tag = store.find("tags", id)
  if (tag === undefined) return notFound("Tag", id)
  if (isTaken(store, input["tag"], tag)) return nameTaken()
  return ok({ tag: store.update(tag, pick(input, ["tag", "tagType", "description"])) })
}

/** Routes of tags. */
export const routes = [
  route("POST", "/tags", create, { envelope: "tag" }),
  route("GET", "/tags", list),
  route("GET", "/tags/{id}", retrieve("tags", "tag", "Tag")),
  route("PUT", "/tags/{id}", update, { envelope: "tag" }),
  route("DELETE", "/tags/{id}", deleteRow("tags", "Tag", [["contactTags", "tag"]]))
]
