/**
 * Segments, audiences, and the matching of contacts, which are runs that need polling.
 */
import { LegacySegments, Segments } from "effect-activecampaign"
import { audit, json, links, readOnly, string } from "../columns.js"
import { sorted } from "../filters.js"
import { get, list } from "../operations.js"
import { message, notImplemented, ok } from "../responses.js"
import { type Call, type Handle, type Route, route } from "../routes.js"
import { type Row, table } from "../Table.js"
import { isRecord, text } from "../values.js"
import { contactColumns, InvalidSegment, matchesOf, rejectUnknown, UnknownCondition } from "./segmentConditions.js"

/** An id of a table whose ids are UUIDs. */
const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`

/** Segments. Those with a name are saved; the others are for one matching. */
export const segments = table({
  name: "segments",
  envelope: "segment",
  model: "Segment",
  entity: LegacySegments.LegacySegment,
  columns: {
    name: string(),
    logic: string("and"),
    hidden: readOnly("0"),
    seriesid: readOnly("0"),
    segmentid_v2: { read: ({ id }) => id },
    ...audit,
    links: links("segments", "conditions"),
    attributes: json({}),
    versions: json([])
  },
  nextId: uuid,
  sample: (n) => ({ name: `Segment ${n}`, attributes: everybody, $contacts: ["1", "2"] })
})

/** A definition that all contacts match: it has no groups. */
const everybody = { segment_condition_group_operator: "and", segment_condition_groups: [], segment_conditions: [] }

/** Matchings. */
export const segmentRuns = table({
  name: "segmentRuns",
  envelope: "segmentRun",
  model: "SegmentRun",
  entity: Segments.SegmentMatchRun,
  columns: { segment: string(), polls: json(0), sort: string(), matches: json([]), isWhole: json(false) },
  nextId: uuid,
  sample: () => ({ segment: uuid(1) })
})

const iso = (now: number): string => new Date(now).toISOString()

const failure = (status: number, detail: string) => ({ status, body: { errors: [{ status: String(status), detail }] } })

const missing = (id: string) => failure(404, `Segment ${id} was not found`)

const attributesIn = (body: unknown): Record<string, unknown> | undefined => {
  const data = isRecord(body) ? body["data"] : undefined
  const first: unknown = Array.isArray(data) ? data[0] : data
  const attributes = isRecord(first) ? first["attributes"] : undefined
  return isRecord(attributes) ? attributes : undefined
}

const dataOf = (row: Row) => {
  const attributes = { segment_id: row.id, created_date: iso(row.$updated), user_id: "1", ...Object(row["attributes"]) }
  return {
    data: [
      {
        id: row.id,
        type: "Segment.v2",
        attributes: row["name"] === "" ? attributes : { ...attributes, name: row["name"] }
      }
    ]
  }
}

/** Why a definition is not accepted. */
const problemOf = (attributes: Record<string, unknown> | undefined): string | undefined => {
  if (attributes === undefined) return "Attributes is a required field."
  for (const name of ["segment_condition_group_operator", "segment_condition_groups", "segment_conditions"]) {
    if (attributes[name] === undefined) return `${name} is a required field.`
  }
  return undefined
}

const insertSegment = (call: Call, attributes: Record<string, unknown>): Row => {
  const { name, ...rest } = attributes
  return call.store.table("segments").insert({ name: text(name), attributes: rest }, call.now)
}

const create: Handle = (call) => {
  const attributes = attributesIn(call.body)
  const problem = problemOf(attributes)
  if (attributes === undefined || problem !== undefined) return failure(400, problem ?? "")
  const isTaken =
    text(attributes["name"]) !== "" && call.store.table("segments").by("name", attributes["name"]).length > 0
  if (isTaken) return failure(400, "A segment with this name already exists.")
  return ok(dataOf(insertSegment(call, attributes)))
}

/** Responds with a segment, or 404. */
const withSegment =
  (respond: (row: Row, call: Call) => ReturnType<Handle>): Handle =>
  (call) => {
    const id = call.params["segment"] ?? ""
    const row = call.store.table("segments").find(id)
    if (row === undefined) return missing(id)
    try {
      return respond(row, call)
    } catch (error) {
      return rejectUnknown(error)
    }
  }

const versionsOf = ({ versions }: Row): ReadonlyArray<Record<string, unknown>> =>
  Array.isArray(versions) ? versions.filter(isRecord) : []

/** Adds a version; the one before can be read and restored by its time. */
const save = (row: Row, attributes: Record<string, unknown>, { now, store }: Call): Row => {
  const { name: _, ...rest } = attributes
  const versions = [...versionsOf(row), { at: row.$updated, attributes: row["attributes"] }]
  return store.table("segments").update(row, { attributes: rest, versions }, now)
}

const update = withSegment((row, call) => {
  const attributes = attributesIn(call.body)
  const problem = problemOf(attributes)
  if (attributes === undefined || problem !== undefined) return failure(400, problem ?? "")
  return ok(dataOf(save(row, attributes, call)))
})

/** The version that a segment had at a time. */
const versionAt = (row: Row, at: string) =>
  Number(at) >= row.$updated
    ? { at: row.$updated, attributes: row["attributes"] }
    : [...versionsOf(row)].reverse().find((version) => Number(version["at"]) <= Number(at))

const getVersion = withSegment((row, { params }) => {
  const at = params["at"] ?? ""
  const version = versionAt(row, at)
  if (version === undefined) return missing(`${row.id} of ${at}`)
  return ok(
    dataOf(Object.assign(Object.create(row), { attributes: version["attributes"], $updated: Number(version["at"]) }))
  )
})

const revert = withSegment((row, call) => {
  const version = versionAt(row, call.params["at"] ?? "")
  return version === undefined ? missing(row.id) : ok(dataOf(save(row, Object(version["attributes"]), call)))
})

/** What is known of a run: its page of contacts, once it is ready. */
const runOf = (run: Row, { query, settings, store }: Call, type: string) => {
  const segment = store.table("segments").find(run["segment"])
  const isReady = Number(run["polls"]) >= settings.segmentPolls
  const all = Array.isArray(run["matches"]) ? run["matches"] : []
  const size = Math.min(10_000, Math.max(1, Number(query.get("page_size") ?? 20) || 20))
  const last = Math.max(1, Math.ceil(all.length / size))
  const current = Math.max(1, Number(query.get("page") ?? 1) || 1)
  const result = {
    run_id_end: iso(run.$updated),
    matches: all.slice((current - 1) * size, current * size).map(Number),
    page: { current_page: current, last_page: last, per_page: size, total: all.length }
  }
  return ok({
    data: [
      {
        id: run.id,
        type,
        attributes: {
          segment_id: text(run["segment"]),
          segment_timestamp: iso(segment?.$updated ?? run.$created),
          run_id: run.id,
          run_id_start: iso(run.$created),
          is_ready: isReady,
          ...(isReady ? result : {})
        }
      }
    ]
  })
}

/** What contacts are sorted by: columns, or the value of a custom field. */
const sortKey = (name: string): ((contact: Row, store: Call["store"]) => unknown) => {
  if (name === "full_name") return ({ firstName, lastName }) => `${text(firstName)} ${text(lastName)}`
  const field = /^field(\d+)$/.exec(name)?.[1]
  if (field !== undefined)
    return ({ id }, store) => store.table("fieldValues").where({ contact: id, field })[0]?.["value"]
  const column = contactColumns[name]
  if (/^(score\d*|account_name)$/.test(name))
    throw new UnknownCondition(`FakeAccount does not sort segments by ${name}`)
  if (column === undefined) throw new InvalidSegment(`Contacts cannot be sorted by ${name}.`)
  return (contact) => contact[column]
}

const inOrder = (ids: ReadonlyArray<string>, sort: string | null, { store }: Call): ReadonlyArray<string> => {
  const orders = (sort === null || sort === "" ? "id" : sort).split(",").map((one) => ({
    by: sortKey(one.replace(/^-/, "")),
    sign: one.startsWith("-") ? (-1 as const) : (1 as const)
  }))
  const rows = ids.flatMap((id) => store.table("contacts").find(id) ?? [])
  return sorted(
    rows,
    orders.map(({ by, sign }) => ({ by: (row: Row) => by(row, store), sign })),
    store
  ).map(({ id }) => id)
}

const start = (segment: Row, call: Call, ids: ReadonlyArray<string>, isWhole: boolean): Row => {
  const sort = call.query.get("sort")
  return call.store
    .table("segmentRuns")
    .insert({ segment: segment.id, sort: text(sort), matches: inOrder(ids, sort, call), isWhole }, call.now)
}

const matchAll = withSegment((segment, call) =>
  runOf(start(segment, call, matchesOf(segment, call.store), true), call, "matchAll")
)

const matchNew: Handle = (call) => {
  const attributes = attributesIn(call.body)
  const problem = problemOf(attributes)
  if (attributes === undefined || problem !== undefined) return failure(400, problem ?? "")
  try {
    const segment = insertSegment(call, { ...attributes, name: "" })
    return runOf(start(segment, call, matchesOf(segment, call.store), true), call, "matchAll")
  } catch (error) {
    return rejectUnknown(error)
  }
}

/** Contacts of a segment that also match criteria. */
const matchSome = withSegment((segment, call) => {
  const criteria = attributesIn(call.body) ?? {}
  const conditions = [criteria["conditions"]].flat()
  const groups =
    criteria["condition_groups"] === undefined
      ? [{ operator: "and", values: conditions.map((one) => ({ id: Object(one).id })) }]
      : [criteria["condition_groups"]].flat()
  const attributes = {
    segment_conditions: conditions,
    segment_condition_groups: groups,
    segment_condition_group_operator: criteria["group_operator"]
  }
  const extra = new Set(
    matchesOf(Object.assign(Object.create(segment), { $contacts: undefined, attributes }), call.store)
  )
  const limit = Number(criteria["limit"] ?? Number.POSITIVE_INFINITY)
  const own = matchesOf(segment, call.store)
  const ids =
    criteria["segment_relationship"] === "or" ? [...new Set([...own, ...extra])] : own.filter((id) => extra.has(id))
  return runOf(start(segment, call, ids.slice(0, limit), false), call, "matchAll")
})

/** A poll. Another order drops the result, so that the search starts again under the same id. */
const poll = withSegment((segment, call) => {
  const rows = call.store.table("segmentRuns")
  const run = rows.find(call.params["run"])
  if (run === undefined || run["segment"] !== segment.id)
    return failure(404, `Run ${call.params["run"] ?? ""} was not found`)
  const sort = text(call.query.get("sort"))
  const values =
    sort === run["sort"]
      ? { polls: Number(run["polls"]) + 1 }
      : { polls: 0, sort, matches: inOrder([run["matches"]].flat().map(text), sort, call) }
  return runOf(rows.update(run, values, call.now), call, "matchAll")
})

const matchOne = withSegment((segment, { now, params, store }) => {
  const contact = params["contact"] ?? ""
  if (store.table("contacts").find(contact) === undefined) return failure(404, `Contact ${contact} was not found`)
  const attributes = {
    entity_id: contact,
    segment_id: segment.id,
    match: matchesOf(segment, store).includes(contact),
    created_timestamp: iso(now),
    segment_timestamp: iso(segment.$updated)
  }
  return ok({ data: [{ id: `${segment.id}-${contact}`, type: "match", attributes }] })
})

/** How many contacts a segment matches. They are counted when they are asked for. */
const countOf = (row: Row, store: Call["store"], now: number) => ({
  count: matchesOf(row, store).length,
  last_total_updated: iso(now),
  run_id: null,
  run_id_start: iso(now),
  run_id_end: iso(now)
})

/** Rows of a response with the counts of a segment. */
const countsOnPage = 50

/** What the matchings of a segment counted, newest first. Those with further conditions do not count. */
const countsOf = (segment: Row, { store }: Call) =>
  store
    .table("segmentRuns")
    .by("segment", segment.id)
    .filter(({ isWhole }) => isWhole === true)
    .map((run) => {
      const matches = new Set([run["matches"]].flat().map(text))
      const isActive = (id: string) =>
        store
          .table("contactLists")
          .by("contact", id)
          .some(({ status }) => status === "1")
      const seconds = Math.floor(run.$created / 1000)
      const attributes = {
        timestamp: iso(run.$created),
        segment_id: segment.id,
        segment_hash: text(segment.$updated),
        run_id: run.id,
        result_count: matches.size,
        active_result_count: [...matches].filter(isActive).length,
        count_updating_with_runid: null
      }
      return { id: String(seconds), type: "SegmentCountHistory", attributes, seconds }
    })
    .reverse()

const withoutSeconds = ({ seconds: _, ...count }: ReturnType<typeof countsOf>[number]) => count

/** The counts of a segment before a time in seconds, which the path names. */
const listCounts = withSegment((segment, call) => {
  const before = Number(call.params["at"] ?? Number.POSITIVE_INFINITY)
  if (Number.isNaN(before)) return failure(400, "timestamp must be a number.")
  const counts = countsOf(segment, call).filter(({ seconds }) => seconds < before)
  return ok({ data: counts.slice(0, countsOnPage).map(withoutSeconds) })
})

/** The last count of each of several segments. Segments that do not exist are ignored. */
const listLastCounts: Handle = (call) => {
  const ids = (call.query.get("segmentIds") ?? "").split(",").filter((id) => id !== "")
  if (ids.length === 0) return failure(400, "segmentIds is a required field.")
  if (ids.length > 100) return failure(400, "At most 100 segments can be requested.")
  const found = ids.flatMap((id) => call.store.table("segments").find(id) ?? [])
  return ok({ data: found.flatMap((segment) => countsOf(segment, call).slice(0, 1).map(withoutSeconds)) })
}

const audienceOf = (row: Row, { now, store }: Call) => ({
  id: row.id,
  type: "audience",
  attributes: {
    segment_id: row.id,
    name: text(row["name"]),
    category: "audience",
    counts: { last_total: countOf(row, store, now), last_active_total: countOf(row, store, now) },
    created_date: iso(row.$created),
    updated_date: iso(row.$updated),
    last_used_date: null
  }
})

const audienceOrders: Readonly<Record<string, string>> = { updated_date: "$updated", name: "name" }

/** Saved segments, in numbered pages. An empty search is 404. */
const listAudiences: Handle = (call) => {
  const search = (call.query.get("search") ?? "").toLowerCase()
  const saved = call.store
    .table("segments")
    .all.filter(({ name }) => text(name) !== "" && text(name).toLowerCase().includes(search))
  const sort = call.query.get("sort") ?? "-updated_date"
  const by = audienceOrders[sort.replace(/^-/, "")]
  if (/^-?(recent|last_total|last_active_total)$/.test(sort))
    return message(notImplemented, `FakeAccount does not implement \`sort=${sort}\` of audiences`)
  if (by === undefined) return failure(400, `Audiences cannot be sorted by ${sort}.`)
  const inSort = sorted(saved, [{ by, sign: sort.startsWith("-") ? -1 : 1 }], call.store)
  if (saved.length === 0) return { status: 404, body: { errors: [{ title: "No audiences were found" }] } }
  const size = Math.max(1, Number(call.query.get("page_size") ?? 20) || 20)
  const page = Math.max(1, Number(call.query.get("page") ?? 1) || 1)
  try {
    return ok({
      data: inSort.slice((page - 1) * size, page * size).map((row) => audienceOf(row, call)),
      meta: {
        page: { current_page: page, last_page: Math.ceil(saved.length / size), per_page: size, total: saved.length }
      }
    })
  } catch (error) {
    return rejectUnknown(error)
  }
}

const legacyColumns = Object.keys(segments.columns).filter((name) => name !== "attributes" && name !== "versions")

/** Routes of segments. */
export const routes: ReadonlyArray<Route> = [
  list(segments, "/segments", { returns: legacyColumns }),
  get(segments, "/segments/{id}", { returns: legacyColumns }),
  route("POST", "/segmentsV2", create),
  route(
    "GET",
    "/segmentsV2/{segment}",
    withSegment((row) => ok(dataOf(row)))
  ),
  route("PUT", "/segmentsV2/{segment}", update),
  route(
    "DELETE",
    "/segmentsV2/{segment}",
    withSegment((row, { store }) => {
      store.table("segments").delete(row)
      return ok({ data: [] })
    })
  ),
  route("GET", "/segmentsV2/count-history", listLastCounts),
  route("GET", "/segmentsV2/{segment}/count-history", listCounts),
  route("GET", "/segmentsV2/{segment}/count-history/{at}", listCounts),
  route("GET", "/segmentsV2/{segment}/createdDate/{at}", getVersion),
  route("PUT", "/segmentsV2/{segment}/createdDate/{at}", revert),
  route("POST", "/segmentMatchAll", matchNew),
  route("GET", "/segmentMatchAll/{segment}", matchAll),
  route("GET", "/segmentMatchAll/{segment}/{run}", poll),
  route("POST", "/segmentMatchSome/{segment}", matchSome),
  route("GET", "/segmentMatchSome/{segment}/{run}", poll),
  route("GET", "/segmentMatch/{segment}/{contact}", matchOne),
  route("GET", "/audiences", listAudiences),
  route(
    "GET",
    "/audiences/{segment}",
    withSegment((row, call) => ok({ data: [audienceOf(row, call)] }))
  )
]
