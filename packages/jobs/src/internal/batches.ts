/**
 * Divides rows into batches.
 */
import * as Arr from "effect/Array"
import * as Chunk from "effect/Chunk"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Batch, Contact, Entry, Row, RowFailed, SendOptions } from "../BulkImport.js"
import { addressKey, entryOf, invalid, refOf, sizeOf } from "./importRows.js"

/** Bounds of a batch: rows, and bytes of JSON of the whole request body. */
export const bounds = { rows: 250, bytes: 399_999 } as const

/** Bytes of a request body without its contacts. */
const envelope = '{"contacts":[]}'.length

interface Sized {
  readonly row: Row
  readonly key: string
  readonly size: number
}

/** Rows that fit in one request. */
class Group {
  readonly rows: Array<Sized> = []
  private readonly keys = new Set<string>()
  private bytes = envelope

  has(key: string): boolean {
    return this.keys.has(key)
  }

  fits({ size }: Sized): boolean {
    return this.rows.length < bounds.rows && this.bytes + size + (this.rows.length === 0 ? 0 : 1) <= bounds.bytes
  }

  add(one: Sized): void {
    this.bytes += one.size + (this.rows.length === 0 ? 0 : 1)
    this.rows.push(one)
    this.keys.add(one.key)
  }
}

/**
 * Collects rows. Rows whose address is in the current group wait for the next one, up to as many as a batch has; so does the
 * last finished group, in case the next one would have a single row.
 */
class Batcher {
  private group = new Group()
  private finished: Array<Group> = []
  private later: Array<Sized> = []
  private laterKeys = new Set<string>()

  add(one: Sized): ReadonlyArray<Batch> {
    if (this.group.has(one.key) || this.laterKeys.has(one.key)) {
      this.later.push(one)
      this.laterKeys.add(one.key)
      if (this.later.length >= bounds.rows) this.finish()
    } else {
      while (!this.group.fits(one)) this.finish()
      this.group.add(one)
    }
    return this.finished.splice(0, this.finished.length - 1).map(batchOf)
  }

  end(): ReadonlyArray<Batch> {
    while (this.group.rows.length > 0) this.finish()
    return withoutSingles(this.finished).map(batchOf)
  }

  /** The next group, of rows that waited. */
  private finish(): void {
    this.finished.push(this.group)
    this.group = new Group()
    const waiting = this.later
    this.later = []
    this.laterKeys = new Set()
    for (const one of waiting) {
      if (!this.laterKeys.has(one.key) && !this.group.has(one.key) && this.group.fits(one)) this.group.add(one)
      else {
        this.later.push(one)
        this.laterKeys.add(one.key)
      }
    }
  }
}

/** Gives groups of a single row another one of the group before, where that does not change the order of an address. */
const withoutSingles = (groups: ReadonlyArray<Group>): ReadonlyArray<Group> => {
  for (const [index, group] of groups.entries()) {
    const [single, ...others] = group.rows
    const before = groups[index - 1]
    if (single === undefined || others.length > 0 || before === undefined || before.rows.length < 3) continue
    const moved = Arr.findLast(before.rows, (one) => one.key !== single.key && group.fits(one))
    if (Option.isNone(moved)) continue
    before.rows.splice(before.rows.indexOf(moved.value), 1)
    group.add(moved.value)
    group.rows.reverse()
  }
  return groups
}

const batchOf = ({ rows }: Group): Batch => ({ _tag: "Batch", rows: rows.map(({ row }) => row), suspects: [] })

/** Batches, and the rows that can be in none. */
export const batchesOf = <E, R>(
  contacts: Stream.Stream<Contact | Entry, E, R>,
  options: SendOptions
): Stream.Stream<Batch | RowFailed, E, R> =>
  Stream.suspend(() => {
    const batcher = new Batcher()
    let place = 0
    const take = (given: Contact | Entry): ReadonlyArray<Batch | RowFailed> => {
      const entry = entryOf(given, ++place)
      if (entry._tag === "InvalidRow") return [invalid(entry.row, entry.problems)]
      const size = sizeOf(entry, options)
      if (typeof size !== "number") return [invalid(refOf(entry), [size])]
      if (size + envelope > bounds.bytes) {
        const expected = `at most ${bounds.bytes} bytes of JSON`
        return [invalid(refOf(entry), [{ column: null, expected, actual: `${size + envelope}` }])]
      }
      return batcher.add({ row: entry, key: addressKey(entry.contact.email), size })
    }
    return Stream.concat(
      Stream.mapChunks(contacts, (chunk) => Chunk.fromIterable(Chunk.toReadonlyArray(chunk).flatMap(take))),
      Stream.suspend(() => Stream.fromIterable(batcher.end()))
    )
  })
