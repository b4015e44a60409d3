/**
 * Exclusions: phrases of addresses that lists do not send to. One of the newer parts of the API: no envelopes.
 */
import { ListExclusions } from "effect-activecampaign"
import type { RawResponse } from "../../http.js"
import { boolean, json, string } from "../columns.js"
import { contains } from "../filters.js"
import { isResponse, list, rowOf } from "../operations.js"
import { message, ok, problem } from "../responses.js"
import { type Handle, route } from "../routes.js"
import { type Filter, type Row, render, table } from "../Table.js"
import { isRecord, text } from "../values.js"

const listsOf = ({ lists }: Row): ReadonlyArray<string> => (Array.isArray(lists) ? lists.map(text) : [])

const byLists: Filter = (ids) => ({ test: (row) => listsOf(row).some((id) => ids.includes(id)) })

/** Exclusions. No request creates one. */
export const exclusions = table({
  name: "exclusions",
  envelope: "exclusion",
  model: "Exclusion",
  entity: ListExclusions.ListExclusion,
  columns: {
    matchPhrase: string(),
    matchType: string("exact"),
    channel: string("all"),
    hidden: boolean(),
    lists: json([])
  },
  filters: { "filters[matchPhrase]": contains("matchPhrase"), "filters[lists][]": byLists },
  orders: { matchPhrase: "matchPhrase", lists: (row) => listsOf(row).join(",") },
  sample: (n) => ({ matchPhrase: `blocked${n}@example.com`, channel: "several", lists: ["1"] })
})

const channels = ["all", "allSms", "allEmail", "several"]

/** 422 if the lists do not fit the channel. */
const check = (channel: string, lists: unknown): RawResponse | undefined => {
  const wrong = (detail: string) => problem(422, "Invalid attribute", detail)
  if (!channels.includes(channel)) return wrong(`Invalid channel: "${channel}"`)
  if (!Array.isArray(lists) || !lists.every((id) => typeof id === "string" && /^\d+$/.test(id)))
    return wrong("Lists must be an array of string-quoted integers")
  if (channel === "several") return lists.length > 0 ? undefined : wrong("Lists must not be empty")
  return lists.length === 0 ? undefined : wrong(`List IDs must be empty for channel "${channel}"`)
}

const get: Handle = (call) => {
  const row = rowOf(exclusions, call)
  return isResponse(row)
    ? message(404, `Exclusion not found [id=${call.params["id"]}]`)
    : ok(render(exclusions, row, call.store))
}

/** The lists of a channel are given with it: none are left from before. */
const update: Handle = (call) => {
  const row = rowOf(exclusions, call)
  if (isResponse(row)) return row
  const input = isRecord(call.body) ? call.body : {}
  const channel = text(input["channel"] ?? row["channel"])
  const lists = input["lists"] ?? (input["channel"] === undefined ? row["lists"] : [])
  const rejected = check(channel, lists)
  if (rejected !== undefined) return rejected
  call.store.table("exclusions").update(row, { channel, lists }, call.now)
  return ok(render(exclusions, row, call.store))
}

/** Routes of exclusions. */
export const routes = [
  list(exclusions, "/lists/exclusions", { total: "number" }),
  route("GET", "/lists/exclusions/{id}", get),
  route("PUT", "/lists/exclusions/{id}", update)
]
