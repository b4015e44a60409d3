/**
 * What the limiter over Redis does inside Redis, where it is atomic and has one clock for all processes.
 */

/**
 * The state of a limit is as many lanes as it allows requests. A lane is free from a time on, or held by a request. It is free
 * again a window after the response; if none is reported, after the lease.
 *
 * Arguments: operation, id of the request, limit, window, lease, birth of the state that the caller knows, lane, time of the
 * response by Redis' clock, how long the request may still be on its way, pause. Returns the lane (0 for none), how long to
 * wait for it or before asking again, the time, and the birth of the state. Times are in milliseconds.
 */
export const script = `
local op, id = ARGV[1], ARGV[2]
local limit, window, lease, known = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stored = redis.call('GET', KEYS[1])
local state = stored and cjson.decode(stored) or { born = now, pause = 0, lanes = {} }
for i = #state.lanes + 1, limit do state.lanes[i] = { free = 0, start = 0, id = '' } end
-- The caller knew another state, which was lost: nobody knows what was sent before this one was born.
if known > 0 and known ~= state.born then state.pause = math.max(state.pause, state.born + window) end

local lane, wait = 0, 0
if op == 'take' then
  if now < state.pause then
    wait = state.pause - now
  elseif state.probe and state.probe > now then
    wait = 50
  else
    wait = math.max(20, math.min(100, window / 10))
    local from = math.huge
    for i = 1, limit do
      local one = state.lanes[i]
      if (one.id == '' or one.free <= now) and one.free < from then lane, from = i, one.free end
    end
    if lane > 0 then
      local start = math.max(now, from)
      wait = start - now
      state.lanes[lane] = { free = start + lease, start = start, id = id }
      if state.probe then state.probe, state.prober = start + lease, id end
    end
  end
else
  local one = state.lanes[tonumber(ARGV[7])]
  local flight, pause = tonumber(ARGV[9]), tonumber(ARGV[10])
  local free = math.min(now, tonumber(ARGV[8])) + flight + window
  local own = one.id == id
  if op == 'cancel' then
    if own then one.id, one.free = '', one.start end
  else
    if own or one.id == '' then one.free = math.max(free, one.start + window, own and 0 or one.free) end
    if own then one.id = '' end
  end
  if pause > 0 then
    state.pause = math.max(state.pause, now + pause)
    state.probe = 0
  elseif state.prober == id then
    if op == 'cancel' or flight > 0 then state.probe = 0 else state.probe = nil end
    state.prober = nil
  end
end
redis.call('SET', KEYS[1], cjson.encode(state), 'PX', 90000 + window)
return { lane, math.ceil(wait), now, state.born }
`
