/**
 * What the script of the limiter over Redis does inside Redis, on a clock of a test.
 */
import type * as RateLimiterRedis from "@effect-activecampaign/core/RateLimiterRedis"
import type * as Clock from "effect/Clock"

interface Lane {
  free: number
  start: number
  id: string
}

interface State {
  readonly born: number
  pause: number
  readonly lanes: ReadonlyArray<Lane>
  took: Array<number>
  limited: number
  probe?: number | undefined
  prober?: string | undefined
}

const take = (
  state: State,
  id: string,
  window: number,
  lease: number,
  now: number,
  wanted: number
): ReadonlyArray<number> => {
  if (now < state.pause) return [state.pause - now]
  if (state.probe !== undefined && state.probe > now) return [50]
  const slots: Array<number> = []
  for (let left = state.probe === undefined ? wanted : 1; left > 0; left--) {
    const free = state.lanes.filter((lane) => lane.id === "" || lane.free <= now).sort((a, b) => a.free - b.free)
    const [lane] = free
    if (lane === undefined) break
    const start = Math.max(now, lane.free)
    Object.assign(lane, { free: start + lease, start, id })
    if (state.probe !== undefined) Object.assign(state, { probe: start + lease, prober: id })
    slots.push(state.lanes.indexOf(lane) + 1, Math.ceil(start - now))
  }
  return [Math.max(20, Math.min(100, window / 10)), ...slots]
}

const creditOf = (state: State, limit: number, now: number, took: number, caution: number): number => {
  if (took < 0) return 0
  const enough = Math.min(500, Math.max(32, 2 * limit))
  state.took = [...state.took, took].slice(-enough)
  if (caution > 0 && now > state.limited + caution) return took
  return state.took.length < enough ? 0 : Math.max(0, 2 * Math.min(...state.took) - Math.max(...state.took))
}

const end = (
  state: State,
  operation: string,
  id: string,
  limit: number,
  window: number,
  now: number,
  rest: ReadonlyArray<number>
) => {
  const [number = 0, at = 0, flight = 0, pause = 0, took = -1, caution = 0] = rest
  const lane = state.lanes[number - 1]
  if (lane === undefined) throw new Error("no such lane")
  const own = lane.id === id
  if (pause > 0) Object.assign(state, { took: [], limited: now })
  const credit = pause > 0 ? 0 : creditOf(state, limit, now, took, caution)
  const free = Math.min(now, at) - credit + flight + window
  if (operation === "cancel" && own) lane.free = lane.start
  else if (operation !== "cancel" && own) lane.free = Math.max(free, lane.start + window)
  else if (operation !== "cancel" && lane.id === "") lane.free = Math.max(free, lane.free)
  if (own) lane.id = ""
  if (pause > 0) Object.assign(state, { pause: Math.max(state.pause, now + pause), probe: 0 })
  else if (state.prober === id) {
    state.probe = operation === "cancel" || flight > 0 ? 0 : undefined
    state.prober = undefined
  }
}

/** A store whose clock is a millisecond ahead. `lose` forgets everything. */
export const storeInMemory = (clock: Clock.Clock) => {
  const states = new Map<string, State>()
  const store: RateLimiterRedis.Store = async (key, [operation, id, limit, window, lease, known, ...rest]) => {
    const now = Math.floor(clock.unsafeCurrentTimeMillis()) + 1
    const lanes = Array.from({ length: Number(limit) }, () => ({ free: 0, start: 0, id: "" }))
    const state = states.get(key) ?? { born: now, pause: 0, lanes, took: [], limited: Number.NEGATIVE_INFINITY }
    states.set(key, state)
    if (Number(known) > 0 && known !== state.born) state.pause = Math.max(state.pause, state.born + Number(window))
    const numbers = rest.map(Number)
    if (operation === "take")
      return [now, state.born, ...take(state, String(id), Number(window), Number(lease), now, numbers[0] ?? 1)]
    end(state, String(operation), String(id), Number(limit), Number(window), now, numbers)
    return [now, state.born, 0]
  }
  return { store, lose: () => states.clear() }
}
