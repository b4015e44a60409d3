/**
 * A store in memory. Rows are in a map by id, which has them in the order in which they were added.
 */
import * as Effect from "effect/Effect"
import { positive } from "./inboxSettings.js"
import {
  type Added,
  type Claim,
  type Claimed,
  type DeadRow,
  InboxFullError,
  type NewEvent,
  type Settlement,
  type Store
} from "./inboxStore.js"

interface Row extends NewEvent {
  readonly id: string
  readonly addedAt: number
  state: "waiting" | "working" | "dead"
  attempts: number
  /** When it is due, or its lease ends. */
  availableAt: number
  lease: string | null
  deadAt: number
  error: string
}

interface Fingerprint {
  readonly id: string
  duplicates: number
  handledAt: number | null
}

class MemoryStore implements Store {
  readonly #rows = new Map<string, Row>()
  /** Of all events with a fingerprint: those in `#rows`, and those that are remembered. */
  readonly #fingerprints = new Map<string, Fingerprint>()
  /** The fingerprints of handled events, in the order of handling. */
  readonly #handled = new Set<string>()
  readonly #capacity: number
  readonly #remember: number
  #lastId = 0

  constructor(capacity: number, remember: number) {
    this.#capacity = capacity
    this.#remember = remember
  }

  readonly add: Store["add"] = (event, now) =>
    Effect.suspend((): Effect.Effect<Added, InboxFullError> => {
      const known = event.fingerprint === null ? undefined : this.#fingerprints.get(event.fingerprint)
      if (known !== undefined) {
        known.duplicates++
        return Effect.succeed({ id: known.id, isDuplicate: true })
      }
      if (this.#rows.size >= this.#capacity) return Effect.fail(new InboxFullError({ capacity: this.#capacity }))
      const id = String(++this.#lastId)
      if (event.fingerprint !== null) {
        this.#fingerprints.set(event.fingerprint, { id, duplicates: 0, handledAt: null })
      }
      const rest = { attempts: 0, availableAt: now, lease: null, deadAt: 0, error: "" }
      this.#rows.set(id, { ...event, ...rest, id, addedAt: now, state: "waiting" })
      return Effect.succeed({ id, isDuplicate: false })
    })

  readonly claim: Store["claim"] = (claim) =>
    Effect.sync(() => {
      const due = claim.order === "subject" ? this.#firstOfSubjects(claim) : this.#due(claim)
      return due.map((row): Claimed => {
        row.state = "working"
        row.attempts++
        row.availableAt = claim.until
        row.lease = claim.lease
        return { id: row.id, body: row.body, attempts: row.attempts, addedAt: row.addedAt }
      })
    })

  #due({ limit, now }: Claim): Array<Row> {
    const due: Array<Row> = []
    for (const row of this.#rows.values()) {
      if (due.length === limit) break
      if (row.state !== "dead" && row.availableAt <= now) due.push(row)
    }
    return due
  }

  #firstOfSubjects({ limit, now }: Claim): Array<Row> {
    const blocked = new Set<string>()
    for (const { availableAt, state, subject } of this.#rows.values()) {
      if (subject !== null && state === "working" && availableAt > now) blocked.add(subject)
    }
    const due: Array<Row> = []
    for (const row of this.#rows.values()) {
      if (due.length === limit) break
      if (row.state === "dead" || (row.subject !== null && blocked.has(row.subject))) continue
      if (row.subject !== null) blocked.add(row.subject)
      if (row.availableAt <= now) due.push(row)
    }
    return due
  }

  #leased(id: string, lease: string): Row | undefined {
    const row = this.#rows.get(id)
    return row?.lease === lease ? row : undefined
  }

  readonly renew: Store["renew"] = (id, lease, until) =>
    Effect.sync(() => {
      const row = this.#leased(id, lease)
      if (row !== undefined) row.availableAt = until
      return row !== undefined
    })

  readonly settle: Store["settle"] = (id, lease, settlement) =>
    Effect.sync(() => {
      const row = this.#leased(id, lease)
      if (row !== undefined) this.#settle(row, settlement)
      return row !== undefined
    })

  #settle(row: Row, settlement: Settlement): void {
    row.lease = null
    if (settlement.state === "handled") {
      this.#end(row, settlement.at)
    } else if (settlement.state === "dead") {
      row.state = "dead"
      row.deadAt = settlement.at
      row.attempts = settlement.attempts
      row.error = settlement.error
    } else {
      row.state = "waiting"
      row.availableAt = settlement.at
      if (settlement.error === null) row.attempts--
    }
  }

  #end({ fingerprint, id }: Row, now: number): void {
    this.#rows.delete(id)
    const known = fingerprint === null ? undefined : this.#fingerprints.get(fingerprint)
    if (fingerprint === null || known === undefined) return
    known.handledAt = now
    this.#handled.add(fingerprint)
    const [oldest] = this.#handled
    if (oldest !== undefined && this.#handled.size > this.#remember) this.#forget(oldest)
  }

  #forget(fingerprint: string): void {
    this.#handled.delete(fingerprint)
    this.#fingerprints.delete(fingerprint)
  }

  readonly nextAfter: Store["nextAfter"] = (now) =>
    Effect.sync(() => {
      let next: number | null = null
      for (const { availableAt, state } of this.#rows.values()) {
        if (state !== "dead" && availableAt > now && (next === null || availableAt < next)) next = availableAt
      }
      return next
    })

  #dead(ids: ReadonlyArray<string> | "all"): Array<Row> {
    const rows = ids === "all" ? [...this.#rows.values()] : ids.flatMap((id) => this.#rows.get(id) ?? [])
    return [...new Set(rows)].filter(({ state }) => state === "dead")
  }

  readonly dead: Store["dead"] = (after, limit) =>
    Effect.sync(() =>
      this.#dead("all")
        .filter(({ id }) => after === null || Number(id) > Number(after))
        .slice(0, limit)
        .map(
          ({ addedAt, attempts, body, deadAt, error, id }): DeadRow => ({ id, body, attempts, addedAt, deadAt, error })
        )
    )

  readonly replay: Store["replay"] = (ids, now) =>
    Effect.sync(() => {
      const rows = this.#dead(ids)
      for (const row of rows) {
        row.state = "waiting"
        row.attempts = 0
        row.availableAt = now
      }
      return rows.length
    })

  readonly discard: Store["discard"] = (ids, now) =>
    Effect.sync(() => {
      const rows = this.#dead(ids)
      for (const row of rows) this.#end(row, now)
      return rows.length
    })

  readonly counts: Store["counts"] = (now) =>
    Effect.sync(() => {
      const counts = { waiting: 0, working: 0, handled: this.#handled.size, dead: 0, duplicates: 0 }
      for (const { availableAt, state } of this.#rows.values()) {
        counts[state === "working" && availableAt <= now ? "waiting" : state]++
      }
      for (const { duplicates } of this.#fingerprints.values()) counts.duplicates += duplicates
      return counts
    })

  readonly forget: Store["forget"] = (before, limit) =>
    Effect.sync(() => {
      let forgotten = 0
      for (const fingerprint of this.#handled) {
        const known = this.#fingerprints.get(fingerprint)
        if (forgotten === limit || (known?.handledAt ?? 0) >= before) break
        this.#forget(fingerprint)
        forgotten++
      }
      return forgotten
    })
}

/** A store in memory that keeps at most `capacity` events and remembers at most `remember` handled ones. */
export const makeMemoryStore = (capacity: number, remember: number): Store =>
  new MemoryStore(positive("capacity", capacity), positive("remember", remember))
