/**
 * Incremental readings against a model: whatever others write meanwhile, and wherever readings are interrupted, the table of
 * a warehouse has the last state of each row.
 */
import { expect, it } from "@effect/vitest"
import type * as Directory from "@effect-activecampaign/account/Directory"
import * as Changes from "@effect-activecampaign/jobs/Changes"
import type { ExportError } from "@effect-activecampaign/jobs/Export"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { describe } from "vitest"
import { type Behavior, layer, seed } from "./support/exportAccount.js"

const collect = <A, E, R>(stream: Stream.Stream<A, E, R>) =>
  Effect.map(Stream.runCollect(stream), Chunk.toReadonlyArray)

/** A kind of rows as the model sees it: each write sets one text. */
interface Kind {
  readonly table: "contacts" | "deals" | "accounts"
  readonly envelope: string
  readonly column: "firstName" | "title" | "name"
  readonly created: (text: string) => object
  readonly read: (
    options: Changes.Options<never>
  ) => Stream.Stream<
    | { readonly _tag: "Changed"; readonly id: string; readonly text: string | null; readonly cursor: string }
    | Changes.UpToDate,
    ExportError,
    ActiveCampaignClient | Directory.Directory
  >
}

const shown = <Row extends { readonly id: string }>(text: (row: Row) => string | null) =>
  Stream.map((change: Changes.Change<Row>) =>
    change._tag === "Changed"
      ? { _tag: change._tag, id: change.row.id, text: text(change.row), cursor: change.cursor }
      : change
  )

const kinds: ReadonlyArray<Kind> = [
  {
    table: "contacts",
    envelope: "contact",
    column: "firstName",
    created: (text) => ({ email: `${text}@example.com`, firstName: text }),
    read: (options) => Changes.contacts(options).pipe(shown(({ firstName }) => firstName))
  },
  {
    table: "deals",
    envelope: "deal",
    column: "title",
    created: (text) => ({ title: text, value: 1, currency: "usd", contact: "1", group: "1", owner: "1" }),
    read: (options) => Changes.deals(options).pipe(shown(({ title }) => title))
  },
  {
    table: "accounts",
    envelope: "account",
    column: "name",
    created: (text) => ({ name: text }),
    read: (options) => Changes.accounts(options).pipe(shown(({ name }) => name))
  }
]

/** A write at a number of requests since the start. */
const writes = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 40 }),
    isAfter: fc.boolean(),
    kind: fc.constantFrom("create", "update", "update", "update", "delete"),
    id: fc.integer({ min: 2, max: 25 })
  }),
  { maxLength: 60 }
)

const scenarios = fc.record({
  writes,
  /** After how many elements each reading is interrupted, and how many of the last ones were handled without storing a cursor. */
  stops: fc.array(fc.record({ after: fc.integer({ min: 0, max: 30 }), lost: fc.integer({ min: 0, max: 3 }) }), {
    minLength: 1,
    maxLength: 8
  }),
  /** How much time passes around a request, in seconds. */
  pace: fc.constantFrom(0, 1, 4),
  filter: fc.constantFrom("day" as const, "instant" as const),
  concurrency: fc.integer({ min: 1, max: 3 }),
  hasDate: fc.boolean(),
  skew: fc.constantFrom(-20_000, 0, 20_000),
  remember: fc.constantFrom(0, 5, 10_000)
})

type Scenario = typeof scenarios extends fc.Arbitrary<infer A> ? A : never

/** Writes as another program does, through the API, with the time of now. */
const writer = ({ column, created, envelope, table }: Kind, { concurrency, pace: given, writes }: Scenario) => {
  // Requests at the same time pass their time one after the other, and must not take longer than a request may.
  const pace = concurrency === 1 ? given : Math.min(1, given)
  let count = 0
  let sent = 0
  const request = (account: FakeAccount.Account, method: "POST" | "PUT" | "DELETE", path: string, body?: object) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      account.handle({ method, path, query: new URLSearchParams(), headers: {}, body }, account.apiKey, now)
    })
  let isActive = true
  const turn = (account: FakeAccount.Account, isAfter: boolean) =>
    Effect.gen(function* () {
      if (!isActive) return
      if (pace > 0) yield* TestClock.adjust(pace * 700)
      for (const write of writes.filter((one) => one.at === sent && one.isAfter === isAfter)) {
        const text = `v${++count}`
        if (write.kind === "create") yield* request(account, "POST", `/${table}`, { [envelope]: created(text) })
        if (write.kind === "update")
          yield* request(account, "PUT", `/${table}/${write.id}`, { [envelope]: { [column]: text } })
        if (write.kind === "delete") yield* request(account, "DELETE", `/${table}/${write.id}`)
      }
      if (pace > 0) yield* TestClock.adjust(pace * 700)
    })
  const behavior: Behavior = {
    before: (account) => turn(account, false),
    after: (account) =>
      Effect.zipRight(
        turn(account, true),
        Effect.sync(() => void sent++)
      )
  }
  const stop = Effect.sync(() => {
    isActive = false
  })
  return { behavior, stop }
}

/** Readings that are interrupted and continued, and at the end one after which nothing is missing. */
const simulate = (kind: Kind, scenario: Scenario, stopWriting: Effect.Effect<void>) =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    yield* TestClock.setTime(Date.UTC(2026, 4, 28, 12))
    const table = new Map<string, string | null>()
    let since: string | undefined
    const { concurrency, filter, remember, skew, stops } = scenario
    // Without a difference of clocks, no overlap is needed.
    const overlap: Duration.DurationInput = skew === 0 ? "0 seconds" : "1 minute"
    const read = (stop: number, lost: number) =>
      Effect.gen(function* () {
        const options = { since, filter, concurrency, remember, limit: 7, overlap }
        const handled = yield* collect(Stream.take(kind.read(options), stop))
        for (const change of handled) if (change._tag === "Changed") table.set(change.id, change.text)
        since = handled.at(handled.length - 1 - lost)?.cursor ?? since
        return handled
      })
    for (const { after, lost } of stops) {
      // A reading that fails is tried again from the last cursor.
      yield* Effect.catchTag(read(after, lost), "PaginationError", () => Effect.void)
      yield* TestClock.adjust("10 seconds")
    }
    yield* stopWriting
    const until = (rounds: number): ReturnType<typeof read> =>
      Effect.flatMap(read(100_000, 0), (handled) =>
        rounds === 0 ? Effect.succeed(handled) : Effect.zipRight(TestClock.adjust("1 hour"), until(rounds - 1))
      )
    yield* until(1)
    const last = yield* read(100_000, 0)
    return { account, table, last }
  })

const run = (kind: Kind, scenario: Scenario) => {
  const { behavior, stop } = writer(kind, scenario)
  return simulate(kind, scenario, stop).pipe(
    Effect.provide(layer(seed(25), { ...behavior, hasDate: scenario.hasDate, skew: scenario.skew })),
    Effect.provide(TestContext.TestContext),
    Effect.runPromise
  )
}

describe.each(kinds)("$table", (kind) => {
  it("nothing is missed, whatever others write and wherever readings are interrupted", async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { account, last, table } = await run(kind, scenario)
        const rows: ReadonlyArray<{ readonly id: string }> = account.rows[kind.table]
        for (const row of rows) {
          expect([row.id, table.get(row.id)]).toEqual([row.id, Object(row)[kind.column]])
        }
        // When nothing changes, nothing comes again.
        if (scenario.hasDate) expect(last).toMatchObject([{ _tag: "UpToDate" }])
      }),
      { numRuns: 10 }
    )
  })
})

const contacts = kinds[0] as Kind

/** A reading to its end. */
const readAll = (since: string | DateTime.Utc | undefined, options: Changes.Options<never> = {}) =>
  Effect.map(collect(contacts.read({ since, ...options })), (all) => ({
    ids: all.flatMap((change) => (change._tag === "Changed" ? [change.id] : [])),
    cursor: all.at(-1)?.cursor ?? ""
  }))

const update = (account: FakeAccount.Account, id: string, firstName: string) =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    account.handle(
      {
        ...{ method: "PUT", path: `/contacts/${id}`, query: new URLSearchParams(), headers: {} },
        body: { contact: { firstName } }
      },
      account.apiKey,
      now
    )
  })

it.effect("a row comes again if and only if it has changed, also twice in a second", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    yield* TestClock.setTime(Date.UTC(2026, 4, 28, 12))
    const first = yield* readAll(undefined)
    expect(first.ids).toHaveLength(5)
    yield* update(account, "3", "a")
    const second = yield* readAll(first.cursor)
    yield* update(account, "3", "b")
    const third = yield* readAll(second.cursor)
    const fourth = yield* readAll(third.cursor)
    expect([second.ids, third.ids, fourth.ids]).toEqual([["3"], ["3"], []])
    // An older cursor is still right.
    expect((yield* readAll(first.cursor)).ids).toEqual(["3"])
    expect((yield* readAll(DateTime.unsafeMake("2026-05-28T11:00:00Z"))).ids).toEqual(["3"])
    expect((yield* readAll(DateTime.unsafeMake("2026-05-28T13:00:00Z"))).ids).toEqual([])
  }).pipe(Effect.provide(layer(seed(5))))
)

it.effect("a change after a page was made, and before the time in its header, comes in the next reading", () => {
  let isSlow = true
  const after = (account: FakeAccount.Account) =>
    Effect.gen(function* () {
      if (!isSlow || account.requests.at(-1)?.path !== "/contacts") return
      isSlow = false
      yield* TestClock.adjust("2 seconds")
      yield* update(account, "3", "late")
      yield* TestClock.adjust("8 seconds")
    })
  return Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 4, 28, 12))
    const { cursor } = yield* readAll(undefined, { overlap: "0 seconds" })
    yield* TestClock.adjust("1 hour")
    expect((yield* readAll(cursor, { overlap: "0 seconds" })).ids).toEqual(["3"])
  }).pipe(Effect.provide(layer(seed(5), { after })))
})

it.effect("requests as much as has changed, not as much as there is", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    yield* TestClock.setTime(Date.UTC(2026, 4, 28, 12))
    const { cursor } = yield* readAll(undefined)
    yield* TestClock.adjust("5 days")
    yield* update(account, "7", "a")
    const before = account.requests.length
    expect((yield* readAll(cursor, { filter: "instant" })).ids).toEqual(["7"])
    expect(
      account.requests
        .slice(before)
        .map(({ path }) => path)
        .filter((path) => path === "/contacts")
    ).toHaveLength(1)
    const filters = account.requests.flatMap(({ query }) => query.get("filters[updated_after]") ?? [])
    expect(filters).toEqual(["2026-05-28T11:49:59.000Z"])
    yield* readAll(cursor)
    // 36 hours before 11:50, whatever the time zone of the account is.
    expect(account.requests.at(-1)?.query.get("filters[updated_after]")).toBe("2026-05-26")
  }).pipe(Effect.provide(layer(seed(500))))
)

it.effect("the cursor is small in the middle of a reading, and bounded at its end", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    yield* TestClock.setTime(Date.UTC(2026, 4, 28, 12))
    const { cursor } = yield* readAll(undefined)
    for (const { id } of account.rows.contacts) yield* update(account, id, "changed")
    const all = yield* collect(Changes.contacts({ since: cursor, remember: 50 }))
    expect(all).toHaveLength(301)
    expect(Math.max(...all.slice(0, -1).map((change) => change.cursor.length))).toBeLessThan(800)
    const last = all.at(-1)?.cursor ?? ""
    expect(last.length).toBeLessThan(50 * 30 + 100)
    // The others come again.
    expect((yield* readAll(last, { remember: 50 })).ids).toHaveLength(250)
  }).pipe(Effect.provide(layer(seed(300))))
)

it.effect("a cursor that is none, or of another list, is refused without a request", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    const { cursor } = yield* readAll(undefined)
    const count = account.requests.length
    const others = ["", "{}", "null", cursor.slice(1), cursor.replace('"version":1', '"version":2')]
    const broken = ['{"version":1,"list":"contacts","since":"x"}', '{"version":1,"list":"contacts","since":1,"at":"1"}']
    for (const since of [...others, ...broken]) {
      expect(yield* Effect.flip(readAll(since))).toMatchObject({ _tag: "CursorError", reason: "malformed" })
    }
    expect(yield* Effect.flip(Stream.runDrain(Changes.deals({ since: cursor })))).toMatchObject({ reason: "other" })
    expect(account.requests).toHaveLength(count)
  }).pipe(Effect.provide(layer(seed(3))))
)

it.effect("a reading that cannot continue where it was begins again, and loses nothing", () =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    const all = Array.from({ length: 30 }, (_, index) => String(index + 1))
    const idsOf = (changes: Changes.Changes<{ readonly id: string }>) =>
      Effect.map(collect(changes), (all) => all.flatMap((one) => (one._tag === "Changed" ? [one.row.id] : [])))
    const [, , third] = yield* collect(Changes.deals({ limit: 5 }))
    // With pages of another size, the place is another one.
    expect(yield* idsOf(Changes.deals({ since: third?.cursor, limit: 7 }))).toEqual(all)
    expect(yield* idsOf(Changes.deals({ since: third?.cursor, limit: 5 }))).toEqual(all.slice(3))
    // The row at which the next page is known by was deleted.
    const sixth = (yield* collect(Changes.deals({ limit: 5 })))[5]
    account.delete("deals", "5")
    expect(yield* idsOf(Changes.deals({ since: sixth?.cursor, limit: 5 }))).toEqual(all.filter((id) => id !== "5"))
  }).pipe(Effect.provide(layer(seed(30))))
)
