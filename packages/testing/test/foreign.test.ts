/**
 * Clients that are not ours, with their habits, believe the account behind the server: plain `fetch`, no SDK.
 */
import { expect, it } from "@effect/vitest"
import { FakeAccountServer } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import { describe } from "vitest"
import { isRecord } from "../../resources/test/published.js"

/** What a client receives: the status, and the value at a path of the body. */
interface Reply {
  readonly status: number
  readonly at: (...path: ReadonlyArray<string | number>) => unknown
}

type Send = (method: string, path: string, body?: string, headers?: Record<string, string>) => Promise<Reply>

const at = (body: unknown, path: ReadonlyArray<string | number>): unknown =>
  path.reduce(
    (value: unknown, key) => (Array.isArray(value) || isRecord(value) ? Reflect.get(value, key) : undefined),
    body
  )

/** A server with contacts, and a client of it that sends what it is given. */
const withServer = (count: number, test: (send: Send, server: FakeAccountServer.Server) => Promise<void>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const server = yield* FakeAccountServer.serve({ limit: null })
      for (let n = 1; n <= count; n++) server.account.insert("contacts", { email: `contact${n}@example.com` })
      const send: Send = async (method, path, body, headers = {}) => {
        const init = {
          method,
          headers: { "Api-Token": server.apiKey, ...headers },
          ...(body === undefined ? {} : { body })
        }
        const response = await fetch(`${server.apiUrl}/api/3${path}`, init)
        const text = await response.text()
        const parsed: unknown = text === "" ? undefined : JSON.parse(text)
        return { status: response.status, at: (...keys) => at(parsed, keys) }
      }
      yield* Effect.promise(() => test(send, server))
    })
  )

const contact = (fields: object) => JSON.stringify({ contact: fields })

describe("a client in another language", () => {
  it.live("pages by limit and offset until the total", () =>
    withServer(230, async (send) => {
      const ids = new Set<unknown>()
      for (let offset = 0, total = 1; offset < total; offset += 100) {
        const page = await send("GET", `/contacts?limit=100&offset=${offset}`)
        total = Number(page.at("meta", "total"))
        for (let n = 0; page.at("contacts", n) !== undefined; n++) ids.add(page.at("contacts", n, "id"))
      }
      expect(ids.size).toBe(230)
      expect(typeof (await send("GET", "/contacts")).at("meta", "total")).toBe("string")
    })
  )

  it.live("spells the names of query parameters with or without percent-encoding", () =>
    withServer(30, async (send) => {
      for (const query of [
        "orders[email]=DESC&limit=1",
        "orders%5Bemail%5D=DESC&limit=1",
        "limit=1&orders%5bemail%5d=desc"
      ]) {
        expect([query, (await send("GET", `/contacts?${query}`)).at("contacts", 0, "email")]).toEqual([
          query,
          "contact9@example.com"
        ])
      }
      for (const query of [
        "email=contact7@example.com",
        "email=contact7%40example.com",
        "email=CONTACT7@example.com"
      ]) {
        expect([query, (await send("GET", `/contacts?${query}`)).at("contacts", 0, "id")]).toEqual([query, "7"])
      }
      expect((await send("GET", "/contacts?ids[]=3&ids[]=4")).at("meta", "total")).toBe("2")
      expect((await send("GET", "/contacts?ids=3,4")).at("meta", "total")).toBe("2")
    })
  )

  it.live("updates by PUT or PATCH, and sends ids as numbers or texts", () =>
    withServer(2, async (send) => {
      expect((await send("PUT", "/contacts/1", contact({ firstName: "Put" }))).at("contact", "firstName")).toBe("Put")
      expect((await send("PATCH", "/contacts/1", contact({ lastName: "Patch" }))).at("contact", "firstName")).toBe(
        "Put"
      )
      expect((await send("POST", "/tags", '{"tag":{"tag":"vip","tagType":"contact"}}')).status).toBe(201)
      const first = await send("POST", "/contactTags", '{"contactTag":{"contact":1,"tag":1}}')
      const again = await send("POST", "/contactTags", '{"contactTag":{"contact":"1","tag":"1"}}')
      expect([first.status, again.status, again.at("contactTag", "id")]).toEqual([
        201,
        200,
        first.at("contactTag", "id")
      ])
    })
  )

  it.live("sends JSON with any content type or none", () =>
    withServer(0, async (send) => {
      for (const type of ["application/json", "text/plain;charset=UTF-8", "application/json; charset=utf-8", ""]) {
        const body = contact({ email: `${type.length}@example.com` })
        expect([type, (await send("POST", "/contacts", body, { "content-type": type })).status]).toEqual([type, 201])
      }
    })
  )

  it.live("is told what is wrong", () =>
    withServer(1, async (send) => {
      const duplicate = await send("POST", "/contacts", contact({ email: "contact1@example.com" }))
      expect([duplicate.status, duplicate.at("errors", 0, "code")]).toEqual([422, "duplicate"])
      const missing = await send("GET", "/contacts/999")
      expect([missing.status, missing.at("message")]).toEqual([404, "No Result found for Subscriber with id 999"])
      const withoutId = await send("GET", "/contacts/")
      expect([withoutId.status, withoutId.at("message")]).toEqual([404, "No Result found for Subscriber with id 0"])
      expect((await send("GET", "/contacts", undefined, { "Api-Token": "wrong" })).status).toBe(403)
      expect((await send("POST", "/contacts", "{not json")).status).toBe(403)
    })
  )

  it.live("cannot stop the server with an address that is not one", () =>
    withServer(1, async (send) => {
      expect((await send("GET", "/contacts/%E0%A4%A")).status).toBeGreaterThanOrEqual(400)
      expect((await send("GET", "/contacts?email=%E0%A4%A")).status).toBe(200)
      expect((await send("GET", "/contacts/1")).status).toBe(200)
    })
  )

  it.live("sees what another client wrote at once, also with many requests at the same time", () =>
    withServer(0, async (send, { account }) => {
      const created = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          send("POST", "/contact/sync", contact({ email: `same${n % 10}@example.com` }))
        )
      )
      expect(new Set(created.map((reply) => reply.at("contact", "id"))).size).toBe(10)
      expect(created.filter(({ status }) => status === 201).length).toBe(10)
      expect(account.rows.contacts.length).toBe(10)
    })
  )
})
