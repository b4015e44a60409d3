/**
 * What the limiter over a database does to the state of a limit; the script of the limiter over Redis does the same there.
 */
import { samples } from "./slots.js"

/** A place for one request: free from a time on, or held by a request, then until its lease ends. */
interface Lane {
  free: number
  start: number
  id: string
}

/** The state of a limit, as JSON. Times are in milliseconds, by the clock of the database. */
interface State {
  readonly born: number
  at: number
  pause: number
  readonly lanes: Array<Lane>
  took: Array<number>
  limited?: number | undefined
  /** Until when a request probes after a pause; 0 if one is wanted. */
  probe?: number | undefined
  prober?: string | undefined
}

/** How long the state of a limit is kept if nobody uses it, beyond its window (ms). */
const kept = 90_000

/** What a clock may go back without a consequence (ms). */
const step = 1000

const newState = (now: number): State => ({ born: now, at: now, pause: 0, lanes: [], took: [] })

/** The state at a time. If the clock of the database was set back, nothing is known of what was sent. */
const stateAt = (stored: string | null, clock: number, window: number): State => {
  if (stored === null) return newState(clock)
  const state: State = JSON.parse(stored)
  if (clock < state.at - step) return { ...newState(clock), pause: clock + window }
  const now = Math.max(clock, state.at)
  return state.at + kept + window < now ? newState(now) : { ...state, at: now }
}

/** Takes lanes; returns when to ask again, and the lanes, each with how long to wait for it. */
const take = (state: State, id: string, limit: number, window: number, lease: number, wanted: number) => {
  const { at: now, lanes, pause, probe } = state
  if (now < pause) return [Math.ceil(pause - now)]
  if (probe !== undefined && probe > now) return [50]
  const reply = [Math.ceil(Math.max(20, Math.min(100, window / 10)))]
  for (let left = probe === undefined ? wanted : 1; left > 0; left--) {
    const usable = lanes.slice(0, limit).filter((lane) => lane.id === "" || lane.free <= now)
    const [lane] = usable.sort((a, b) => a.free - b.free)
    if (lane === undefined) break
    const start = Math.max(now, lane.free)
    Object.assign(lane, { free: start + lease, start, id })
    if (probe !== undefined) Object.assign(state, { probe: start + lease, prober: id })
    reply.push(lanes.indexOf(lane) + 1, Math.ceil(start - now))
  }
  return reply
}

/** How much of the time of a response counts as spent after the counting; see `MemoryBucket`. */
const creditOf = (state: State, limit: number, took: number, caution: number): number => {
  if (took < 0) return 0
  const enough = Math.min(500, Math.max(samples, 2 * limit))
  state.took = [...state.took, took].slice(-enough)
  if (caution > 0 && state.at > (state.limited ?? Number.NEGATIVE_INFINITY) + caution) return took
  return state.took.length < enough ? 0 : Math.max(0, 2 * Math.min(...state.took) - Math.max(...state.took))
}

/** A request gives its lane back, or reports its response. */
const end = (
  state: State,
  id: string,
  isCancelled: boolean,
  limit: number,
  window: number,
  [number = 0, time = 0, flight = 0, pause = 0, took = -1, caution = 0]: ReadonlyArray<number>
): void => {
  const { at: now } = state
  if (pause > 0) Object.assign(state, { took: [], limited: now })
  const credit = pause > 0 ? 0 : creditOf(state, limit, took, caution)
  const lane = state.lanes[number - 1]
  if (lane !== undefined && (lane.id === id || lane.id === "")) {
    const isOwn = lane.id === id
    const free = Math.max(Math.min(now, time) - credit + flight + window, lane.start + window, isOwn ? 0 : lane.free)
    if (!isCancelled) lane.free = free
    else if (isOwn) lane.free = lane.start
    lane.id = ""
  }
  if (pause > 0) Object.assign(state, { pause: Math.max(state.pause, now + pause), probe: 0 })
  else if (state.prober === id) {
    state.probe = isCancelled || flight > 0 ? 0 : undefined
    state.prober = undefined
  }
}

/** A state, when it can be deleted, and the reply to who asked. */
export interface Next {
  /** The same as before if nothing has changed. */
  readonly state: string
  readonly expires: number
  readonly reply: ReadonlyArray<number>
}

/** The next state of a limit; arguments and reply are those of the script of the limiter over Redis. */
export const nextState = (stored: string | null, clock: number, args: ReadonlyArray<string | number>): Next => {
  const [operation, id] = args.map(String)
  const [limit = 0, window = 0, lease = 0, known = 0, ...rest] = args.slice(2).map(Number)
  const state = stateAt(stored, Math.floor(clock), window)
  const { at: now, born, lanes } = state
  const before = stored === null ? undefined : JSON.stringify({ ...JSON.parse(stored), at: now })
  while (lanes.length < limit) lanes.push({ free: 0, start: 0, id: "" })
  // The caller knew another state, which was lost: nobody knows what was sent before this one was born.
  if (known > 0 && known !== born) state.pause = Math.max(state.pause, born + window)
  const taken = operation === "take" ? take(state, id ?? "", limit, window, lease, rest[0] ?? 1) : [0]
  if (operation !== "take") end(state, id ?? "", operation === "cancel", limit, window, rest)
  const after = JSON.stringify(state)
  return {
    state: stored !== null && after === before ? stored : after,
    expires: Math.max(now, state.pause) + kept + window,
    reply: [now, born, ...taken]
  }
}
