/**
 * What an inbox promises beside its model: waking up, leases, interruption, order among workers, failures of the store, and
 * that nothing personal is shown. For all stores.
 */
import { inspect } from "node:util"
import { describe, expect, it } from "@effect/vitest"
import * as FormBody from "@effect-activecampaign/webhooks/FormBody"
import { makeInbox } from "@effect-activecampaign/webhooks/internal/inbox"
import { InboxUnavailableError, type Store } from "@effect-activecampaign/webhooks/internal/inboxStore"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
import * as Chunk from "effect/Chunk"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { eventually, kinds, open, sqliteLayer } from "./support/inboxes.js"

const bodyOf = (contact: number, number = 0): string =>
  WebhookBody.contactUpdated({
    dateTime: "2026-01-05T10:00:00-06:00",
    contact: { id: String(contact), email: "jane@example.com", first_name: `Name ${number}` }
  })

const lettersOf = (inbox: WebhookInbox.Inbox) => Effect.map(Stream.runCollect(inbox.deadLetters), Chunk.toReadonlyArray)

/** Runs what waits for statements, which the test's clock knows nothing of. */
const until = (holds: () => boolean) => eventually(Effect.sync(holds))

describe.each(kinds)("$name", (kind) => {
  it.scoped("an event that is added wakes up a worker, without polling", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      const handled: Array<string> = []
      const worker = yield* Effect.fork(
        inbox.run((event) => Effect.sync(() => handled.push(event._tag)), { pollInterval: "1 day" })
      )
      for (let count = 1; count <= 20; count++) {
        yield* inbox.add(bodyOf(count))
        yield* until(() => handled.length === count)
      }
      yield* Fiber.interrupt(worker)
      expect(yield* inbox.counts).toMatchObject({ waiting: 0, working: 0, handled: 20 })
    })
  )

  it.scoped("events that another process adds are found by polling, and retries when they are due", () =>
    Effect.gen(function* () {
      const { inbox, place } = yield* open(kind)
      const other = yield* makeInbox(yield* place.open(), {})
      const attempts: Array<number> = []
      yield* Effect.fork(
        inbox.run(
          (_, { attempt }) =>
            Effect.zipRight(
              Effect.sync(() => attempts.push(attempt)),
              Effect.fail("not now")
            ),
          { maxAttempts: 3, backoff: () => "1 minute" }
        )
      )
      yield* other.add(bodyOf(1))
      for (const count of [1, 2, 3]) {
        yield* eventually(Effect.map(TestClock.adjust("1 second"), () => attempts.length >= count))
      }
      yield* eventually(Effect.map(inbox.counts, ({ dead }) => dead === 1))
      expect(attempts).toEqual([1, 2, 3])
    }).pipe(Effect.orDie)
  )

  it.scoped("interruption gives back what is being handled, without counting the attempt", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      for (let times = 0; times < 3; times++) {
        const started = yield* Deferred.make<number>()
        const handler: WebhookInbox.Handler<never, never> = (_, { attempt }) =>
          Effect.zipRight(Deferred.succeed(started, attempt), Effect.never)
        const worker = yield* Effect.fork(inbox.run(handler, { maxAttempts: 1 }))
        expect(yield* Deferred.await(started)).toBe(1)
        expect(yield* inbox.counts).toMatchObject({ waiting: 0, working: 1 })
        yield* Fiber.interrupt(worker)
        expect(yield* inbox.counts).toMatchObject({ waiting: 1, working: 0 })
      }
    })
  )

  it.scoped("the lease is renewed for as long as the handler works, and no other worker takes the event", () =>
    Effect.gen(function* () {
      const { inbox, place, store } = yield* open(kind)
      const other = yield* makeInbox(yield* place.open(), {})
      yield* inbox.add(bodyOf(1))
      const finish = yield* Deferred.make<void>()
      const started = yield* Deferred.make<void>()
      const handler = () => Effect.zipRight(Deferred.succeed(started, undefined), Deferred.await(finish))
      const first = yield* Effect.fork(inbox.drain(handler, { lease: "9 seconds" }))
      yield* Deferred.await(started)
      for (let now = 3_000; now <= 60_000; now += 3_000) {
        yield* TestClock.adjust("3 seconds")
        yield* eventually(Effect.map(store.nextAfter(now), (next) => next === now + 9_000))
        yield* other.drain(() => Effect.dieMessage("taken twice"))
      }
      yield* Deferred.succeed(finish, undefined)
      yield* Fiber.join(first)
      expect(yield* inbox.counts).toMatchObject({ handled: 1, dead: 0, waiting: 0 })
    }).pipe(Effect.orDie)
  )

  it.scoped("a worker whose lease is lost is interrupted, and what it would say of the event does not count", () =>
    Effect.gen(function* () {
      const { place, store } = yield* open(kind)
      const slow = yield* makeInbox({ ...methods(store), renew: () => Effect.succeed(false) }, {})
      const other = yield* makeInbox(yield* place.open(), {})
      yield* slow.add(bodyOf(1))
      const started = yield* Deferred.make<void>()
      let interrupted = 0
      const worker = yield* Effect.fork(
        slow.drain(
          () =>
            Effect.zipRight(Deferred.succeed(started, undefined), Effect.never).pipe(
              Effect.onInterrupt(() => Effect.sync(() => interrupted++))
            ),
          { lease: "9 seconds" }
        )
      )
      yield* Deferred.await(started)
      yield* TestClock.adjust("3 seconds")
      yield* until(() => interrupted === 1)
      yield* TestClock.adjust("10 seconds")
      yield* other.drain(() => Effect.void)
      yield* Fiber.join(worker)
      expect(yield* other.counts).toMatchObject({ handled: 1, waiting: 0, working: 0 })
    }).pipe(Effect.orDie)
  )

  it.scoped("a late result does not count if another worker has the event", () =>
    Effect.gen(function* () {
      const { inbox, store } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      const claim = { limit: 1, order: "none" } as const
      const [row] = yield* store.claim({ ...claim, now: 0, until: 10, lease: "first" })
      const id = row?.id ?? ""
      yield* store.claim({ ...claim, now: 10, until: 20, lease: "second" })
      expect(yield* store.renew(id, "first", 99)).toBe(false)
      expect(yield* store.settle(id, "first", { state: "handled", at: 11 })).toBe(false)
      expect(yield* store.settle(id, "second", { state: "waiting", at: 30, error: "later" })).toBe(true)
      expect(yield* store.settle(id, "second", { state: "handled", at: 31 })).toBe(false)
      expect(yield* store.nextAfter(11)).toBe(30)
    }).pipe(Effect.orDie)
  )

  it.scopedLive("several workers handle each event once, and those of a subject one at a time in order", () =>
    Effect.gen(function* () {
      const { inbox, place } = yield* open(kind)
      const inboxes = [inbox, yield* makeInbox(yield* place.open(), {}), yield* makeInbox(yield* place.open(), {})]
      const subjects = 6
      const perSubject = 15
      const handled = new Map<string, Array<number>>()
      const working = new Set<string>()
      let overlaps = 0
      const handler = (event: WebhookEvent.WebhookEvent) => {
        const contact = event.body.get("contact[id]") ?? ""
        return Effect.gen(function* () {
          if (working.has(contact)) overlaps++
          working.add(contact)
          yield* Effect.yieldNow()
          const number = Number(event.body.get("contact[first_name]")?.replace("Name ", ""))
          handled.set(contact, [...(handled.get(contact) ?? []), number])
          working.delete(contact)
        })
      }
      const workers = yield* Effect.forEach(inboxes, (one) =>
        Effect.fork(one.run(handler, { order: "subject", concurrency: 3, pollInterval: "10 millis" }))
      )
      for (let number = 0; number < perSubject; number++) {
        for (let contact = 1; contact <= subjects; contact++) yield* inbox.add(bodyOf(contact, number))
      }
      yield* eventually(Effect.map(inbox.counts, (counts) => counts.handled === subjects * perSubject))
      yield* Fiber.interruptAll(workers)
      expect(overlaps).toBe(0)
      expect(handled.size).toBe(subjects)
      for (const numbers of handled.values()) expect(numbers).toEqual(Array.from({ length: perSubject }, (_, i) => i))
    }).pipe(Effect.orDie)
  )

  it.scoped("of what is added at the same time, each event is stored once, and each caller gets its id", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      const bodies = Array.from({ length: 300 }, (_, index) =>
        index % 10 === 0 ? `contact[id]=${index}&seriesid=7` : bodyOf(index % 100)
      )
      const added = yield* Effect.forEach(bodies, (body) => inbox.add(body), { concurrency: "unbounded" })
      const distinct = new Set(bodies)
      expect(added.filter(({ isDuplicate }) => !isDuplicate)).toHaveLength(distinct.size)
      expect(yield* inbox.counts).toMatchObject({ waiting: distinct.size, duplicates: bodies.length - distinct.size })
      const handled = new Map<string, string>()
      yield* inbox.drain((event, { id }) =>
        Effect.sync(() => {
          handled.set(id, event.body.get("contact[id]") ?? "")
        })
      )
      expect(handled.size).toBe(distinct.size)
      const expected = bodies.map((body) => Either.getOrThrow(FormBody.parse(body)).get("contact[id]"))
      expect(added.map(({ id }) => handled.get(id))).toEqual(expected)
    })
  )

  it.scopedLive("a place can be opened by several at once, and has its events when it is opened again", () =>
    Effect.gen(function* () {
      const place = yield* kind.place
      const stores = yield* Effect.all(
        Array.from({ length: 5 }, () => place.open()),
        { concurrency: "unbounded" }
      )
      const inboxes = yield* Effect.forEach(stores, (store) => makeInbox(store, {}))
      yield* Effect.forEach(inboxes, (inbox) => inbox.add(bodyOf(1)), { concurrency: "unbounded" })
      const again = yield* makeInbox(yield* place.open(), {})
      expect(yield* again.counts).toMatchObject({ waiting: 1, duplicates: 4 })
    }).pipe(Effect.orDie)
  )

  it.scoped("any text is kept, or rejected with a typed error", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind, { limits: { bytes: 200, pairs: 20 } })
      const texts = fc.sample(fc.string({ unit: "binary", maxLength: 120 }), 60)
      const hostile = [
        "",
        "\0",
        "a=\0&\0=b",
        "a=%00",
        "a=\ud800",
        "\ufeffa=b",
        "a='\"; drop table x--",
        "a=b&".repeat(30)
      ]
      for (const text of [...hostile, ...texts]) {
        const added = yield* Effect.either(inbox.add(text))
        const pairs: Array<unknown> = []
        yield* inbox.drain((event) => Effect.sync(() => pairs.push(...event.body.pairs)))
        const expected = WebhookEvent.decode(text.replace(/[\ud800-\udfff]/gu, "\ufffd"), { bytes: 200, pairs: 20 })
        if (Either.isLeft(added)) expect(added.left._tag).toBe("FormBodyError")
        else expect(pairs).toEqual(Either.map(expected, ({ body }) => body.pairs).pipe(Either.getOrNull))
      }
      expect(yield* inbox.counts).toEqual({ waiting: 0, working: 0, handled: 0, dead: 0, duplicates: 0 })
    })
  )

  it.scoped("dead letters are read in pages, and each is shown without its body", () =>
    Effect.gen(function* () {
      const { inbox } = yield* open(kind)
      for (let contact = 1; contact <= 230; contact++) yield* inbox.add(bodyOf(contact))
      const noticed: Array<string> = []
      yield* inbox.drain(() => Effect.fail(new Error("x".repeat(10_000))), {
        maxAttempts: 1,
        onDead: ({ id }) =>
          Effect.zipRight(
            Effect.sync(() => noticed.push(id)),
            Effect.die("the hook is broken")
          )
      })
      const letters = yield* lettersOf(inbox)
      expect(letters.map(({ body }) => Redacted.value(body))).toEqual(
        Array.from({ length: 230 }, (_, index) => bodyOf(index + 1))
      )
      expect(new Set(noticed)).toEqual(new Set(letters.map(({ id }) => id)))
      expect(letters[0]?.error).toHaveLength(500)
      expect(inspect(letters) + JSON.stringify(letters)).not.toContain("jane")
      expect(yield* inbox.discard(["1 or 1=1", "", "-1", "9".repeat(40), letters[0]?.id ?? ""])).toBe(1)
      expect(yield* inbox.replay("all")).toBe(229)
      yield* inbox.drain(() => Effect.void)
      expect(yield* inbox.counts).toMatchObject({ handled: 230, dead: 0 })
    }).pipe(Effect.provide(Logger.remove(Logger.defaultLogger)))
  )

  it.scoped("a body that the limits no longer allow is a dead letter, not lost", () =>
    Effect.gen(function* () {
      const { inbox, store } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      const strict = yield* makeInbox(store, { limits: { bytes: 10 } })
      yield* strict.drain(() => Effect.dieMessage("decoded"))
      const [letter] = yield* lettersOf(inbox)
      expect(letter?.error).toMatch(/^FormBodyError: the body must have at most 10 bytes/)
    })
  )

  it.scoped("log lines have neither bodies nor messages of errors", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const logger = Logger.make((options) => void lines.push(inspect(options, { depth: 5 })))
      const { inbox } = yield* open(kind)
      yield* inbox.add(bodyOf(1))
      yield* Effect.gen(function* () {
        yield* inbox.drain(() => Effect.fail(new Error("jane@example.com refused")), { maxAttempts: 2 })
        yield* TestClock.adjust("1 hour")
        yield* inbox.drain(() => Effect.fail({ _tag: "Refused", message: "jane@example.com" }), { maxAttempts: 2 })
      }).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, logger)))
      expect(lines.join()).toContain("attempt 1 at event")
      expect(lines.join()).toContain("dead letter after 2 attempts")
      expect(lines.join()).toContain("Refused")
      expect(lines.join()).not.toContain("jane")
      expect((yield* lettersOf(inbox))[0]?.error).toBe("Refused: jane@example.com")
    })
  )

  it.scoped("a store that is not available for a while loses no result; `drain` fails if it stays so", () =>
    Effect.gen(function* () {
      const { store } = yield* open(kind)
      let failures = 0
      const failing = <A>(effect: Effect.Effect<A, InboxUnavailableError>) =>
        Effect.suspend(() =>
          failures-- > 0 ? Effect.fail(new InboxUnavailableError({ reason: "ECONNREFUSED" })) : effect
        )
      const all = methods(store)
      const inbox = yield* makeInbox(
        {
          ...all,
          claim: (claim) => failing(all.claim(claim)),
          settle: (id, lease, settlement) => failing(all.settle(id, lease, settlement))
        },
        {}
      )
      yield* inbox.add(bodyOf(1))
      const handler = () =>
        Effect.sync(() => {
          failures = 4
        })
      failures = 4
      const worker = yield* Effect.fork(inbox.run(handler))
      yield* eventually(
        Effect.zipRight(
          TestClock.adjust("100 millis"),
          Effect.map(inbox.counts, (c) => c.handled === 1)
        )
      )
      yield* Fiber.interrupt(worker)
      failures = Number.POSITIVE_INFINITY
      const drained = yield* Effect.fork(Effect.flip(inbox.drain(handler)))
      yield* eventually(
        Effect.zipRight(
          TestClock.adjust("1 second"),
          Effect.map(drained.status, ({ _tag }) => _tag === "Done")
        )
      )
      expect((yield* Fiber.join(drained)).message).toBe("the store of the inbox is not available (ECONNREFUSED)")
    }).pipe(Effect.provide(Logger.remove(Logger.defaultLogger)))
  )
})

/** The methods of a store, so that some can be replaced. */
const methods = (store: Store): Store => ({
  add: store.add,
  claim: store.claim,
  renew: store.renew,
  settle: store.settle,
  nextAfter: store.nextAfter,
  dead: store.dead,
  replay: store.replay,
  discard: store.discard,
  counts: store.counts,
  forget: store.forget
})

it.effect("options that make no sense are defects of the layer or the worker", () =>
  Effect.gen(function* () {
    const inbox = yield* WebhookInbox.WebhookInbox
    const drain = (options: WebhookInbox.HandleOptions) => Effect.sandbox(inbox.drain(() => Effect.void, options))
    const wrong = [{ concurrency: 0 }, { maxAttempts: 1.5 }, { lease: 0 }, { pollInterval: Number.NaN }]
    for (const options of wrong) {
      const [name = ""] = Object.keys(options)
      expect(String(yield* Effect.flip(drain(options)))).toContain(`\`${name}\` must be`)
    }
    const capacity = Layer.build(WebhookInbox.layerMemory({ capacity: 0 })).pipe(Effect.scoped, Effect.sandbox)
    expect(String(yield* Effect.flip(capacity))).toContain("`capacity` must be")
  }).pipe(Effect.provide(WebhookInbox.layerMemory()))
)

it.effect("a full inbox rejects events until some are handled, and still recognizes duplicates", () =>
  Effect.gen(function* () {
    const inbox = yield* WebhookInbox.WebhookInbox
    yield* inbox.add(bodyOf(1))
    yield* inbox.add(bodyOf(2))
    expect(yield* Effect.flip(inbox.add(bodyOf(3)))).toMatchObject({ _tag: "InboxFullError", capacity: 2 })
    expect(yield* inbox.add(bodyOf(1))).toMatchObject({ isDuplicate: true })
    yield* inbox.drain(() => Effect.void, { concurrency: 1 })
    expect(yield* inbox.add(bodyOf(3))).toMatchObject({ isDuplicate: false })
    // Only one handled event is remembered.
    expect(yield* inbox.add(bodyOf(1))).toMatchObject({ isDuplicate: false })
  }).pipe(Effect.provide(WebhookInbox.layerMemory({ capacity: 2, remember: 1 })))
)

it.effect("a table has a plain name", () =>
  Effect.gen(function* () {
    const wrong = ["", "a b", 'a"', "1a", "a.b", "x".repeat(41)]
    for (const table of wrong) {
      const layer = Layer.provide(WebhookInboxSql.layer({ table }), sqliteLayer(":memory:"))
      expect(String(yield* Effect.flip(Effect.sandbox(Effect.scoped(Layer.build(layer)))))).toContain("`table` must be")
    }
  })
)

it.scoped("a layer handles in the background", () =>
  Effect.gen(function* () {
    const handled = yield* Deferred.make<string>()
    const worker = WebhookInbox.layerWorker((event) => Deferred.succeed(handled, event._tag))
    yield* Effect.gen(function* () {
      const inbox = yield* WebhookInbox.WebhookInbox
      yield* inbox.add(bodyOf(1))
      expect(yield* Deferred.await(handled)).toBe("ContactUpdated")
    }).pipe(Effect.provide(Layer.provideMerge(worker, WebhookInbox.layerMemory())))
  })
)
