/**
 * `Webhooks.ensure` ends with one active webhook that is as wanted, whatever existed before, what is lost on the way and who
 * else does the same.
 */
import { expect, it } from "@effect/vitest"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { ListId, Webhooks } from "effect-activecampaign"
import { describe } from "vitest"

const url = "https://app.example.com/hooks/activecampaign?key=1"

const wanted: Webhooks.WebhookWanted = { url, events: ["subscribe", "unsubscribe"], sources: ["api", "admin"] }

const existing = { name: "CRM", ...wanted }

const since = "2026-01-31 10:00:00"

const deactivated = { ...existing, state: "0", deactivated_date: since }

const account = FakeAccount.FakeAccount

/** The requests of the account since the last time. */
const requests = Effect.map(account, (one) => {
  const all = one.requests.map(({ method, path }) => `${method} ${path}`)
  return (from: number) => all.slice(from)
})

const provide = (...webhooks: ReadonlyArray<FakeAccount.Fields<"webhooks">>) =>
  Effect.provide(FakeAccount.layerClient({ webhooks }))

describe("Webhooks.ensure", () => {
  it.effect("creates a webhook that is missing, with the host of its URL as its name", () =>
    Effect.gen(function* () {
      const result = yield* Webhooks.ensure(wanted)
      expect(result).toMatchObject({ created: true, updated: false, deactivated: [] })
      expect(result.value).toMatchObject({ ...wanted, name: "app.example.com", listid: null })
      expect((yield* requests)(0)).toEqual(["GET /webhooks", "POST /webhooks", "GET /webhooks"])
      expect(yield* Webhooks.ensure(wanted)).toMatchObject({ created: false, updated: false, value: result.value })
      expect((yield* requests)(3)).toEqual(["GET /webhooks"])
    }).pipe(provide({ ...existing, url: "https://app.example.com/hooks" }))
  )

  it.effect("changes what differs, and only that", () =>
    Effect.gen(function* () {
      const { rows } = yield* account
      // The order is no difference, and a name or list that is not asked for is kept.
      const same = { ...wanted, events: ["unsubscribe", "subscribe"] } as const
      expect(yield* Webhooks.ensure(same)).toMatchObject({ created: false, updated: false })
      const more = yield* Webhooks.ensure({ ...wanted, events: ["subscribe", "deal_add"] })
      expect(more).toMatchObject({ created: false, updated: true, value: { name: "CRM", listid: "7" } })
      const moved = yield* Webhooks.ensure({ ...wanted, name: "Hook", listid: ListId.make("8") })
      expect(moved.value).toMatchObject({ name: "Hook", listid: "8", events: ["subscribe", "unsubscribe"] })
      const all = yield* Webhooks.ensure({ ...wanted, listid: null, sources: ["public"] })
      expect(all.value).toMatchObject({ name: "Hook", listid: null, sources: ["public"] })
      expect(rows.webhooks).toHaveLength(1)
    }).pipe(provide({ ...existing, listid: "7" }))
  )

  it.effect("replaces what a response with status 410 deactivated, and says since when", () =>
    Effect.gen(function* () {
      const { rows } = yield* account
      const result = yield* Webhooks.ensure(wanted)
      expect(result.created).toBe(true)
      expect(result.deactivated.map(({ deactivated_date, id }) => [id, deactivated_date])).toEqual([
        ["1", since],
        ["3", since]
      ])
      expect(rows.webhooks.map(({ id }) => id)).toEqual(["2", result.value.id])
      expect(yield* Webhooks.ensure(wanted)).toMatchObject({ created: false, deactivated: [] })
    }).pipe(provide(deactivated, { ...deactivated, url: "https://example.com" }, deactivated))
  )

  it.effect("keeps a deactivated webhook if its replacement cannot be created", () =>
    Effect.gen(function* () {
      const { faults, rows } = yield* account
      faults.add(Faults.on("POST /webhooks", Faults.forbidden(), { times: 1 }))
      expect((yield* Effect.flip(Webhooks.ensure(wanted)))._tag).toBe("PermissionError")
      expect(rows.webhooks).toMatchObject([{ id: "1" }])
    }).pipe(provide(deactivated))
  )

  it.effect("uses the one of several that is as wanted, and leaves the others", () =>
    Effect.gen(function* () {
      const { rows } = yield* account
      const before = rows.webhooks
      expect(yield* Webhooks.ensure(wanted)).toMatchObject({ updated: false, value: { id: "2" } })
      expect(rows.webhooks).toEqual(before)
      const other = yield* Webhooks.ensure({ ...wanted, sources: ["public"] })
      expect(other).toMatchObject({ updated: true, value: { id: "1" } })
      expect(rows.webhooks.slice(1)).toEqual(before.slice(1))
    }).pipe(provide({ ...existing, events: ["update"] }, existing, { ...existing, events: ["sent"] }))
  )

  it.effect("looks for the webhook when the response is lost", () =>
    Effect.gen(function* () {
      const { faults, rows } = yield* account
      faults.add(Faults.on("POST /webhooks", Faults.reset("after"), { times: 1 }))
      const result = yield* Webhooks.ensure(wanted)
      expect(result).toMatchObject({ created: true, value: { id: "1" } })
      expect((yield* requests)(0)).toEqual(["GET /webhooks", "POST /webhooks", "GET /webhooks"])
      expect(rows.webhooks).toHaveLength(1)
    }).pipe(provide())
  )

  it.effect("does not repeat a request that may have been applied", () =>
    Effect.gen(function* () {
      const { faults, rows } = yield* account
      faults.add(Faults.on("POST /webhooks", Faults.reset("before"), { times: 1 }))
      expect((yield* Effect.flip(Webhooks.ensure(wanted)))._tag).toBe("OutcomeUnknownError")
      expect(rows.webhooks).toEqual([])
      expect((yield* requests)(0).filter((request) => request.startsWith("POST"))).toHaveLength(1)
    }).pipe(provide())
  )

  it.effect("sends nothing but the listing if an argument is not valid", () =>
    Effect.gen(function* () {
      for (const url of ["", "example.com", "http://example.com/hook", "https://example.com:8443/"]) {
        expect((yield* Effect.flip(Webhooks.ensure({ ...wanted, url })))._tag).toBe("InputError")
      }
      expect((yield* requests)(0)).toEqual(Array.from({ length: 4 }, () => "GET /webhooks"))
    }).pipe(provide())
  )

  it.effect("leaves one webhook if several processes do it at the same time", () =>
    Effect.gen(function* () {
      const { faults, rows } = yield* account
      faults.add(Faults.on("POST /webhooks", Faults.reset("after"), { times: 1 }))
      const all = yield* Effect.replicateEffect(Webhooks.ensure(wanted), 5, { concurrency: "unbounded" })
      // They did collide.
      expect((yield* requests)(0).filter((request) => request === "POST /webhooks").length).toBeGreaterThan(1)
      expect(rows.webhooks).toHaveLength(1)
      expect(new Set(all.map(({ value }) => value.id))).toEqual(new Set([rows.webhooks[0]?.id]))
    }).pipe(provide(deactivated))
  )

  const choice = <A>(...values: ReadonlyArray<A>) => FastCheck.constantFrom(...values)
  const hook = FastCheck.record({
    url: choice(url, url, `${url}&more`),
    name: choice("CRM", "app.example.com"),
    events: choice(["subscribe"], ["subscribe", "unsubscribe"], ["deal_add", "update"]),
    sources: choice(["api", "admin"], ["public"]),
    listid: choice("0", "7"),
    deactivated_date: choice(null, null, since)
  })
  const input = FastCheck.record(
    { name: choice("CRM", "Other"), listid: choice(null, ListId.make("7")) },
    { requiredKeys: [] }
  )

  it("ends as wanted from any webhooks, changes no other URL, and has nothing to do after that", () =>
    FastCheck.assert(
      FastCheck.asyncProperty(FastCheck.array(hook, { maxLength: 6 }), input, (hooks, extra) =>
        Effect.gen(function* () {
          const { rows, requests } = yield* account
          const others = () => rows.webhooks.filter((row) => row.url !== url)
          const before = others()
          const { value } = yield* Webhooks.ensure({ ...wanted, ...extra })
          expect(value).toMatchObject({ ...wanted, ...extra, deactivated_date: null, events: expect.any(Array) })
          expect(new Set(value.events)).toEqual(new Set(wanted.events))
          const own = rows.webhooks.filter((row) => row.url === url)
          expect(own.every((row) => row.deactivated_date === null)).toBe(true)
          const active = hooks.filter((one) => one.url === url && one.deactivated_date === null)
          expect(own).toHaveLength(Math.max(1, active.length))
          expect(others()).toEqual(before)
          const sent = requests.length
          const again = yield* Webhooks.ensure({ ...wanted, ...extra })
          expect(again).toEqual({ value, created: false, updated: false, deactivated: [] })
          expect(requests).toHaveLength(sent + 1)
        }).pipe(provide(...hooks), Effect.runPromise)
      ),
      { numRuns: 100 }
    ))
})
