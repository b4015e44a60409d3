/**
 * How far a list has come, and what a page says about the rest.
 *
 * ActiveCampaign's `meta.total` is a string, a number, `"0"` or absent; 20 rows come unless more are asked for, and at most
 * 100; and not every list is known to honour `limit` and `offset`. So an end is proven, never assumed:
 *
 * - A page by offset begins with the last row of the page before. If it does not, rows were deleted or inserted, or the
 *   offset is not honoured: pagination steps back, or drops what came before, or fails.
 * - The list is over with a page that brings no further row, or one that is so short that neither the limit nor a usual
 *   page size explains its length, unless `meta.total` promises more.
 */
import * as Hash from "effect/Hash"
import { pageSize } from "../Pagination.js"
import { isRecord } from "../Wire/Text.js"

/** A query as far as pagination looks at it. */
export interface Query {
  readonly limit?: number
  readonly offset?: number
  readonly orders?: object
  readonly extra?: object
  readonly id_greater?: string
  readonly cursor?: unknown
}

/** What follows a page: another one, nothing, or the reason why neither is known. */
export type Next = "more" | "end" | "repeated" | "incomplete" | "changed"

/** How a page is judged: its rows that did not come before, and what follows. */
export interface Verdict<A> {
  readonly rows: ReadonlyArray<A>
  readonly next: Next
}

/** The id of a row, if it has one. */
export const idOf = (row: unknown): string | undefined =>
  isRecord(row) && typeof row["id"] === "string" ? row["id"] : undefined

/** What a row is recognized by: its id, or all of it. */
export const markOf = (row: unknown): string => {
  try {
    return idOf(row) ?? JSON.stringify(row)
  } catch {
    return "?"
  }
}

/** Whether an id is larger than another. Ids can be larger than a number can be exact. */
export const isLarger = (id: string, than: string): boolean =>
  /^\d+$/.test(id) && (id.length > than.length || (id.length === than.length && id > than))

/** Whether ids grow from row to row, so that the last one can be continued from. */
export const grows = (after: string | undefined, ids: ReadonlyArray<string>): boolean =>
  ids.every((id, index) => isLarger(id, ids[index - 1] ?? after ?? ""))

/** Lengths of pages that a default or a maximum explains. */
const isPageSize = (length: number): boolean =>
  length === 20 || length === 25 || length === 50 || length % pageSize === 0

/** Pages without a new row that are accepted one after the other: rows may have been inserted before them. */
const patience = 2

const cursorPattern = /^(\d+)(?:>(\d+)|@(\d+):(-?\d+))$/

/** Whether this is a cursor. */
export const isCursor = (cursor: unknown): boolean => typeof cursor === "string" && cursorPattern.test(cursor)

/** How far a list has come. */
export class Progress {
  /** Number of rows that came, all of them different. */
  delivered = 0
  /** `meta.total`, as far as it can be believed. */
  total: number | null = null
  readonly #limit: number
  readonly #start: number
  readonly #floor: string | undefined
  readonly #seen = new Set<string>()
  /** Whether the next page is asked for by the last id. */
  #byId: boolean
  #after: string | undefined
  #offset: number
  /** What the next page must begin with: anything, a row that came before, the last one; or have the last one in it. */
  #expects: "any" | "seen" | "last" | "cursor" = "any"
  #isResumed = false
  /** Hash of the last row, which is nobody's business in a cursor. */
  #last = 0
  /** Whether the last page by id is said to be the last one. */
  #isLast = false
  /** Whether pages were asked for by guessed ids: then the end is not believed without a total or an offset that agree. */
  #isGuessed = false
  #length = 0
  #longest = 0
  /** Rows at the beginning of a page that are known to have come before. */
  #overlap = 0
  #barren = 0
  /** Where rows were missing, until a new one comes. */
  #gap: number | undefined
  #back: number

  constructor(given: Query, byId: boolean) {
    this.#limit = given.limit ?? pageSize
    this.#start = given.offset ?? 0
    this.#floor = given.id_greater
    this.#byId = byId
    this.#offset = this.#start
    this.#back = this.#limit
    const [, rows, after, offset, last] = cursorPattern.exec(String(given.cursor)) ?? []
    if (rows !== undefined) {
      this.#isResumed = true
      this.delivered = Number(rows)
      this.#after = after
      this.#byId = after !== undefined
      this.#offset = Number(offset)
      this.#expects = "cursor"
      this.#last = after === undefined ? Number(last) : Hash.string(after)
    }
  }

  /** What the next page is asked for with. */
  get page(): object {
    const limit = this.#limit
    if (!this.#byId) return { limit, offset: this.#offset }
    return this.#after === undefined ? { limit } : { limit, id_greater: this.#after }
  }

  /** The id that the next page comes after, if it is asked for by id. */
  get after(): string | undefined {
    return this.#byId ? this.#after : undefined
  }

  /**
   * What the next pages are asked for with if nothing moves, `count` at most and at least one: as far as a believed total
   * promises rows that did not come yet.
   */
  expect(count: number): ReadonlyArray<object> {
    const pages = [this.page]
    const overlap = this.#length > 1 ? 1 : 0
    const isSteady = this.#expects === (overlap === 1 ? "seen" : "any") && this.#gap === undefined && this.#barren === 0
    // A page that is shorter than others may be the last one.
    if (this.#byId || !isSteady || this.#length < this.#longest) return pages
    const end = this.total ?? Number.POSITIVE_INFINITY
    for (let offset = this.#offset; pages.length < count; pages.push({ limit: this.#limit, offset })) {
      offset += this.#length - overlap
      if (offset + overlap >= end) break
    }
    return pages
  }

  /** Whether a page that was requested early continues the last one: it begins with a known row, and ends with a new one. */
  continues(items: ReadonlyArray<unknown>): boolean {
    const isKnown = (row: unknown) => this.#knows(markOf(row))
    const [first] = items
    if (items.length < 2 && this.#expects === "seen") return items.length === 1 && isKnown(first)
    return items.length > 0 && (this.#expects === "any" || isKnown(first)) && !isKnown(items.at(-1))
  }

  /** Where to continue after the last page. */
  get cursor(): string {
    if (this.#byId) return `${this.delivered}>${this.#after}`
    // After a page of one row, the next page begins after the last row, and it is the last row that is looked for.
    return `${this.delivered}@${this.#expects === "any" ? this.#offset - 1 : this.#offset}:${this.#last}`
  }

  /**
   * Judges a page, and moves on. `length` counts empty rows as well, which are not among the items. `beyond` is for pages by
   * id: whether there are rows after it, which is known (`rows`) or can be asked for again (`unknown`).
   */
  judge<A>(
    items: ReadonlyArray<A>,
    total: number | null,
    length = items.length,
    beyond?: "rows" | "unknown"
  ): Verdict<A> {
    const marks = items.map(markOf)
    if (this.#byId && this.#after !== undefined) return this.#judgeById(items, marks, total, length, beyond)
    const verdict = this.#judgeByOffset(items, marks, total, length)
    // Ids that do not grow cannot be continued from, but an offset can.
    if (this.#byId) {
      if (grows(this.#floor, marks)) this.#after = marks.at(-1)
      else this.#byId = false
    }
    return verdict
  }

  #knows(mark: string): boolean {
    return this.#seen.has(mark) || (this.#floor !== undefined && !isLarger(mark, this.#floor))
  }

  /** The rows that did not come before, which come now. */
  #take<A>(items: ReadonlyArray<A>, marks: ReadonlyArray<string>): ReadonlyArray<A> {
    const hasIds = idOf(items[0]) !== undefined
    const rows = items.filter((_, index) => {
      const mark = marks[index] as string
      if (index < this.#overlap || this.#knows(mark)) return false
      // Rows of one page may be equal if they have no ids.
      if (hasIds) this.#seen.add(mark)
      return true
    })
    if (!hasIds) for (const mark of marks) this.#seen.add(mark)
    this.delivered += rows.length
    this.#last = Hash.string(marks.at(-1) ?? "")
    if (rows.length > 0) {
      this.#barren = 0
      this.#gap = undefined
      this.#back = this.#limit
    }
    return rows
  }

  /** Whether the length of a page leaves open that there are more. */
  #isOpen(length: number, isTotal: boolean): boolean {
    return (
      length > 0 &&
      (length === this.#limit ||
        length === this.#length ||
        isPageSize(length) ||
        (!isTotal && (length >= 50 || length % 10 === 0)))
    )
  }

  #judgeById<A>(
    items: ReadonlyArray<A>,
    marks: ReadonlyArray<string>,
    total: number | null,
    length: number,
    beyond: "rows" | "unknown" | undefined
  ): Verdict<A> {
    if (!grows(this.#after, marks)) return this.#leaveKeyset([])
    this.#isGuessed ||= beyond !== undefined
    if (beyond !== undefined && items.length === 0) return { rows: [], next: "more" }
    this.#overlap = 0
    const rows = items.length === 0 ? [] : this.#take(items, marks)
    this.#after = marks.at(-1) ?? this.#after
    // Such a query counts the rows that are left, or all of them.
    const isAll = this.total === this.delivered
    const wasLast = this.#isLast
    this.#isLast = total === length
    const isOpen = this.#isOpen(length, isAll || this.#isLast) && !(isAll && this.#isLast)
    const isLeft = items.length > 0 && total !== null && total > length && !isAll
    this.#length = length
    if (beyond === "rows" || isOpen || isLeft) return { rows, next: "more" }
    const isReached = this.total !== null && this.total <= this.delivered && (total ?? 0) <= this.delivered
    if (beyond === "unknown" && !(isAll && isReached)) return { rows, next: "more" }
    const isProven = isReached || (!this.#isGuessed && (items.length > 0 ? this.#isLast : wasLast))
    return isProven ? { rows, next: "end" } : this.#leaveKeyset(rows)
  }

  /** The last id cannot be continued from, or the end is not known: by offset from the last row on. */
  #leaveKeyset<A>(rows: ReadonlyArray<A>): Verdict<A> {
    this.#byId = false
    this.#offset = Math.max(0, this.delivered - 1)
    this.#expects = "last"
    return { rows, next: "more" }
  }

  /** Whether a page by offset continues the one before; what to do if it does not. */
  #checkContinuity(marks: ReadonlyArray<string>): Next | undefined {
    this.#overlap = 0
    if (this.#expects === "any") return undefined
    const candidates = this.#expects === "seen" ? marks.slice(0, 1) : marks
    const at = candidates.findIndex((mark) => Hash.string(mark) === this.#last)
    this.#overlap = at + 1
    if (this.#expects === "seen") {
      if (marks[0] !== undefined && this.#knows(marks[0])) return undefined
      if (this.#isResumed) return "changed"
      if (this.#gap !== undefined && this.#offset >= this.#gap) return "repeated"
      this.#gap = this.#offset
      this.#offset = Math.max(this.#start, this.#offset - this.#back)
      this.#back *= 2
      this.#expects = this.#offset > this.#start ? "seen" : "any"
      return "more"
    }
    if (at < 0 || (at > 0 && this.#expects === "last")) {
      // Rows were deleted, but all that are left came before.
      return marks.length === 0 && this.#expects === "last" && this.total !== null && this.total <= this.delivered
        ? "end"
        : "changed"
    }
    for (const mark of marks.slice(0, at + 1)) this.#seen.add(mark)
    return undefined
  }

  #judgeByOffset<A>(
    items: ReadonlyArray<A>,
    marks: ReadonlyArray<string>,
    total: number | null,
    length: number
  ): Verdict<A> {
    // A total of 0 is believed only of an empty collection, and one that is too low for these rows not at all.
    if (total !== null && (total > 0 || (length === 0 && this.#offset === this.#start))) {
      const isAll = total === this.#start + this.delivered
      this.total = isAll || length === 0 || total >= this.#offset + length ? total : null
    }
    const broken = this.#checkContinuity(marks)
    if (broken !== undefined) return { rows: [], next: broken }
    if (this.#isAmbiguous(items, marks)) return { rows: [], next: "repeated" }
    const rows = items.length === 0 ? [] : this.#take(items, marks)
    const reached = this.#offset + length
    const promises = this.total !== null && this.total > reached
    if (length === 0) return { rows, next: promises ? "incomplete" : "end" }
    const isOpen = promises || this.#isOpen(length, this.total === reached)
    const next = isOpen ? (rows.length > 0 ? "more" : this.#judgeBarren(length, reached)) : "end"
    this.#length = length
    this.#longest = Math.max(length, this.#longest)
    // One row more than needed shows that nothing has moved; a page of one row cannot spare it.
    this.#offset = length > 1 ? reached - 1 : reached
    this.#expects = length > 1 ? "seen" : "any"
    return { rows, next }
  }

  /** Rows without ids that equal earlier ones may be the same or not, except that the last one is asked for again. */
  #isAmbiguous(items: ReadonlyArray<unknown>, marks: ReadonlyArray<string>): boolean {
    if (idOf(items[0]) !== undefined) return false
    const others = marks.slice(this.#overlap)
    const known = others.filter((mark) => this.#knows(mark)).length
    return known > 0 && known < others.length
  }

  /** All rows of a page came before, and there may be more. */
  #judgeBarren(length: number, reached: number): Next {
    if (this.total === this.#start + this.delivered) return "end"
    // The whole collection came at once, and comes again for any offset.
    const isPage = isPageSize(length) || Math.abs(length - this.#limit) < 2
    if (this.total === null && length === this.delivered && !isPage) return "end"
    if (this.#gap === undefined || reached > this.#gap) this.#barren++
    return this.#barren > patience ? "repeated" : "more"
  }
}
