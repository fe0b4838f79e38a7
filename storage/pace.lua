-- One visit of a process to the budgets it shares with others, in one step: it gives back what it took and did not use, lets
-- budgets rest, and takes for as many deliveries as it can, in their order, for each from all of its budgets or from none.
--
-- KEYS[1]: since when this Redis has been asked. What it does not know it has forgotten, so a budget was empty then.
-- KEYS[2...]: the budgets. A "bucket" is kept as the time from which it is full; a "window" as the times of what was taken.
-- ARGV, six for each budget: its kind, burst, seconds in which an empty one is full again, how many come back (less than
-- none: were sent without asking), when those were taken, for how many seconds it shall rest;
-- then for each delivery: on how many budgets it draws, and which.
-- Returns when this was, and for each delivery which budget is short (0: none, it may go) and for how many microseconds.

local LONGEST_REST = 600  -- seconds; a time further ahead comes from a clock that was set back

local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local stamp = string.format('%.6f', now)

local since = tonumber(redis.call('GET', KEYS[1]) or now + 1)
if since > now then
  since = now
  redis.call('SET', KEYS[1], stamp)
end

local Bucket = {}
Bucket.__index = Bucket

function Bucket.open(key, burst, span, back, taken_at, rest)
  local step = span / burst
  local full_at = tonumber(redis.call('GET', key) or since + span)
  local missing = math.min(math.max(full_at - now, 0), span + LONGEST_REST)
  if back >= 0 then
    missing = math.max(missing - back * step, 0)
  else
    missing = math.max(missing, math.min(missing - back * step, span))
  end
  if rest > 0 then missing = math.max(missing, rest + span - step) end
  return setmetatable({key = key, step = step, span = span, missing = missing}, Bucket)
end

function Bucket:wait() return self.missing + self.step - self.span end

function Bucket:take() self.missing = self.missing + self.step end

function Bucket:keep()
  local left = math.ceil(self.missing * 1000)
  if left > 0 then
    redis.call('SET', self.key, string.format('%.6f', now + self.missing), 'PX', left)
  else
    redis.call('DEL', self.key)
  end
end

local Window = {}
Window.__index = Window

function Window.open(key, burst, span, back, taken_at, rest)
  local newest = tonumber(redis.call('LINDEX', key, -1) or now)
  if newest > now + LONGEST_REST then redis.call('DEL', key) end
  if back > 0 then redis.call('LREM', key, -back, taken_at) end
  local first = redis.call('LINDEX', key, 0)
  while first and tonumber(first) <= now - span do
    redis.call('LPOP', key)
    first = redis.call('LINDEX', key, 0)
  end
  for _ = 1, math.min(-back, burst) do redis.call('RPUSH', key, stamp) end
  if rest > 0 then
    for _ = 1, burst do redis.call('RPUSH', key, string.format('%.6f', now + rest - span)) end
  end
  return setmetatable({key = key, most = burst, span = span}, Window)
end

function Window:wait()
  if since + self.span > now then return since + self.span - now end
  if redis.call('LLEN', self.key) < self.most then return 0 end
  return redis.call('LINDEX', self.key, -self.most) + self.span - now
end

function Window:take() redis.call('RPUSH', self.key, stamp) end

function Window:keep()
  local newest = redis.call('LINDEX', self.key, -1)
  if newest then redis.call('PEXPIRE', self.key, math.ceil((newest + self.span - now) * 1000) + 1) end
end

local budgets, at = {}, 1
for i = 2, #KEYS do
  local kind = ARGV[at] == 'window' and Window or Bucket
  local burst, span, back = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  budgets[i - 1] = kind.open(KEYS[i], burst, span, back, ARGV[at + 4], tonumber(ARGV[at + 5]))
  at = at + 6
end

local answer = {stamp}
while ARGV[at] do
  local drawn, short, wait = {}, 0, 0.000001
  for i = 1, tonumber(ARGV[at]) do
    local which = tonumber(ARGV[at + i])
    drawn[i] = budgets[which]
    local longer = drawn[i]:wait()
    if longer > wait then short, wait = which, longer end
  end
  if short == 0 then
    for _, budget in ipairs(drawn) do budget:take() end
  end
  answer[#answer + 1] = short
  answer[#answer + 1] = math.ceil(wait * 1000000)
  at = at + #drawn + 1
end

for _, budget in ipairs(budgets) do budget:keep() end
return answer
