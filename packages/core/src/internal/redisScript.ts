/**
 * What the limiter over Redis does inside Redis, where it is atomic and has one clock for all processes.
 */
import { samples } from "./slots.js"

/**
 * The state of a limit is as many lanes as it allows requests. A lane is free from a time on, or held by a request. It is free
 * again a window after the response, less the credit that latency gives (see `MemoryBucket`); if no response is reported,
 * after the lease.
 *
 * Arguments: operation, id of the request, limit, window, lease, birth of the state that the caller knows; then how many lanes
 * to take, or the lane, time of the response by Redis' clock, how long the request may still be on its way, pause, time the
 * response took (-1 if that says nothing), and how long after a rejection no more than the safe credit is given (0 for ever).
 * Returns the time, the birth of the state, when to ask again, and the lanes, each with how long to wait for it. Times are in
 * milliseconds.
 */
export const script = `
local op, id = ARGV[1], ARGV[2]
local limit, window, lease, known = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stored = redis.call('GET', KEYS[1])
local state = stored and cjson.decode(stored) or { born = now, pause = 0, lanes = {}, took = {} }
for i = #state.lanes + 1, limit do state.lanes[i] = { free = 0, start = 0, id = '' } end
-- The caller knew another state, which was lost: nobody knows what was sent before this one was born.
if known > 0 and known ~= state.born then state.pause = math.max(state.pause, state.born + window) end

local reply = { now, state.born, 0 }
if op == 'take' then
  if now < state.pause then
    reply[3] = math.ceil(state.pause - now)
  elseif state.probe and state.probe > now then
    reply[3] = 50
  else
    reply[3] = math.ceil(math.max(20, math.min(100, window / 10)))
    for _ = 1, state.probe and 1 or tonumber(ARGV[7]) do
      local lane, from = 0, math.huge
      for i = 1, limit do
        local one = state.lanes[i]
        if (one.id == '' or one.free <= now) and one.free < from then lane, from = i, one.free end
      end
      if lane == 0 then break end
      local start = math.max(now, from)
      state.lanes[lane] = { free = start + lease, start = start, id = id }
      if state.probe then state.probe, state.prober = start + lease, id end
      reply[#reply + 1] = lane
      reply[#reply + 1] = math.ceil(start - now)
    end
  end
else
  local one = state.lanes[tonumber(ARGV[7])]
  local flight, pause, took, caution = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
  local own, credit = one.id == id, 0
  if pause > 0 then
    state.took, state.limited = {}, now
  elseif took >= 0 then
    local all = state.took
    all[#all + 1] = took
    local enough = math.min(500, math.max(${samples}, 2 * limit))
    if #all > enough then table.remove(all, 1) end
    if caution > 0 and now > (state.limited or 0) + caution then
      credit = took
    elseif #all == enough then
      credit = math.max(0, 2 * math.min(unpack(all)) - math.max(unpack(all)))
    end
  end
  local free = math.min(now, tonumber(ARGV[8])) - credit + flight + window
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
return reply
`
