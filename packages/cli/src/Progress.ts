/**
 * Progress on standard error: one line that is refreshed in a terminal, a line every few seconds elsewhere.
 */
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import { Io } from "./Io.js"

/** How far something is. */
export interface Snapshot {
  /** What is done, such as `import-contacts.csv`. */
  readonly name: string
  /** Rows that are done, failed ones among them. */
  readonly done: number
  /** Rows to be done; null if it is not known. */
  readonly total: number | null
  /** Rows that failed. */
  readonly failed: number
  /** Rows of which it is not known whether they were imported. */
  readonly unknown: number
  /** Rows per second of late; null if it is not known. */
  readonly rate: number | null
  /** Part of the rate limit that was used of late, from 0 to 1; null if it is not known. */
  readonly share: number | null
}

/** A number with separators: 12,500. */
export const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",")

/** A number and a noun: 1 row, 2 rows. */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? "" : "s"}`

/** Seconds in the two largest units: 3m 32s. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  if (hours > 0) return `${hours}h ${minutes}m`
  return minutes > 0 ? `${minutes}m ${rest}s` : `${rest}s`
}

const bar = (part: number, width: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, part)) * width)
  return `${"█".repeat(full)}${"░".repeat(width - full)}`
}

/** Progress in one line of at most so many columns. */
export const lineOf = (snapshot: Snapshot, columns: number): string => {
  const { done, failed, name, rate, share, total, unknown } = snapshot
  const left = total === null || rate === null || rate <= 0 ? null : (total - done) / rate
  const part = total === null || total === 0 ? null : Math.min(1, done / total)
  const texts = [
    total === null ? counted(done, "row") : `${count(done)}/${counted(total, "row")}`,
    ...(part === null ? [] : [`${Math.floor(part * 100)} %`]),
    ...(rate === null ? [] : [`${rate < 10 ? rate.toFixed(1) : count(rate)}/s`]),
    ...(share === null ? [] : [`limit ${Math.round(share * 100)} %`]),
    ...(left === null || left <= 0 ? [] : [`${duration(left)} left`]),
    ...(failed === 0 ? [] : [`${count(failed)} failed`]),
    ...(unknown === 0 ? [] : [`${count(unknown)} unknown`])
  ]
  const text = texts.join("  ")
  const room = columns - text.length - name.length - 5
  const drawn = part === null || room < 10 ? "" : `${bar(part, Math.min(24, room))}  `
  const line = `${name}  ${drawn}${text}`
  return line.length < columns ? line : text.slice(0, Math.max(0, columns - 1))
}

/** Erases the line that the cursor is on. */
const erase = "\r\u001b[2K"

/**
 * Shows progress while an effect runs that reports it. In a terminal the line is erased at the end.
 *
 * `quiet` shows nothing.
 */
export const showing = <A, E, R>(
  quiet: boolean,
  use: (report: (snapshot: Snapshot) => Effect.Effect<void>) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R | Io> =>
  Effect.gen(function* () {
    const { columns, writeError } = yield* Io
    const latest = yield* Ref.make<Snapshot | null>(null)
    if (quiet) return yield* use((snapshot) => Ref.set(latest, snapshot))
    const width = columns ?? 120
    const draw = Effect.flatMap(Ref.get(latest), (snapshot) => {
      if (snapshot === null) return Effect.void
      return columns === null
        ? writeError(`${lineOf({ ...snapshot }, width)}\n`)
        : writeError(`${erase}${lineOf(snapshot, width)}`)
    })
    const loop = Effect.schedule(draw, Schedule.spaced(columns === null ? "5 seconds" : "250 millis"))
    const clear = columns === null ? Effect.void : writeError(erase)
    return yield* Effect.scoped(
      Effect.gen(function* () {
        yield* Effect.addFinalizer(() => clear)
        yield* Effect.forkScoped(loop)
        return yield* use((snapshot) => Ref.set(latest, snapshot))
      })
    )
  })
