/**
 * A model of the inbox, and all stores against it: adding, duplicates, handling, failing, crashing, dead letters and time.
 */
import { describe, expect, it } from "@effect/vitest"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import type * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Logger from "effect/Logger"
import * as Stream from "effect/Stream"
import { type Kind, kinds, open } from "./support/inboxes.js"

const lease = 5_000
const keep = 60_000
const maxAttempts = 3
const capacity = 8

type Outcome = "succeed" | "fail" | "die" | "interrupt"

type Command =
  | { readonly _tag: "add"; readonly contact: number; readonly number: number }
  | { readonly _tag: "addStep"; readonly contact: number }
  | { readonly _tag: "drain"; readonly outcomes: ReadonlyArray<Outcome>; readonly concurrency: number }
  | { readonly _tag: "crash" }
  | { readonly _tag: "advance"; readonly millis: number }
  | { readonly _tag: "replay" | "discard"; readonly which: "all" | number }

interface Modelled {
  readonly id: string
  readonly body: string
  readonly fingerprint: string | null
  readonly subject: string
  state: "waiting" | "working" | "handled" | "dead"
  attempts: number
  availableAt: number
  handledAt: number
  duplicates: number
}

const bodyOf = (command: Command & { readonly _tag: "add" | "addStep" }): string =>
  command._tag === "addStep"
    ? `contact[id]=${command.contact}&seriesid=7`
    : WebhookBody.contactUpdated({
        dateTime: "2026-01-05T10:00:00-06:00",
        contact: { id: String(command.contact), first_name: `Name ${command.number}` }
      })

const outcome = fc.constantFrom<Outcome>("succeed", "succeed", "fail", "die", "interrupt")
const which = fc.oneof(fc.constant("all" as const), fc.integer({ min: 1, max: 6 }))
const contact = fc.integer({ min: 1, max: 3 })

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant("add"), contact, number: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("addStep"), contact }) },
  {
    weight: 4,
    arbitrary: fc.record({
      _tag: fc.constant("drain"),
      outcomes: fc.array(outcome, { minLength: 3, maxLength: 3 }),
      concurrency: fc.integer({ min: 1, max: 4 })
    })
  },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("crash") }) },
  {
    weight: 3,
    arbitrary: fc.record({ _tag: fc.constant("advance"), millis: fc.constantFrom(1_000, lease, keep + 1) })
  },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constantFrom("replay", "discard"), which }) }
) as fc.Arbitrary<Command>

/** A clock that is set, without the pauses that a test clock makes for fibers that sleep: here, nothing depends on a sleep. */
const clockAt = (start: number) => {
  let now = start
  const { sleep } = Clock.make()
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(now) * 1_000_000n,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(now) * 1_000_000n),
    sleep
  }
  const advance = (millis: number) =>
    Effect.sync(() => {
      now += millis
    })
  return { clock, advance }
}

/** What the inbox promises, in the simplest words. */
class Model {
  events: Array<Modelled> = []
  readonly order: WebhookInbox.Order
  constructor(order: WebhookInbox.Order) {
    this.order = order
  }

  isOpen = ({ state }: Modelled) => state === "waiting" || state === "working"

  add(body: string, fingerprint: string | null, subject: string, now: number): { isDuplicate: boolean } | "full" {
    const known = fingerprint === null ? undefined : this.events.find((event) => event.fingerprint === fingerprint)
    if (known !== undefined) {
      known.duplicates++
      return { isDuplicate: true }
    }
    if (this.events.filter(({ state }) => state !== "handled").length >= capacity) return "full"
    const rest = { attempts: 0, availableAt: now, handledAt: 0, duplicates: 0 }
    this.events.push({ ...rest, id: "", body, fingerprint, subject, state: "waiting" })
    return { isDuplicate: false }
  }

  /** Events that a worker may take now. */
  due(now: number): Array<Modelled> {
    return this.events.filter((event) => {
      if (!this.isOpen(event) || event.availableAt > now) return false
      if (this.order === "none") return true
      const others = this.events.filter((other) => other !== event && other.subject === event.subject)
      const index = this.events.indexOf(event)
      return !others.some(
        (other) =>
          (this.isOpen(other) && this.events.indexOf(other) < index) ||
          (other.state === "working" && other.availableAt > now)
      )
    })
  }

  /** All attempts of a worker until nothing is due, as texts. */
  drain(outcomeOf: (event: Modelled) => Outcome, now: number): Array<string> {
    const attempts: Array<string> = []
    this.events = this.events.filter(
      ({ fingerprint, handledAt, state }) => state !== "handled" || (fingerprint !== null && handledAt >= now - keep)
    )
    for (let due = this.due(now); due.length > 0; due = this.due(now)) {
      for (const event of due) {
        event.attempts++
        if (event.attempts > maxAttempts) {
          event.attempts = maxAttempts
          event.state = "dead"
          continue
        }
        attempts.push(`${event.id} ${event.attempts}`)
        if (outcomeOf(event) === "succeed") {
          event.state = "handled"
          event.handledAt = now
        } else {
          event.state = event.attempts >= maxAttempts ? "dead" : "waiting"
          // Between half of it and all of it; the clock moves by whole ones.
          event.availableAt = now + 1_000
        }
      }
    }
    return attempts
  }

  crash(now: number): void {
    for (const event of this.due(now)) {
      event.attempts++
      event.state = "working"
      event.availableAt = now + lease
    }
  }

  counts(now: number): WebhookInbox.Counts {
    const count = (is: (event: Modelled) => boolean) => this.events.filter(is).length
    const isWorking = ({ availableAt, state }: Modelled) => state === "working" && availableAt > now
    return {
      waiting: count((event) => this.isOpen(event) && !isWorking(event)),
      working: count(isWorking),
      handled: count(({ fingerprint, state }) => state === "handled" && fingerprint !== null),
      dead: count(({ state }) => state === "dead"),
      duplicates: this.events.reduce((total, { duplicates }) => total + duplicates, 0)
    }
  }
}

const apply = (
  command: Command,
  { inbox, store }: Effect.Effect.Success<ReturnType<typeof open>>,
  model: Model,
  advance: (millis: number) => Effect.Effect<void>
): Effect.Effect<void, unknown> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const dead = model.events.filter(({ state }) => state === "dead")
    switch (command._tag) {
      case "add":
      case "addStep": {
        const body = bodyOf(command)
        const result = yield* Effect.either(inbox.add(body))
        const expected = model.add(body, command._tag === "add" ? body : null, `contact ${command.contact}`, now)
        if (expected === "full") return expect(result).toMatchObject({ left: { _tag: "InboxFullError", capacity } })
        expect(result).toMatchObject({ right: expected })
        const added = result._tag === "Right" ? result.right.id : ""
        if (expected.isDuplicate) return expect(model.events.find((event) => event.body === body)?.id).toBe(added)
        return Object.assign(model.events.at(-1) ?? {}, { id: added })
      }
      case "drain": {
        const outcomes = new Map(model.events.map(({ id }, index) => [id, command.outcomes[index % 3] ?? "succeed"]))
        const attempts: Array<string> = []
        yield* inbox.drain(
          (_, { attempt, id }) =>
            Effect.suspend((): Effect.Effect<void, string> => {
              attempts.push(`${id} ${attempt}`)
              const result = outcomes.get(id)
              if (result === "fail") return Effect.fail("refused")
              if (result === "die") return Effect.die(new Error("broken"))
              return result === "interrupt" ? Effect.interrupt : Effect.void
            }),
          { concurrency: command.concurrency, order: model.order, maxAttempts, lease, backoff: () => 1_000 }
        )
        const expected = model.drain(({ id }) => outcomes.get(id) ?? "succeed", now)
        expect([...attempts].sort()).toEqual([...expected].sort())
        if (model.order === "none") return
        for (const number of [1, 2, 3]) {
          const ids = model.events.flatMap(({ id, subject }) => (subject === `contact ${number}` ? [id] : []))
          const ofSubject = (attempt: string) => ids.includes(attempt.split(" ")[0] ?? "")
          expect(attempts.filter(ofSubject)).toEqual(expected.filter(ofSubject))
        }
        return
      }
      case "crash": {
        yield* store.claim({ now, until: now + lease, lease: "crashed", limit: 100, order: model.order })
        return model.crash(now)
      }
      case "advance":
        return yield* advance(command.millis)
      case "replay":
      case "discard": {
        const chosen = command.which === "all" ? dead : model.events.slice(command.which - 1, command.which)
        const changed = chosen.filter(({ state }) => state === "dead")
        const ids = command.which === "all" ? command.which : chosen.map(({ id }) => id)
        expect(yield* inbox[command._tag](ids)).toBe(changed.length)
        for (const event of changed) {
          if (command._tag === "replay") Object.assign(event, { state: "waiting", attempts: 0, availableAt: now })
          else Object.assign(event, { state: "handled", handledAt: now })
        }
      }
    }
  })

const check = (kind: Kind, order: WebhookInbox.Order, commands: ReadonlyArray<Command>) => {
  const { advance, clock } = clockAt(1_700_000_000_000)
  return Effect.gen(function* () {
    const opened = yield* open(kind, { keep, capacity })
    const model = new Model(order)
    for (const command of commands) {
      yield* apply(command, opened, model, advance)
      const now = yield* Clock.currentTimeMillis
      expect(yield* opened.inbox.counts).toEqual(model.counts(now))
      const letters = Chunk.toReadonlyArray(yield* Stream.runCollect(opened.inbox.deadLetters))
      expect(letters.map(({ attempts, id }) => ({ attempts, id }))).toEqual(
        model.events.flatMap(({ attempts, id, state }) => (state === "dead" ? [{ attempts, id }] : []))
      )
    }
  }).pipe(Effect.scoped, Effect.withClock(clock))
}

/** Thousands of attempts fail here. */
const quiet = Logger.remove(Logger.defaultLogger)

const runs = { memory: 60, SQLite: 25, Postgres: 25 }

describe.each(kinds)("$name", (kind) => {
  it.each(["none", "subject"] as const)("behaves as its model, order: %s", (order) =>
    fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), (commands) =>
        Effect.runPromise(check(kind, order, commands).pipe(Effect.orDie, Effect.provide(quiet)))
      ),
      { numRuns: runs[kind.name] }
    )
  )
})
