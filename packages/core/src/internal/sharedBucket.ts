/**
 * One limit of an account, in a store that several processes share.
 */
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"
import type { Limit, Slot } from "../RateLimiter.js"
import { BackgroundJob, Queue, RequestPace, type Waiter } from "./queue.js"
import { allowance, caution, longestFlight, lostFlight, margin, millisOf, type Pace, pauseOf } from "./slots.js"

/** Takes one step of the limiter in the store, atomically: `key` is the limit's, `args` say what to do. */
export type Store = (key: string, args: ReadonlyArray<string | number>) => Promise<ReadonlyArray<number>>

/** Why the store could not be asked. */
export interface StoreFailure {
  readonly message: string
}

/** A slot in the store, and when it may be used. */
interface Reservation {
  readonly id: string
  readonly lane: number
  readonly at: number
  /** The state of the store that it belongs to. */
  readonly born: number
}

/** The time of the store is known from its last replies. */
const replies = 16

/** A process that has not heard of a limit for this long no longer expects the store to know it (ms). */
const memory = 60_000

/**
 * One limit in the store, as a process sees it. While more requests wait than slots are reserved, one fiber asks for slots, a
 * third of the limit at most each time, so that other processes get theirs. Whose turn it is, is decided when the time of a
 * slot has come.
 */
export class SharedBucket {
  private readonly key: string
  private readonly store: Store
  private readonly clock: Clock.Clock
  private readonly limit: number
  private readonly window: number
  private readonly pace: Pace
  private readonly name = Math.random().toString(36).slice(2)
  private count = 0
  /** The state that the store is known to have had, and when. */
  private born = 0
  private seen = 0
  private pausedUntil = Number.NEGATIVE_INFINITY
  /** Bounds of how far the store's clock is ahead of ours, from the times a request was sent and its reply came. */
  private bounds: ReadonlyArray<{ readonly most: number; readonly least: number }> = []
  private readonly queue = new Queue<Reservation | StoreFailure>()
  private waiting = 0
  private readonly reserved = new Map<Reservation, Fiber.RuntimeFiber<void>>()
  private asking: Fiber.RuntimeFiber<void> | undefined
  /** Requests under way, and responses since there were none. */
  private flying = 0
  private warm = 0

  constructor(key: string, store: Store, { limit, window }: Limit, clock: Clock.Clock, pace: Pace) {
    this.key = key
    this.store = store
    this.clock = clock
    this.limit = limit
    this.window = Duration.toMillis(window) + margin
    this.pace = pace
  }

  private now(): number {
    return millisOf(this.clock)
  }

  isIdle(): boolean {
    const now = this.now()
    return this.waiting === 0 && this.seen + memory < now && this.pausedUntil < now
  }

  private step(operation: string, id: string, rest: ReadonlyArray<number>, window = this.window) {
    const known = this.seen + memory > this.now() ? this.born : 0
    return this.store(this.key, [operation, id, this.limit, window, longestFlight, known, ...rest])
  }

  private giveBack(id: string, lane: number): void {
    this.step("cancel", id, [lane, 0, 0, 0, -1, 0]).catch(constVoid)
  }

  /** A fiber of the limit's own: no caller's end ends it, and no caller's context is in it. */
  private fork(effect: Effect.Effect<void>): Fiber.RuntimeFiber<void> {
    return Effect.runFork(Effect.withClock(effect, this.clock), { immediate: false })
  }

  /** Asks the store once for some slots; returns when to ask again. A reply that comes too late gives back what it brings. */
  private ask(wanted: number): Effect.Effect<number, StoreFailure> {
    return Effect.suspend(() => {
      const id = `${this.name}:${this.count++}`
      const sent = this.now()
      let reply: Promise<ReadonlyArray<number>> | undefined
      const late = Effect.sync(() => {
        reply?.then(([, , , ...slots]) => {
          for (let i = 0; i < slots.length; i += 2) this.giveBack(id, slots[i] ?? 0)
        }, constVoid)
      })
      return Effect.tryPromise({
        try: () => {
          reply = this.step("take", id, [wanted])
          return reply
        },
        catch: (cause): StoreFailure => ({ message: cause instanceof Error ? cause.message : String(cause) })
      }).pipe(
        // The first reply comes after a connection and four round trips.
        Effect.timeoutFail({ duration: 10_000, onTimeout: () => ({ message: "no reply within 10 seconds" }) }),
        Effect.onError(() => late),
        Effect.map(([time = 0, born = 0, again = 0, ...slots]) => {
          this.seen = this.now()
          this.born = born
          this.bounds = [...this.bounds.slice(1 - replies), { most: time - sent, least: time - this.seen }]
          const ahead = Math.max(...this.bounds.map(({ least }) => least))
          for (let i = 0; i < slots.length; i += 2) {
            this.reserve({ id, born, lane: slots[i] ?? 0, at: time + (slots[i + 1] ?? 0) - ahead })
          }
          return slots.length > 0 ? 0 : again
        }),
        Effect.catchAllDefect((defect) => Effect.fail<StoreFailure>({ message: String(defect) }))
      )
    })
  }

  private readonly askOn: Effect.Effect<void> = Effect.suspend(() => {
    const wanted = Math.min(this.waiting - this.reserved.size, Math.ceil(this.limit / 3))
    if (wanted > 0) return Effect.flatMap(this.ask(wanted), (again) => Effect.delay(this.askOn, again))
    this.asking = undefined
    return Effect.void
  }).pipe(Effect.catchAll((failure) => Effect.sync(() => this.fail(failure))))

  private wake(waiter: Waiter<Reservation | StoreFailure>, turn: Reservation | StoreFailure): void {
    this.waiting--
    this.queue.serve(waiter, turn)
  }

  /** Those who wait while the store fails, fail with it, except the first, for whom there are slots. */
  private fail(failure: StoreFailure): void {
    const { queue, reserved } = this
    this.asking = undefined
    for (const one of [...queue.order()].slice(reserved.size)) this.wake(one, failure)
  }

  private reserve(one: Reservation): void {
    const due = Effect.delay(
      Effect.sync(() => {
        this.reserved.delete(one)
        this.serve(one)
      }),
      Math.max(0, one.at - this.now())
    )
    this.reserved.set(one, this.fork(due))
  }

  /** Lets the first who waits go, unless it is too late to be sure, or a pause or the loss of the store came between. */
  private serve(one: Reservation): void {
    const now = this.now()
    const isOver = now > one.at + longestFlight / 3 || now < this.pausedUntil || one.born !== this.born
    const first = this.queue.first()
    if (isOver || first === undefined) this.giveBack(one.id, one.lane)
    else this.wake(first, one)
    this.start()
  }

  private start(): void {
    if (this.waiting > this.reserved.size) this.asking ??= this.fork(this.askOn)
  }

  /** Gives back the last slot if it is one too many. */
  private trim(): void {
    const last = [...this.reserved].at(-1)
    if (last !== undefined && this.reserved.size > this.waiting) {
      const [{ id, lane }, fiber] = last
      fiber.unsafeInterruptAsFork(FiberId.none)
      this.reserved.delete(last[0])
      this.giveBack(id, lane)
    }
    if (this.waiting > 0) return
    this.asking?.unsafeInterruptAsFork(FiberId.none)
    this.asking = undefined
  }

  readonly acquire: Effect.Effect<Slot, StoreFailure> = Effect.flatMap(Effect.context<never>(), (context) => {
    const pace = this.pace ?? Context.get(context, RequestPace)
    const since = this.now()
    return Effect.async((resume) => {
      let slot: Slot | undefined
      const waiter: Waiter<Reservation | StoreFailure> = {
        job: Context.get(context, BackgroundJob),
        due: 0,
        wake: (turn) => {
          if ("message" in turn) return resume(Effect.fail(turn))
          slot = this.slot(turn, since, pace)
          resume(Effect.succeed(slot))
        }
      }
      if (this.waiting++ + this.flying === 0) this.warm = 0
      this.queue.join(waiter)
      this.start()
      return Effect.suspend(() => {
        if (slot) return slot.cancel
        if (this.queue.leave(waiter)) {
          this.waiting--
          this.trim()
        }
        return Effect.void
      })
    })
  })

  private slot({ id, lane }: Reservation, since: number, pace: Pace): Slot {
    const letGo = this.now()
    let isUsed = true
    this.flying++
    const end = () => {
      if (isUsed) this.flying--
      isUsed = false
    }
    return {
      waited: letGo - since,
      cancel: Effect.sync(() => {
        end()
        this.giveBack(id, lane)
      }),
      release: (result) =>
        Effect.sync(() => {
          const now = this.now()
          end()
          const pause = result.limited ? Math.max(1, pauseOf(result)) : 0
          this.pausedUntil = Math.max(this.pausedUntil, now + pause)
          const isLost = result.abandoned === true
          const flight = isLost ? Math.max(0, letGo + lostFlight - now) : 0
          const at = Math.ceil(now + Math.min(...this.bounds.map(({ most }) => most)))
          const took = isLost || pace === "none" ? -1 : Math.floor(now - letGo)
          const isWarm = ++this.warm > 2 * this.limit && pace === "fast"
          const window = this.window + (pace === "fast" ? allowance - margin : 0)
          const args = [lane, at, Math.ceil(flight), pause, took, isWarm ? caution : 0]
          // The response does not wait for the store.
          this.step("release", id, args, window).catch(constVoid)
        })
    }
  }
}
