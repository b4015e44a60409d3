/**
 * A server of an account with many contacts, each with field values, tags and lists. Pages are made when they are requested,
 * so that it needs no memory for them. It runs in a process of its own.
 */
import { createServer } from "node:http"

const count = Number(process.argv[2])

const time = "2026-05-28T03:05:54-05:00"
const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1)

const contactOf = (n: number) => ({
  ...{ id: String(n), cdate: time, udate: time, email: `contact${n}@example.com`, phone: "+1 555 0100" },
  ...{ firstName: `First${n}`, lastName: `Last${n}`, orgid: "0", orgname: "", segmentio_id: "", bounced_hard: "0" },
  ...{ bounced_soft: "0", bounced_date: "0000-00-00", ip: "0", ua: null, hash: "0".repeat(32), sentcnt: "12" },
  ...{ deleted: "0", anonymized: "0", adate: time, edate: time, deleted_at: "0000-00-00 00:00:00" },
  ...{ created_timestamp: "2026-05-28 03:05:54", updated_timestamp: "2026-05-28 03:05:54", links: {} }
})

const fields = numbers(10).map((n) => ({ id: String(n), title: `Field ${n}`, type: "text", perstag: `FIELD_${n}` }))
const tags = numbers(50).map((n) => ({ id: String(n), tag: `Tag ${n}` }))
const lists = numbers(3).map((n) => ({ id: String(n), name: `List ${n}` }))

/** A page of contacts after an id, with what belongs to them. `total` is what the query counts. */
const pageAfter = (after: number, limit: number, total: number) => {
  const ids = numbers(Math.max(0, Math.min(limit, count - after))).map((n) => after + n)
  const contact = (n: number) => String(n)
  return {
    fieldValues: ids.flatMap((n) =>
      fields.map(({ id }) => ({ id: `${n * 10 + Number(id)}`, contact: contact(n), field: id, value: `value ${n}` }))
    ),
    contactTags: ids.flatMap((n) =>
      numbers(3).map((tag) => ({ id: `${n * 3 + tag}`, contact: contact(n), tag: String(((n + tag) % 50) + 1) }))
    ),
    contactLists: ids.map((n) => ({ id: contact(n), contact: contact(n), list: String((n % 3) + 1), status: "1" })),
    contacts: ids.map(contactOf),
    meta: { total: String(Math.max(0, total)) }
  }
}

const bodyOf = ({ pathname, searchParams }: URL): object => {
  const name = pathname.split("/").at(-1)
  if (name === "fields") return { fields, fieldOptions: [], meta: { total: String(fields.length) } }
  if (name === "tags") return { tags, meta: { total: String(tags.length) } }
  if (name === "lists") return { lists, meta: { total: String(lists.length) } }
  const limit = Number(searchParams.get("limit") ?? 20)
  const after = Number(searchParams.get("id_greater") ?? 0)
  // Without gaps between ids, an offset is the id that a page comes after. The end of a continued list is requested by offset.
  return pageAfter(after + Number(searchParams.get("offset") ?? 0), limit, count - after)
}

const server = createServer((request, response) => {
  const body = JSON.stringify(bodyOf(new URL(request.url ?? "/", "http://localhost")))
  response.writeHead(200, { "content-type": "application/json" }).end(body)
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.send?.(typeof address === "object" && address !== null ? address.port : 0)
})
