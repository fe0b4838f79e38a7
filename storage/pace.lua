-- One visit of a process to the budgets it shares with others, in one step: it gives back what it took and did not use, lets
-- budgets rest, and takes for as many deliveries as it can, in their order, for each from all of its budgets or from none
-- (or, where only windows are short, from its buckets alone: it comes again for the windows).
--
-- KEYS[1]: since when this Redis has been asked. What it does not know it has forgotten, so a budget was empty then.
-- KEYS[2...]: the budgets. A "bucket" is kept as the time from which it is full; a "window" as the times of what was taken.
-- ARGV[1]: how many seconds before its time a message may be taken out of a window;
-- six for each budget: its kind, burst, seconds in which an empty one is full again, how many come back (less than none:
-- were sent without asking), out of a window the times for which those were taken, for how many seconds it shall rest;
-- then for each delivery: on how many budgets it draws, and which.
-- Returns when this was, and two for each delivery: 0 and the time at which it may go, or the number of a budget that is
-- short and the time from which it is worth asking again.

local LONGEST_REST = 600  -- seconds; a time further ahead comes from a clock that was set back

local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local ahead = tonumber(ARGV[1])

local function written(at) return string.format('%.6f', at) end

local since = tonumber(redis.call('GET', KEYS[1]) or now + 1)
if since > now then
  since = now
  redis.call('SET', KEYS[1], written(now))
end

local Bucket = {}
Bucket.__index = Bucket

function Bucket.open(key, burst, span, back, _, rest)
  local step = span / burst
  local full_at = tonumber(redis.call('GET', key) or since + span)
  local missing = math.min(math.max(full_at - now, 0), span + LONGEST_REST)
  if back >= 0 then
    missing = math.max(missing - back * step, 0)
  else
    missing = math.max(missing, math.min(missing - back * step, span))
  end
  if rest > 0 then missing = math.max(missing, rest + span - step) end
  return setmetatable({key = key, step = step, span = span, missing = missing, early = 0, strict = false}, Bucket)
end

function Bucket:wait() return self.missing + self.step - self.span end

function Bucket:take() self.missing = self.missing + self.step end

function Bucket:keep()
  local left = math.ceil(self.missing * 1000)
  if left > 0 then
    redis.call('SET', self.key, written(now + self.missing), 'PX', left)
  else
    redis.call('DEL', self.key)
  end
end

local Window = {}
Window.__index = Window

function Window.open(key, burst, span, back, times, rest)
  local newest = tonumber(redis.call('LINDEX', key, -1) or now)
  if newest > now + LONGEST_REST then redis.call('DEL', key) end
  for at in string.gmatch(times, '%S+') do redis.call('LREM', key, -1, at) end
  local first = redis.call('LINDEX', key, 0)
  while first and tonumber(first) <= now - span do
    redis.call('LPOP', key)
    first = redis.call('LINDEX', key, 0)
  end
  for _ = 1, math.min(-back, burst) do redis.call('RPUSH', key, written(now)) end
  if rest > 0 then
    for _ = 1, burst do redis.call('RPUSH', key, written(now + rest - span)) end
  end
  return setmetatable({key = key, most = burst, span = span, early = ahead, strict = true}, Window)
end

function Window:wait()
  local from = math.max(since + ahead + self.span, tonumber(redis.call('LINDEX', self.key, -1) or now))
  if redis.call('LLEN', self.key) >= self.most then
    from = math.max(from, redis.call('LINDEX', self.key, -self.most) + self.span)
  end
  return from - now
end

function Window:take(at) redis.call('RPUSH', self.key, written(at)) end

function Window:keep()
  local newest = redis.call('LINDEX', self.key, -1)
  if newest then redis.call('PEXPIRE', self.key, math.ceil((newest + self.span - now) * 1000) + 1) end
end

local budgets, at = {}, 2
for i = 2, #KEYS do
  local kind = ARGV[at] == 'window' and Window or Bucket
  local burst, span, back = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  budgets[i - 1] = kind.open(KEYS[i], burst, span, back, ARGV[at + 4], tonumber(ARGV[at + 5]))
  at = at + 6
end

-- Which of two that are short is told: a bucket before a window, then the one that takes longer.
local function later(one, its_wait, other, other_wait)
  if one.strict ~= other.strict then return other.strict end
  return its_wait > other_wait
end

local answer = {written(now)}
while ARGV[at] do
  local drawn, short, from, longest = {}, 0, now, 0.000001
  for i = 1, tonumber(ARGV[at]) do
    local which = tonumber(ARGV[at + i])
    drawn[i] = budgets[which]
    local wait = drawn[i]:wait()
    from = math.max(from, now + wait)
    local late = wait - drawn[i].early
    if late > 0.000001 and (short == 0 or later(drawn[i], late, budgets[short], longest)) then
      short, longest = which, late
    end
  end
  for _, budget in ipairs(drawn) do
    if short == 0 or (budgets[short].strict and not budget.strict) then budget:take(from) end
  end
  if short ~= 0 then from = now + longest end
  answer[#answer + 1] = short
  answer[#answer + 1] = written(from)
  at = at + #drawn + 1
end

for _, budget in ipairs(budgets) do budget:keep() end
return answer
