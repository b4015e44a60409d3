/**
 * One limit of an account, in memory.
 */
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"
import type { Limit, Result, Slot } from "../RateLimiter.js"
import { BackgroundJob, Queue, RequestPace, type Waiter } from "./queue.js"
import {
  allowance,
  caution,
  longestFlight,
  lostFlight,
  margin,
  millisOf,
  type Pace,
  pauseOf,
  samples
} from "./slots.js"

/** A request may go this much early, as timers do not hit fractions (ms). The margin covers it. */
const early = 0.5

/** In Cloudflare Workers, those who wait look this often, and those far behind every fourth time (ms). */
const glance = 250

/** Cloudflare Workers cancel what waits for another request, so nobody may wake another there. */
const isWorker = (): boolean => "WebSocketPair" in globalThis

/** The longest flight where every request reports its end, even if it is interrupted: longer than any timeout should be (ms). */
const longestReported = 8 * longestFlight

interface Ticket {
  /** When it was let go. */
  from: number
  /** When its response came; null while it is under way. */
  by: number | null
  /** Whether it counts as soon as it is sent. */
  readonly isFast: boolean
}

/** A probe that is not under way. */
const wanted: Ticket = { from: 0, by: 0, isFast: false }

/**
 * One limit in memory.
 *
 * ActiveCampaign counts a request at an unknown time between its letting go and its response. So a slot is used until a window
 * after the response, and while there is none. The credit is the time of a response that counts as spent after the counting.
 * At a safe pace it is the fastest of the last responses, less what the slowest took longer: steady latency costs nothing. At a
 * fast pace it is all of it, but for requests that open a new connection, as that is slow. A 429 takes it away.
 *
 * One timer is enough for all who wait: it is set for the first in the queue, and set again if something brings its turn
 * nearer. In Cloudflare Workers each looks for itself instead. What Workers cancel disappears without a trace, so who does
 * not look in time leaves the queue there.
 */
export class MemoryBucket {
  private readonly count: number
  private readonly window: number
  private readonly clock: Clock.Clock
  private readonly pace: Pace
  private readonly queue = new Queue<number>()
  private timer: Fiber.RuntimeFiber<void> | undefined
  private tickets: Array<Ticket> = []
  private used = Number.NEGATIVE_INFINITY
  private pausedUntil = this.used
  private limited = this.used
  /** After a pause, one request finds out whether the limit has room again. */
  private probe: Ticket | undefined
  private latencies: Array<number> = []
  private underWay = 0
  /** How many connections are open: as many as requests were under way at once. */
  private connections = 0
  private readonly samples: number
  /** How much of each response's time counts as spent after the counting. */
  private credit = 0

  constructor({ limit, window }: Limit, clock: Clock.Clock, pace: Pace) {
    this.count = limit
    this.window = Duration.toMillis(window) + margin
    this.clock = clock
    this.pace = pace
    this.samples = Math.max(samples, 2 * limit)
  }

  /** Whether nothing is left to remember, and has not been for a minute. */
  isIdle(): boolean {
    return this.queue.isEmpty() && Math.max(this.used + this.window, this.pausedUntil) + 60_000 < millisOf(this.clock)
  }

  /** When a ticket leaves the window; if it is under way, when it does so without a response. */
  private leaves({ by, from, isFast }: Ticket): number {
    const latest = from + (isWorker() ? longestFlight : longestReported)
    const credited = (by ?? latest) - this.credit
    const counted = isFast && from > this.limited + caution ? Math.min(credited, from + allowance - margin) : credited
    return Math.max(from, counted) + this.window
  }

  /** How long the request with so many before it (fewer than the limit) has to wait, if no response comes. */
  private delay(rank: number, now: number): number {
    const { count, probe } = this
    const used: Array<number> = []
    this.tickets = this.tickets.filter((ticket) => {
      const at = this.leaves(ticket)
      return at > now && used.push(at) > 0
    })
    const isProbing = probe?.by === null && this.tickets.includes(probe)
    const free = used.sort((a, b) => a - b)[rank - count + used.length] ?? now
    // The end of a pause frees no slots: both are waited for, also in the last moment of the pause.
    return Math.max(this.pausedUntil, isProbing ? this.leaves(probe) : probe && rank > 0 ? now + glance : free) - now
  }

  private issue(now: number, since: number, pace: Pace): Slot {
    // Nothing was waiting or under way: connections were closed since.
    if (this.tickets.length === 0 && since === now) this.connections = 0
    const ticket: Ticket = { from: now, by: null, isFast: pace === "fast" && this.underWay < this.connections }
    this.connections = Math.max(this.connections, ++this.underWay)
    this.tickets.push(ticket)
    if (this.probe) this.probe = ticket
    this.used = now
    return {
      waited: now - since,
      release: (result) => Effect.sync(() => this.release(ticket, result)),
      cancel: Effect.sync(() => {
        if (ticket.by !== null) return
        this.tickets = this.tickets.filter((one) => one !== ticket)
        ticket.by = now
        this.underWay--
        // Whether it opened a connection is not known.
        this.connections = 0
        this.look()
      })
    }
  }

  readonly acquire: Effect.Effect<Slot> = Effect.flatMap(Effect.context<never>(), (context) => {
    const { clock, queue } = this
    const pace = this.pace ?? Context.get(context, RequestPace)
    const since = millisOf(clock)
    if (queue.isEmpty() && this.delay(0, since) <= early) return Effect.succeed(this.issue(since, since, pace))
    let slot: Slot | undefined
    let resume: (turn: Effect.Effect<Slot>) => void = constVoid
    const waiter: Waiter<number> = {
      job: Context.get(context, BackgroundJob),
      due: since,
      wake: (now) => {
        slot = this.issue(now, since, pace)
        resume(Effect.succeed(slot))
      }
    }
    const leave = Effect.suspend(() => {
      queue.leave(waiter)
      if (queue.isEmpty()) this.look()
      return slot?.cancel ?? Effect.void
    })
    if (isWorker()) {
      const poll: Effect.Effect<Slot> = Effect.suspend(() => {
        const delay = this.turnOf(waiter, millisOf(clock))
        return slot ? Effect.succeed(slot) : Effect.zipRight(Effect.sleep(delay), poll)
      })
      return Effect.onInterrupt(poll, () => leave)
    }
    return Effect.async((wake) => {
      resume = wake
      queue.join(waiter)
      if (!this.timer) this.look()
      return leave
    })
  })

  /**
   * Lets those go whose turn it is, and sets the timer for the next. The timer's fiber is nobody's: no caller's end ends it,
   * and no caller's context is in it.
   */
  private look(): void {
    const { clock, queue } = this
    this.timer?.unsafeInterruptAsFork(FiberId.none)
    this.timer = undefined
    for (let first = queue.first(); first && !isWorker(); first = queue.first()) {
      const now = millisOf(clock)
      const delay = this.delay(0, now)
      if (delay > early) {
        const ring = Effect.map(clock.sleep(Duration.millis(Math.round(delay))), () => this.look())
        this.timer = Effect.runFork(ring, { immediate: false })
        return
      }
      queue.serve(first, now)
    }
  }

  /** Lets one go that looks for itself, if it is its turn; otherwise tells when to look again. Those who did not are gone. */
  private turnOf(waiter: Waiter<number>, now: number): number {
    const { count, queue } = this
    waiter.due = now
    queue.join(waiter)
    for (let first = queue.first(); first && first.due + 1000 < now; first = queue.first()) queue.leave(first)
    let rank = 0
    for (const one of queue.order()) if (one === waiter || ++rank === 2 * count) break
    const most = rank < 2 * count ? glance : 4 * glance
    const delay = rank < count ? Math.min(this.delay(rank, now), most) : most
    waiter.due += delay
    if (delay <= early) queue.serve(waiter, now)
    return delay
  }

  private release(ticket: Ticket, result: Result): void {
    if (ticket.by !== null) return
    const { latencies, probe } = this
    const { abandoned, limited, remaining } = result
    const now = millisOf(this.clock)
    this.used = ticket.by = now
    this.underWay--
    if (!this.tickets.includes(ticket)) this.tickets.push(ticket)
    if (limited) {
      this.probe = wanted
      this.latencies = []
      this.limited = now
    } else if (abandoned) {
      // As if it were let go when it arrives at the latest, so that no credit counts. Its connection may be closed.
      ticket.from = ticket.by = Math.max(now, ticket.from + Math.max(lostFlight, ...latencies))
      this.connections = 0
    } else {
      if (probe === ticket) this.probe = undefined
      this.latencies = [...latencies.slice(1 - this.samples), now - ticket.from]
    }
    const isKnown = this.pace !== "none" && this.latencies.length >= this.samples
    this.credit = isKnown ? Math.max(0, 2 * Math.min(...this.latencies) - Math.max(...this.latencies)) : 0
    // None is left: other processes use the limit too. Nothing goes before the oldest known request has left the window.
    const until = remaining === 0 ? Math.min(...this.tickets.map((known) => this.leaves(known))) : now + pauseOf(result)
    this.pausedUntil = Math.max(this.pausedUntil, until)
    this.look()
  }
}
