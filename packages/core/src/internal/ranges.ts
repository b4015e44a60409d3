/**
 * Pages by id that are requested at the same time, by ranges of ids: `id_greater` with ids that are guessed from how dense
 * they were so far. A range is read page by page from its first id on, until a row comes that belongs to the next one. So
 * every row is in one range, whatever the guess was, and rows that others delete move none. The upper end of a range is not
 * sent: what comes after it is how its end is known.
 *
 * - Where ids are dense, a range is as wide as a page is long, and always one request. Otherwise a range has several
 *   pages, because about half a page is requested twice at the end of each.
 * - The last range has no end. A page that looks like the last one, and was requested early, is taken for it only if all that
 *   `meta.total` promised has come; otherwise the ids after it are asked for again when all rows before have come.
 * - A page with ids that were not asked for ends the guessing. `Progress` sees what to do if it meets one.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { type Early, early, interrupt, type Settings, type Source, start } from "./early.js"
import type { Page } from "./paginate.js"
import { grows, idOf, isLarger } from "./progress.js"

/** The rows after an id, up to another one. */
interface Range<P> {
  after: bigint
  end: bigint | undefined
  /** Whether a short page before it says that it has no rows. */
  readonly isRest: boolean
  early?: Early<P>
  /** How many rows have come. */
  rows?: number
  isBad?: boolean
}

/** Up to this mean distance of ids, a range is as wide as a page is long. */
const dense = 1.05

/** How many pages a range has, at least and at most. */
const [fewest, most] = [6, 16] as const

const idsOf = ({ items }: Page<unknown>): ReadonlyArray<string> => items.map((row) => idOf(row) ?? "")

/** See above. */
class Ranges<P extends Page<unknown>, R> implements Source<P, R> {
  readonly #settings: Settings<P, R>
  /** What is left to consume, in order of ids. */
  #ranges: Array<Range<P>> = []
  /** Length of a full page. */
  #size = 0
  /** Mean distance of ids. */
  #distance = 0
  /** How many are requested at the same time now. */
  #width = 0
  /** Whether all pages had the ids that they were requested for. */
  #isTrusted = true

  constructor(settings: Settings<P, R>) {
    this.#settings = settings
  }

  readonly take: Source<P, R>["take"] = Effect.suspend(() => {
    const front = this.#ranges[0] ?? this.#restart()
    const early = front.early
    if (early === undefined) return Effect.zipRight(this.#send(front, true), this.take)
    return Effect.flatMap(Deferred.await(early.page), (page) => {
      const { end, isBad } = front
      if (isBad === true && !early.isSure) {
        return Effect.zipRight(
          this.drop,
          Effect.suspend(() => this.take)
        )
      }
      const isCut = isBad !== true && front.rows !== page.items.length
      const items = isCut ? page.items.filter((row) => !isLarger(idOf(row) ?? "", `${end}`)) : page.items
      return Effect.succeed({ page: { ...page, items }, beyond: isCut ? "rows" : early.isSure ? undefined : "unknown" })
    })
  })

  readonly refill = (before: P): Effect.Effect<void, never, R> =>
    Effect.suspend(() => {
      if (this.#size === 0) {
        const { concurrency, lengthOf, progress } = this.#settings
        this.#size = lengthOf(before)
        this.#width = progress.total === null ? 1 : concurrency
        this.#learn(idsOf(before))
      }
      this.#ranges.shift()
      if (this.#ranges.length === 0) this.#restart()
      return this.#fill
    })

  readonly drop: Effect.Effect<void> = Effect.suspend(() => {
    const dropped = this.#ranges
    this.#ranges = []
    return interrupt(dropped.flatMap(({ early }) => early ?? []))
  })

  /** All that is left is one range. */
  #restart(): Range<P> {
    const range = { after: BigInt(this.#settings.progress.after ?? 0), end: undefined, isRest: false }
    this.#ranges = [range]
    return range
  }

  /** Learns how far ids are from each other. */
  #learn(ids: ReadonlyArray<string>): void {
    if (ids.length < 2) return
    const distance = Number(BigInt(ids.at(-1) ?? 0) - BigInt(ids[0] ?? 0)) / (ids.length - 1)
    this.#distance = this.#distance === 0 ? distance : 0.8 * this.#distance + 0.2 * distance
  }

  /** How many rows are still to come, and how many of them in no range that has an end; infinite if there is no total. */
  #estimate(): { readonly left: number; readonly open: number } {
    const { delivered, total } = this.#settings.progress
    let left = (total ?? Number.POSITIVE_INFINITY) - delivered
    let bounded = 0
    for (const { after, end, rows } of this.#ranges) {
      left -= rows ?? 0
      if (rows === undefined && end !== undefined) bounded += Number(end - after) / this.#distance
    }
    return { left, open: left - bounded }
  }

  /** Requests the first ranges that were not, as many as there may be. */
  readonly #fill: Effect.Effect<void, never, R> = Effect.suspend(() => {
    const sent: Array<Effect.Effect<void, never, R>> = []
    let free =
      (this.#isTrusted ? this.#width : 0) -
      this.#ranges.filter(({ early, rows }) => early !== undefined && rows === undefined).length
    const limit = most * this.#settings.concurrency
    for (let at = 0; at < Math.min(this.#ranges.length, limit) && (free > 0 || at === 0); at++) {
      const range = this.#ranges[at] as Range<P>
      if (range.early !== undefined || (at > 0 && range.isRest) || !this.#fits(range, at)) continue
      sent.push(this.#send(range, at === 0))
      free--
    }
    return Effect.all(sent, { discard: true })
  })

  /** Cuts a range if it is too wide. Whether it is to be requested: the last one is not if it seems to have no rows. */
  #fits(range: Range<P>, at: number): boolean {
    const { after, end, isRest } = range
    if (isRest || this.#distance === 0) return true
    const isDense = this.#distance <= dense
    const { left, open } = this.#estimate()
    const rows = end === undefined ? open : Number(end - after) / this.#distance
    if (at > 0 && end === undefined && rows < (isDense ? 1 : this.#size / 2)) return false
    const pages = isDense ? 1 : Math.max(fewest, Math.min(most, left / this.#size / this.#settings.concurrency))
    if (rows > (isDense ? 1 : 1.5) * pages * this.#size) {
      range.end = after + BigInt(Math.ceil(pages * this.#size * (isDense ? 1 : this.#distance)))
      this.#ranges.splice(at + 1, 0, { after: range.end, end, isRest })
    }
    return true
  }

  #send(range: Range<P>, isSure: boolean): Effect.Effect<void, never, R> {
    const { progress, request, scope } = this.#settings
    range.early = early(isSure)
    const page = request({ ...progress.page, id_greater: `${range.after}` })
    const received = Effect.map(page, (page) => {
      this.#receive(range, page)
      return page
    })
    return start(range.early, scope, received, this.#fill)
  }

  #receive(range: Range<P>, page: P): void {
    const ids = idsOf(page)
    range.rows = ids.length
    if (!grows(`${range.after}`, ids)) {
      range.isBad = true
      this.#isTrusted = false
      return
    }
    this.#learn(ids)
    const last = BigInt(ids.at(-1) ?? range.after)
    if (range.end === undefined || last < range.end) {
      const isRest = this.#settings.lengthOf(page) < this.#size
      this.#ranges.splice(this.#ranges.indexOf(range) + 1, 0, { after: last, end: range.end, isRest })
      range.end = last
    } else {
      this.#extend(range, last)
      if (last > range.end) range.rows = ids.filter((id) => !isLarger(id, `${range.end}`)).length
    }
    // Where ids have gaps wider than ranges, guesses are in vain.
    this.#width = range.rows > 0 ? Math.min(this.#settings.concurrency, this.#width + 1) : Math.min(1, this.#width)
  }

  /** A range has rows up to an id after its end, so it can take them from the ranges after it that were not requested. */
  #extend(range: Range<P>, last: bigint): void {
    const at = this.#ranges.indexOf(range) + 1
    for (let next = this.#ranges[at]; next !== undefined && next.early === undefined; next = this.#ranges[at]) {
      range.end = next.end !== undefined && next.end < last ? next.end : last
      if (next.end === undefined || next.end > last) {
        next.after = last
        return
      }
      this.#ranges.splice(at, 1)
    }
  }
}

/** Pages by id, several of them at the same time. */
export type Ranging = <P extends Page<unknown>, R>(settings: Settings<P, R>) => Source<P, R>

/** Pages by id, several of them at the same time. */
export const ranges: Ranging = (settings) => new Ranges(settings)
