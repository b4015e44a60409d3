/**
 * One limit of an account, in memory.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { constVoid } from "effect/Function"
import type { Limit, Options, Result, Slot } from "../RateLimiter.js"
import { longestFlight, lostFlight, margin, pauseOf } from "./slots.js"

/** How many responses the credit of a limit is known from, at least. */
const samples = 32

/** How much the way to ActiveCampaign can differ between requests at a fast pace (ms). */
const allowance = 30

/** How long a rejection makes a fast pace a safe one (ms). */
const caution = 300_000

/** A request may go this much early, as timers do not hit fractions (ms). The margin covers it. */
const early = 0.5

/** Where no waiter may wake another, they look at the queue at least this often, or once a millisecond per waiter (ms). */
const glance = 250

/** Cloudflare Workers cancel what waits for another request, so no waiter may wake another there. */
const isWorker = (): boolean => "WebSocketPair" in globalThis

/** The longest flight where every request reports its end, even if it is interrupted: longer than any timeout should be (ms). */
const longestReported = 8 * longestFlight

/** How often the response of a request that others wait for is looked for (ms). */
const poll = 10

interface Ticket {
  /** When it was let go. */
  from: number
  /** When its response came; null while it is under way. */
  by: number | null
}

interface Waiter {
  /** Orders those who are due together (fractions of a millisecond). */
  readonly order: number
  /** When it looks at the queue again. */
  due: number
  wake: () => void
}

/**
 * One limit in memory.
 *
 * ActiveCampaign counts a request at an unknown time between its letting go and its response. So a slot is used until a window
 * after the response, and while there is none. The credit is the time of a response that counts as spent after the counting.
 * At a safe pace it is the fastest of the last responses, less what the slowest took longer: steady latency costs nothing. At a
 * fast pace it is all of it, once two windows of responses have come since nothing was under way: new connections are slow. A
 * 429 takes it away.
 *
 * Each waiter has a timer of its own, for the earliest time that its turn can come; those next in the queue are woken if that
 * time comes nearer. In Cloudflare Workers they look instead. What Workers cancel disappears without a trace, so a waiter
 * that is overdue leaves the queue there.
 */
export class MemoryBucket {
  private readonly count: number
  private readonly window: number
  private readonly now: () => number
  private readonly pace: Options["pace"] | "none"
  private readonly queue = new Set<Waiter>()
  private tickets: Array<Ticket> = []
  private arrivals = 0
  private used = Number.NEGATIVE_INFINITY
  private pausedUntil = this.used
  private limited = this.used
  /** After a pause, one request finds out whether the limit has room again. */
  private probe: Ticket | "wanted" | undefined
  private latencies: Array<number> = []
  /** Responses since nothing was under way. */
  private warm = 0
  private isNudging = false
  private readonly samples: number
  private credit = 0

  constructor({ limit, window }: Limit, now: () => number, pace: Options["pace"] | "none") {
    this.count = limit
    this.window = Duration.toMillis(window) + (pace === "fast" ? allowance : margin)
    this.now = now
    this.pace = pace
    this.samples = Math.max(samples, 2 * limit)
  }

  /** Whether nothing is left to remember, and has not been for a minute. */
  isIdle(): boolean {
    return this.queue.size === 0 && Math.max(this.used + this.window, this.pausedUntil) + 60_000 < this.now()
  }

  /** When a ticket leaves the window; at the earliest, if it is under way. */
  private leaves({ by, from }: Ticket, now: number): number {
    const { credit, window } = this
    const latest = from + (isWorker() ? longestFlight : longestReported)
    if (by !== null || now >= latest) return Math.max(from, (by ?? latest) - credit) + window
    return Math.max(from + window, credit < Number.POSITIVE_INFINITY ? now + Math.max(window - credit, poll) : 0)
  }

  /** How long the request with so many before it has to wait; at the earliest, if requests are under way. */
  private delay(rank: number, now: number): number {
    const { count, probe } = this
    const used: Array<number> = []
    this.tickets = this.tickets.filter((ticket) => {
      const at = this.leaves(ticket, now)
      return at > now && used.push(at) > 0
    })
    const later = Math.floor(rank / count) * this.window
    if (now < this.pausedUntil) return this.pausedUntil - now + later
    const isOut = typeof probe === "object" && probe.by === null && this.tickets.includes(probe)
    if (isOut || (probe && rank > 0)) return glance * (rank + 1)
    const at = used.sort((a, b) => a - b)[(rank % count) - count + used.length] ?? now
    return Math.max(0, at - now) + later
  }

  private issue(now: number, since: number): Slot {
    const ticket: Ticket = { from: now, by: null }
    // Nothing was waiting or under way.
    if (this.tickets.push(ticket) === 1 && since === now) this.warm = 0
    if (this.probe) this.probe = ticket
    this.used = now
    return {
      waited: now - since,
      release: (result) => Effect.sync(() => this.release(ticket, result)),
      cancel: Effect.sync(() => {
        this.tickets = this.tickets.filter((one) => one !== ticket)
        if (this.probe === ticket) this.probe = "wanted"
        this.nudge(0)
      })
    }
  }

  readonly acquire: Effect.Effect<Slot> = Effect.suspend(() => {
    const since = this.now()
    const { queue } = this
    if (queue.size === 0 && this.delay(0, since) <= early) return Effect.succeed(this.issue(since, since))
    const waiter: Waiter = { order: (this.arrivals++ % 10_000) / 100_000, due: since, wake: constVoid }
    let slot: Slot | undefined
    const turn: Effect.Effect<Slot> = Effect.suspend(() => {
      const now = this.now()
      const rank = this.rankOf(waiter, now)
      const delay = this.delay(rank, now)
      if (delay > early) return Effect.zipRight(this.sleep(waiter, now, delay), turn)
      queue.delete(waiter)
      slot = this.issue(now, since)
      this.nudge(this.count - 1)
      return Effect.succeed(slot)
    })
    return Effect.onInterrupt(
      turn,
      () =>
        slot?.cancel ??
        Effect.sync(() => {
          queue.delete(waiter)
          this.nudgeSoon()
        })
    )
  })

  /** How many are before a waiter, which enters the queue if it is not there. */
  private rankOf(waiter: Waiter, now: number): number {
    const { queue } = this
    waiter.due = now
    queue.add(waiter)
    let rank = 0
    for (const other of queue) {
      if (other === waiter) break
      if (rank === 0 && isWorker() && other.due + 1000 < now) queue.delete(other)
      else rank++
    }
    return rank
  }

  private sleep(waiter: Waiter, now: number, delay: number): Effect.Effect<void> {
    const most = isWorker() ? Math.max(glance, this.queue.size) : delay
    waiter.due = Math.round(now + Math.min(delay, most)) + waiter.order
    const woken = Effect.async<void>((resume) => {
      waiter.wake = () => resume(Effect.void)
    })
    return Effect.timeoutTo(woken, { duration: waiter.due - now, onSuccess: constVoid, onTimeout: constVoid })
  }

  /** Wakes those of the next in the queue, from a rank on, whose turn comes before they would look. */
  private nudge(from: number): void {
    const now = this.now()
    let rank = 0
    if (isWorker()) return
    for (const { due, wake } of this.queue) {
      if (rank >= this.count) return
      if (rank >= from && due > now + this.delay(rank, now) + 1) wake()
      rank++
    }
  }

  /** Thousands can be interrupted together: one look at the queue is enough. */
  private nudgeSoon(): void {
    if (this.isNudging) return
    this.isNudging = true
    Promise.resolve().then(() => {
      this.isNudging = false
      this.nudge(0)
    })
  }

  /** How much of each response's time counts as spent after the counting. */
  private creditAt(now: number): number {
    const { latencies, pace } = this
    if (pace === "fast" && this.warm >= 2 * this.count && now > this.limited + caution) return Number.POSITIVE_INFINITY
    return pace !== "none" && latencies.length >= this.samples
      ? Math.max(0, 2 * Math.min(...latencies) - Math.max(...latencies))
      : 0
  }

  private release(ticket: Ticket, result: Result): void {
    if (ticket.by !== null) return
    const { latencies, probe } = this
    const { abandoned, limited, remaining } = result
    const now = this.now()
    this.used = ticket.by = now
    if (!this.tickets.includes(ticket)) this.tickets.push(ticket)
    if (limited) {
      this.probe = "wanted"
      this.latencies = []
      this.limited = now
    } else if (abandoned) {
      // As if it were let go when it arrives at the latest, so that no credit counts.
      ticket.from = ticket.by = Math.max(now, ticket.from + Math.max(lostFlight, ...latencies))
    } else {
      if (probe === ticket) this.probe = undefined
      this.warm++
      this.latencies = [...latencies.slice(1 - this.samples), now - ticket.from]
    }
    this.credit = this.creditAt(now)
    // None is left: other processes use the limit too. Nothing goes before the oldest known request has left the window.
    const until =
      remaining === 0 ? Math.min(...this.tickets.map((known) => this.leaves(known, now))) : now + pauseOf(result)
    this.pausedUntil = Math.max(this.pausedUntil, until)
    if (probe === ticket) this.nudge(0)
  }
}
