/**
 * The account behind `FakeAccount`: rows as the vendor writes them, and a handler from requests to answers. It knows
 * neither Effect nor sockets.
 */
import type { Answer, Sent } from "./wire.js"

/** A row as it stands in a body. */
export type Row = Record<string, unknown> & { readonly id: string }

/** All rows of the account, by the key that collections of them have. */
export interface Rows {
  readonly contacts: Array<Row>
  readonly tags: Array<Row>
  readonly lists: Array<Row>
  readonly contactTags: Array<Row>
  readonly contactLists: Array<Row>
  readonly fieldValues: Array<Row>
}

/** How the account behaves. */
export interface Habits {
  /** The key that it accepts. */
  readonly apiKey: string
  /** Requests within any `window` milliseconds before it answers 429; null for no limit. */
  readonly limit: { readonly limit: number; readonly window: number } | null
}

const message = (status: number, text: string): Answer => ({ status, body: { message: text } })
const missing = (model: string, id: string | undefined): Answer =>
  message(404, `No Result found for ${model} with id ${id === undefined || id === "" ? 0 : id}`)
const invalid = (title: string, code: string, pointer: string): Answer => ({
  status: 422,
  body: { errors: [{ title, detail: "", code, source: { pointer: `/data/attributes/${pointer}` } }] }
})

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The account's zone is US Central without daylight saving. */
const offset = 6 * 3_600_000
const local = (now: number): string => new Date(now - offset).toISOString().slice(0, 19)
const iso = (now: number): string => `${local(now)}-06:00`
const clock = (now: number): string => local(now).replace("T", " ")

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value))
const lower = (value: unknown): string => text(value).toLowerCase()
const contains = (value: unknown, part: string): boolean => lower(value).includes(part.toLowerCase())

/** Comparisons of `filters[field][operator]`. */
const operators: Readonly<Record<string, (value: string, other: string) => boolean>> = {
  eq: (value, other) => value === other,
  neq: (value, other) => value !== other,
  lt: (value, other) => value < other,
  lte: (value, other) => value <= other,
  gt: (value, other) => value > other,
  gte: (value, other) => value >= other,
  contains: (value, other) => value.includes(other),
  starts_with: (value, other) => value.startsWith(other)
}

/** Whether a row's field holds against every comparison of it in the query. */
const compared = (row: Row, field: string, filter: string, query: URLSearchParams): boolean => {
  const plain = query.get(`filters[${filter}]`)
  return (
    (plain === null || contains(row[field], plain)) &&
    Object.entries(operators).every(([name, holds]) => {
      const other = query.get(`filters[${filter}][${name}]`)
      return other === null || holds(lower(row[field]), other.toLowerCase())
    })
  )
}

/** The vendor's names of what contacts are sorted by, where they differ from the field's. */
const orderFields: Readonly<Record<string, string>> = {
  first_name: "firstName",
  last_name: "lastName",
  name: "firstName"
}

/** Rows in the order that the query asks for; by id where it asks for none. */
const ordered = (rows: ReadonlyArray<Row>, query: URLSearchParams): ReadonlyArray<Row> => {
  const orders = [...query].flatMap(([key, direction]) => {
    const name = /^orders\[(\w+)\]$/.exec(key)?.[1]
    return name === undefined ? [] : [{ field: orderFields[name] ?? name, sign: /^desc$/i.test(direction) ? -1 : 1 }]
  })
  const compare = (a: Row, b: Row, field: string): number =>
    field === "id"
      ? Number(a.id) - Number(b.id)
      : lower(a[field]) < lower(b[field])
        ? -1
        : lower(a[field]) > lower(b[field])
          ? 1
          : 0
  return [...rows].sort((a, b) => {
    for (const { field, sign } of orders) {
      const order = sign * compare(a, b, field)
      if (order !== 0) return order
    }
    return Number(a.id) - Number(b.id)
  })
}

/** One page of a collection: 20 rows unless the query asks for more, 100 at most. */
const page = (key: string, rows: ReadonlyArray<Row>, query: URLSearchParams, beside: object = {}): Answer => {
  const limit = Math.max(1, Math.min(100, Number(query.get("limit") ?? 20) || 20))
  const start = Math.max(0, Number(query.get("offset") ?? 0) || 0)
  return {
    status: 200,
    body: { ...beside, [key]: ordered(rows, query).slice(start, start + limit), meta: { total: String(rows.length) } }
  }
}

/** An account with nothing in it. */
export const emptyRows = (): Rows => ({
  contacts: [],
  tags: [],
  lists: [],
  contactTags: [],
  contactLists: [],
  fieldValues: []
})

/** The handler of an account: from a request, with its key and the time, to an answer. */
export const makeHandler = (rows: Rows, habits: Habits) => {
  const ids = new Map<keyof Rows, number>()
  const nextId = (key: keyof Rows): string => {
    const largest = rows[key].reduce((max, row) => Math.max(max, Number(row.id)), 0)
    const id = Math.max(ids.get(key) ?? 0, largest) + 1
    ids.set(key, id)
    return String(id)
  }
  const find = (key: keyof Rows, id: unknown): Row | undefined => rows[key].find((row) => row.id === text(id))
  const insert = (key: keyof Rows, fields: Record<string, unknown>): Row => {
    const row = { ...fields, links: fields["links"] ?? {}, id: nextId(key) }
    rows[key].push(row)
    return row
  }
  const update = (row: Row, fields: Record<string, unknown>): Row => Object.assign(row, fields)
  const erase = (key: keyof Rows, matches: (row: Row) => boolean): void => {
    rows[key].splice(0, rows[key].length, ...rows[key].filter((row) => !matches(row)))
  }

  const byEmail = (email: unknown): Row | undefined =>
    rows.contacts.find((row) => lower(row["email"]) === lower(email) && lower(email) !== "")

  const contactFields = ["email", "firstName", "lastName", "phone"]
  const picked = (input: Record<string, unknown>, names: ReadonlyArray<string>): Record<string, unknown> =>
    Object.fromEntries(names.filter((name) => input[name] !== undefined).map((name) => [name, text(input[name])]))

  const saveFields = (contact: Row, input: Record<string, unknown>, now: number): ReadonlyArray<Row> =>
    (Array.isArray(input["fieldValues"]) ? input["fieldValues"] : []).filter(isRecord).map((given) => {
      const existing = rows.fieldValues.find(
        (row) => row["contact"] === contact.id && row["field"] === text(given["field"])
      )
      const fields = { value: text(given["value"]), udate: iso(now) }
      return existing === undefined
        ? insert("fieldValues", {
            contact: contact.id,
            field: text(given["field"]),
            cdate: iso(now),
            owner: contact.id,
            ...fields
          })
        : update(existing, fields)
    })

  const newContact = (input: Record<string, unknown>, now: number): Row =>
    insert("contacts", {
      email: "",
      phone: "",
      firstName: "",
      lastName: "",
      ...picked(input, contactFields),
      cdate: iso(now),
      udate: iso(now),
      created_timestamp: clock(now),
      updated_timestamp: clock(now),
      orgid: "0",
      orgname: "",
      bounced_hard: "0",
      bounced_soft: "0",
      bounced_date: "0000-00-00",
      deleted: "0",
      deleted_at: "0000-00-00 00:00:00",
      anonymized: "0",
      sentcnt: "0",
      ip: "0",
      ua: null,
      email_empty: text(input["email"]) === "",
      scoreValues: [],
      organization: null
    })

  const changeContact = (contact: Row, input: Record<string, unknown>, now: number): ReadonlyArray<Row> => {
    update(contact, { ...picked(input, contactFields), udate: iso(now), updated_timestamp: clock(now) })
    return saveFields(contact, input, now)
  }

  /** What the answer to a create holds: far less than the row. */
  const short = ({ email, cdate, udate, links, id }: Row) => ({
    email,
    cdate,
    udate,
    orgid: "",
    links,
    id,
    organization: ""
  })

  const matchesContact = (row: Row, query: URLSearchParams): boolean => {
    const given = (name: string, holds: (value: string) => boolean): boolean => {
      const value = query.get(name)
      return value === null || holds(value)
    }
    const date = (name: string, field: string, sign: 1 | -1): boolean =>
      given(`filters[${name}]`, (value) => sign * (Date.parse(text(row[field])) - Date.parse(value)) > 0)
    const status = query.get("status")
    const memberships = rows.contactLists.filter((membership) => membership["contact"] === row.id)
    const fits = (membership: Row) => status === null || status === "-1" || text(membership["status"]) === status
    const wanted = query.getAll("ids[]")
    return (
      (wanted.length === 0 || wanted.includes(row.id)) &&
      given("email", (value) => lower(row["email"]) === value.toLowerCase()) &&
      given("email_like", (value) => contains(row["email"], value)) &&
      given("phone", (value) => text(row["phone"]).startsWith(value)) &&
      given("search", (value) =>
        ["email", "firstName", "lastName", "phone", "orgname"].some((field) => contains(row[field], value))
      ) &&
      given("exclude", (value) => row.id !== value) &&
      given("id_greater", (value) => Number(row.id) > Number(value)) &&
      given("id_less", (value) => Number(row.id) < Number(value)) &&
      given("listid", (value) => memberships.some((membership) => membership["list"] === value && fits(membership))) &&
      (query.has("listid") || status === null || status === "-1" || memberships.some(fits)) &&
      given("tagid", (value) => rows.contactTags.some((link) => link["contact"] === row.id && link["tag"] === value)) &&
      date("created_after", "cdate", 1) &&
      date("created_before", "cdate", -1) &&
      date("updated_after", "udate", 1) &&
      date("updated_before", "udate", -1)
    )
  }

  type Handle = (id: string, sent: Sent, input: Record<string, unknown>, now: number) => Answer

  /** Reading and deleting one row are alike for all resources. */
  const reading =
    (key: keyof Rows, envelope: string, model: string): Handle =>
    (id) => {
      const row = find(key, id)
      return row === undefined ? missing(model, id) : { status: 200, body: { [envelope]: row } }
    }
  const deleting =
    (key: keyof Rows, model: string, dependent: ReadonlyArray<readonly [keyof Rows, string]> = []): Handle =>
    (id) => {
      if (find(key, id) === undefined) return missing(model, id)
      erase(key, (row) => row.id === id)
      for (const [other, field] of dependent) erase(other, (row) => row[field] === id)
      return { status: 200, body: {} }
    }
  const ofContact =
    (key: "contactTags" | "contactLists"): Handle =>
    (id) =>
      find("contacts", id) === undefined
        ? missing("Subscriber", id)
        : { status: 200, body: { [key]: rows[key].filter((row) => row["contact"] === id) } }

  const takenTag = (name: unknown, except?: Row): boolean =>
    rows.tags.some((row) => row !== except && lower(row["tag"]) === lower(name))

  const routes: ReadonlyArray<readonly [method: string, path: RegExp, envelope: string | null, handle: Handle]> = [
    [
      "POST",
      /^\/contacts$/,
      "contact",
      (_, __, input, now) => {
        if (text(input["email"]) === "" && input["allowNullEmail"] !== true) {
          return invalid("Email address is required", "field_missing", "email")
        }
        if (byEmail(input["email"]) !== undefined) {
          return invalid("Email address already exists in the system", "duplicate", "email")
        }
        const contact = newContact(input, now)
        return { status: 201, body: { fieldValues: saveFields(contact, input, now), contact: short(contact) } }
      }
    ],
    [
      "POST",
      /^\/contact\/sync$/,
      "contact",
      (_, __, input, now) => {
        if (!text(input["email"]).includes("@")) return invalid("Email address is not valid", "field_invalid", "email")
        const existing = byEmail(input["email"])
        if (existing !== undefined) {
          return { status: 200, body: { fieldValues: changeContact(existing, input, now), contact: existing } }
        }
        const contact = newContact(input, now)
        return { status: 201, body: { fieldValues: saveFields(contact, input, now), contact: short(contact) } }
      }
    ],
    [
      "GET",
      /^\/contacts$/,
      null,
      (_, { query }) =>
        page(
          "contacts",
          rows.contacts.filter((row) => matchesContact(row, query)),
          query,
          { scoreValues: [] }
        )
    ],
    [
      "GET",
      /^\/contacts\/([^/]+)$/,
      null,
      (id) => {
        const contact = find("contacts", id)
        const of = (key: keyof Rows) => rows[key].filter((row) => row["contact"] === id)
        return contact === undefined
          ? missing("Subscriber", id)
          : {
              status: 200,
              body: {
                contactAutomations: [],
                contactLists: of("contactLists"),
                deals: [],
                fieldValues: of("fieldValues"),
                geoIps: [],
                accountContacts: [],
                contact: { ...contact, contactLists: of("contactLists").map((row) => row.id) }
              }
            }
      }
    ],
    [
      "PUT",
      /^\/contacts\/([^/]+)$/,
      "contact",
      (id, _, input, now) => {
        const contact = find("contacts", id)
        if (contact === undefined) return missing("Subscriber", id)
        const other = byEmail(input["email"])
        if (other !== undefined && other !== contact) {
          return invalid("Email address already exists in the system", "duplicate", "email")
        }
        return { status: 200, body: { fieldValues: changeContact(contact, input, now), contact } }
      }
    ],
    [
      "DELETE",
      /^\/contacts\/([^/]+)$/,
      null,
      deleting("contacts", "Subscriber", [
        ["contactTags", "contact"],
        ["contactLists", "contact"],
        ["fieldValues", "contact"]
      ])
    ],
    ["GET", /^\/contacts\/([^/]+)\/contactTags$/, null, ofContact("contactTags")],
    ["GET", /^\/contacts\/([^/]+)\/contactLists$/, null, ofContact("contactLists")],
    [
      "POST",
      /^\/tags$/,
      "tag",
      (_, __, input, now) => {
        if (text(input["tag"]) === "") return invalid("The tag name is required", "field_missing", "tag")
        if (takenTag(input["tag"])) return invalid("The tag exists already", "duplicate", "tag")
        const { description, ...tag } = insert("tags", {
          tag: text(input["tag"]),
          tagType: text(input["tagType"]),
          description: text(input["description"]),
          cdate: iso(now),
          subscriber_count: "0",
          deleted: "0"
        })
        return { status: 201, body: { tag: { ...tag, description } } }
      }
    ],
    [
      "GET",
      /^\/tags$/,
      null,
      (_, { query }) =>
        page(
          "tags",
          rows.tags.filter(
            (row) => contains(row["tag"], query.get("search") ?? "") && compared(row, "tag", "search", query)
          ),
          query
        )
    ],
    ["GET", /^\/tags\/([^/]+)$/, null, reading("tags", "tag", "Tag")],
    [
      "PUT",
      /^\/tags\/([^/]+)$/,
      "tag",
      (id, _, input) => {
        const tag = find("tags", id)
        if (tag === undefined) return missing("Tag", id)
        if (takenTag(input["tag"], tag)) return invalid("The tag exists already", "duplicate", "tag")
        return { status: 200, body: { tag: update(tag, picked(input, ["tag", "tagType", "description"])) } }
      }
    ],
    ["DELETE", /^\/tags\/([^/]+)$/, null, deleting("tags", "Tag", [["contactTags", "tag"]])],
    [
      "POST",
      /^\/contactTags$/,
      "contactTag",
      (_, __, input, now) => {
        const [contact, tag] = [find("contacts", input["contact"]), find("tags", input["tag"])]
        if (contact === undefined || tag === undefined) {
          const detail = `${contact === undefined ? "Contact" : "Tag"} not found`
          return { status: 404, body: { errors: [{ status: 404, title: "Not Found", detail }] } }
        }
        const existing = rows.contactTags.find((row) => row["contact"] === contact.id && row["tag"] === tag.id)
        if (existing !== undefined) return { status: 200, body: { contactTag: existing } }
        const contactTag = insert("contactTags", { contact: contact.id, tag: tag.id, cdate: iso(now) })
        update(tag, { subscriber_count: String(rows.contactTags.filter((row) => row["tag"] === tag.id).length) })
        return { status: 201, body: { contacts: [contact], contactTag } }
      }
    ],
    ["DELETE", /^\/contactTags\/([^/]+)$/, null, deleting("contactTags", "SubscriberTag")],
    [
      "POST",
      /^\/lists$/,
      "list",
      (_, __, input, now) => {
        const absent = ["name", "stringid", "sender_url", "sender_reminder"].find((name) => text(input[name]) === "")
        if (absent !== undefined) return invalid(`The field ${absent} is required`, "field_missing", absent)
        const list = insert("lists", {
          ...picked(input, ["name", "stringid", "sender_url", "sender_reminder", "carboncopy", "channel"]),
          userid: text(input["user"] ?? "1"),
          cdate: iso(now),
          udate: null
        })
        return { status: 201, body: { list } }
      }
    ],
    [
      "GET",
      /^\/lists$/,
      null,
      (_, { query }) =>
        page(
          "lists",
          rows.lists.filter((row) => compared(row, "name", "name", query)),
          query
        )
    ],
    ["GET", /^\/lists\/([^/]+)$/, null, reading("lists", "list", "_List")],
    ["DELETE", /^\/lists\/([^/]+)$/, null, deleting("lists", "_List", [["contactLists", "list"]])],
    [
      "POST",
      /^\/contactLists$/,
      "contactList",
      (_, __, input, now) => {
        const [contact, list] = [find("contacts", input["contact"]), find("lists", input["list"])]
        if (contact === undefined || list === undefined) {
          return invalid(
            "The related thing does not exist",
            "related_missing",
            contact === undefined ? "contact" : "list"
          )
        }
        const status = text(input["status"])
        if (status !== "1" && status !== "2") return invalid("The status is not valid", "field_invalid", "status")
        const existing = rows.contactLists.find((row) => row["contact"] === contact.id && row["list"] === list.id)
        const dates = status === "1" ? { sdate: iso(now), udate: null } : { sdate: null, udate: iso(now) }
        if (existing !== undefined) {
          return {
            status: 200,
            body: { contactList: update(existing, { ...dates, sdate: dates.sdate ?? existing["sdate"], status }) }
          }
        }
        const contactList = insert("contactLists", {
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
        // The answer to a write echoes the type that was sent.
        return { status: 201, body: { contacts: [contact], contactList: { ...contactList, status: input["status"] } } }
      }
    ]
  ]

  const seen: Array<number> = []

  /** What the budget says of one more request: headers, and whether it is refused. */
  const budget = (now: number): { readonly refused: boolean; readonly headers: Record<string, string> } => {
    if (habits.limit === null) return { refused: false, headers: {} }
    const { limit, window } = habits.limit
    while (seen[0] !== undefined && seen[0] <= now - window) seen.shift()
    const refused = seen.length >= limit
    if (!refused) seen.push(now)
    const free = Math.ceil(((seen[0] ?? now) + window - now) / 1000)
    return {
      refused,
      headers: {
        "ratelimit-limit": String(limit),
        "ratelimit-remaining": String(limit - seen.length),
        ...(refused ? { "retry-after": String(Math.max(1, free)) } : {})
      }
    }
  }

  return (sent: Sent, key: string | undefined, now: number): Answer => {
    const { refused, headers } = budget(now)
    const answer = ((): Answer => {
      if (refused) return message(429, "Too Many Requests")
      if (key !== habits.apiKey) return message(403, "The Api-Token of this request was not recognised.")
      const [method, path, envelope, handle] =
        routes.find(([method, path]) => method === sent.method && path.test(sent.path)) ?? []
      if (path === undefined || handle === undefined || method === undefined) {
        return { status: 404, headers: { "content-type": "text/html" }, body: "<html><body>Not found</body></html>" }
      }
      const input = envelope == null ? {} : isRecord(sent.body) ? sent.body[envelope] : undefined
      if (!isRecord(input)) return message(403, "$value is not an object")
      return handle(path.exec(sent.path)?.[1] ?? "", sent, input, now)
    })()
    return { ...answer, headers: { ...headers, ...answer.headers } }
  }
}
