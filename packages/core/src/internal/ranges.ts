/**
 * Pages by id that are requested at the same time, by ranges of ids: `id_greater` with ids that are guessed from how far apart
 * they were so far. A range is read page by page from its first id on, until a row comes that belongs to the next one. So
 * every row is in one range, whatever the guess was, and rows that others delete move none. The upper end of a range is not
 * sent: what comes after it is how its end is known.
 *
 * - One request at a time waits for the rate limit, and what it is for is decided as the one before is sent: the first page
 *   that can be requested. So pages come nearly in the order in which they are consumed, and as many are requested at the
 *   same time as the limit and latency call for.
 * - If each range has a request under way, the longest of them is cut.
 * - The last range has no end. A page that looks like the last one, and was requested early, is taken for it only if all that
 *   `meta.total` promised has come; otherwise the ids after it are asked for again when all rows before have come.
 * - A page with ids that were not asked for ends the guessing. `Progress` sees what to do if it meets one.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { type Early, early, interrupt, type Settings, type Source, start } from "./early.js"
import type { Page } from "./paginate.js"
import { grows, idOf, isLarger } from "./progress.js"
import { OnTurn } from "./settings.js"
import { Spacing } from "./spacing.js"

/** The rows after an id, up to another one. */
interface Range<P> {
  after: bigint
  end: bigint | undefined
  /** Whether a short page before it says that it has no rows. */
  readonly isRest: boolean
  early?: Early<P>
  /** Whether its request waits for the rate limit. */
  isWaiting?: boolean
  /** How many rows have come. */
  rows?: number
  isBad?: boolean
}

/** For each page that may be requested at the same time, how many are kept that were not consumed, at most. */
const kept = 16

const idsOf = ({ items }: Page<unknown>): ReadonlyArray<string> => items.map((row) => idOf(row) ?? "")

/** See above. */
class Ranges<P extends Page<unknown>, R> implements Source<P, R> {
  readonly #settings: Settings<P, R>
  /** What is left to consume, in order of ids. */
  #ranges: Array<Range<P>> = []
  readonly #spacing = new Spacing()
  /** How many are requested at the same time now. */
  #width = 0
  /** Whether all pages had the ids that they were requested for. */
  #isTrusted = true
  /** Opens as a request has its turn in the rate limit: another one may wait. */
  readonly #turn = Effect.unsafeMakeLatch()

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
      const isFirst = this.#spacing.size === 0
      if (isFirst) this.#begin(before)
      this.#ranges.shift()
      if (this.#ranges.length === 0) this.#restart()
      return isFirst ? Effect.zipRight(this.#fillInTurn, this.#fill) : this.#fill
    })

  readonly drop: Effect.Effect<void> = Effect.suspend(() => {
    const dropped = this.#ranges
    this.#ranges = []
    return interrupt(dropped.flatMap(({ early }) => early ?? []))
  })

  /** Learns from the first page. */
  #begin(page: P): void {
    const { concurrency, lengthOf, progress } = this.#settings
    this.#spacing.size = lengthOf(page)
    this.#spacing.learn(idsOf(page))
    this.#width = progress.total === null ? 1 : concurrency
  }

  /** All that is left is one range. */
  #restart(): Range<P> {
    const range = { after: BigInt(this.#settings.progress.after ?? 0), end: undefined, isRest: false }
    this.#ranges = [range]
    return range
  }

  /** How many rows there should be in a range, and in the last one as many as are in no other; infinite if there is no total. */
  #rowsOf({ after, end, rows }: Range<P>): number {
    if (rows !== undefined) return rows
    if (end !== undefined) return this.#spacing.rows(after, end)
    const { delivered, total } = this.#settings.progress
    const others = this.#ranges.filter((range) => range.end !== undefined || range.rows !== undefined)
    return others.reduce((left, range) => left - this.#rowsOf(range), (total ?? Number.POSITIVE_INFINITY) - delivered)
  }

  /** Requests the first page that was not, if there may be another. */
  readonly #fill: Effect.Effect<void, never, R> = Effect.suspend(() => {
    const ranges = this.#ranges.slice(0, kept * this.#settings.concurrency)
    const underWay = ranges.filter(({ early, rows }) => early !== undefined && rows === undefined)
    const isFree =
      this.#isTrusted && underWay.length < this.#width && underWay.every(({ isWaiting }) => isWaiting !== true)
    const next = (isFree ? ranges : ranges.slice(0, 1)).find(
      (range, at) => range.early === undefined && this.#fits(range, at === 0)
    )
    const one = next ?? (isFree ? this.#split(underWay) : undefined)
    return one === undefined ? Effect.void : this.#send(one, one === ranges[0])
  })

  /** Requests pages whenever one has its turn in the rate limit. */
  readonly #fillInTurn: Effect.Effect<void, never, R> = Effect.suspend(() => {
    const turn = Effect.map(this.#turn.await, () => this.#turn.unsafeClose())
    return Effect.forkIn(Effect.forever(Effect.zipRight(turn, this.#fill)), this.#settings.scope)
  })

  /** Cuts a range if it is too wide. Whether it is to be requested: one that seems to have no rows is only if it is the first. */
  #fits(range: Range<P>, isFirst: boolean): boolean {
    if (range.isRest) return isFirst
    const { pages, size } = this.#spacing
    const rows = this.#rowsOf(range)
    if (rows > (pages === 1 ? 1 : 1.5) * pages * size) this.#cut(range, pages)
    return isFirst || range.end !== undefined || rows >= (pages === 1 ? 1 : size / 2)
  }

  /** Ends a range after so many pages, and gives the range that follows. */
  #cut(range: Range<P>, pages: number): Range<P> {
    const rest = { after: this.#spacing.end(range.after, pages), end: range.end, isRest: range.isRest }
    range.end = rest.after
    this.#ranges.splice(this.#ranges.indexOf(range) + 1, 0, rest)
    return rest
  }

  /** Gives the second half of the longest range whose request is under way, if it has another page. */
  #split(underWay: ReadonlyArray<Range<P>>): Range<P> | undefined {
    const { mean, size } = this.#spacing
    const pages = underWay.map((range) => this.#rowsOf(range) / size)
    const longest = Math.max(...pages)
    const range = underWay[pages.indexOf(longest)]
    return range && longest > 2 && mean > 0 ? this.#cut(range, Math.ceil(longest / 2)) : undefined
  }

  #send(range: Range<P>, isSure: boolean): Effect.Effect<void, never, R> {
    const { progress, request, scope } = this.#settings
    range.early = early(isSure)
    range.isWaiting = true
    const sent = () => {
      range.isWaiting = false
      this.#turn.unsafeOpen()
    }
    const page = Effect.map(request({ ...progress.page, id_greater: `${range.after}` }), (page) => {
      this.#receive(range, page)
      return page
    })
    return start(range.early, scope, Effect.provideService(page, OnTurn, sent), this.#fill)
  }

  #receive(range: Range<P>, page: P): void {
    const ids = idsOf(page)
    range.rows = ids.length
    range.isWaiting = false
    if (!grows(`${range.after}`, ids)) {
      range.isBad = true
      this.#isTrusted = false
      return
    }
    this.#spacing.learn(ids)
    const last = BigInt(ids.at(-1) ?? range.after)
    if (range.end === undefined || last < range.end) {
      const isRest = this.#settings.lengthOf(page) < this.#spacing.size
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
