-- commit: a whole batch, or nothing of it. Whatever may refuse it is looked at before the first write, as Redis takes nothing back.
--
-- KEYS  docs; names; due; work; ends; revision; once (docs again without one); then each set, log and board that the batch touches,
--       named below by its place among these, from 1. To erase everything, all that `names` holds must be among them.
-- ARGV  lists one after the other, each after its length; an end of things is written as in `ends`
--       now, expiry, milliseconds to keep, result; now is '' without a once-id
--       expect  document, version
--       everything  1 to erase it all, else 0; then how the partition's work begins
--       erase   collection
--       rows    board, list of members
--       undue   work
--       put     document, text
--       remove  document
--       add     set, list of members
--       drop    set, list of members
--       append  log, list of entries
--       award   board, member, points, at
--       due     work, at, data
--       until   collection, or 0 and a document after it; at
-- →     'done' and the sizes of the sets added to, then of those dropped from
--       'duplicate' and the first one's result
--       'conflict'
--       'unlisted'  the partition holds what is not among KEYS: list it again

local docs, names, due, work, ends, revision, once = unpack(KEYS, 1, 7)
local FIXED = 7
local POINTS_MAX = 1000000
-- Redis takes some 8,000 arguments from a script at once.
local CHUNK = 4000

local position = 0
local function take() position = position + 1; return ARGV[position] end
local function takeNumber() return tonumber(take()) end
local function takeCollection() return KEYS[FIXED + takeNumber()] end
local function takeList()
  local first, length = position + 2, takeNumber()
  position = position + length
  return first, position
end

-- A command on a key with many arguments; what it answers at last, and all its answers together.
local function call(command, key, first, last)
  local answer, sum = 0, 0
  for start = first, last, CHUNK do
    answer = redis.call(command, key, unpack(ARGV, start, math.min(last, start + CHUNK - 1)))
    sum = sum + answer
  end
  return answer, sum
end

local function versionOf(key)
  local document = redis.call('HGET', docs, key)
  return document and tonumber(string.match(document, '^%d+')) or 0
end

local function forget(collection)
  redis.call('SREM', names, collection)
  redis.call('ZREM', ends, collection)
end

-- A board's score is the double whose 64 bits are 21 of points, counted down, and 42 of milliseconds: doubles above zero stand
-- in the order of their bits, so most points come first, then who was earliest. Taken as whole numbers, 53 bits hold no milliseconds.
local function pack(points, at)
  local high = (1048576 - points) * 1024 + math.floor(at / 4294967296)
  return string.format('%.17g', struct.unpack('>d', struct.pack('>I4I4', high, at % 4294967296)))
end
local function pointsIn(score)
  local high = struct.unpack('>I4', struct.pack('>d', tonumber(score)))
  return 1048576 - math.floor(high / 1024)
end

-- Once
local now, expiry, keepMs, result = takeNumber(), take(), take(), take()
if now then
  local earlier = redis.call('GET', once)
  local expires, first = string.match(earlier or '', '^(%S+) (.*)$')
  if expires and tonumber(expires) > now then
    -- Written once more: WAIT counts replicas for what its own connection wrote, and the first one may have failed for want of them.
    redis.call('SET', once, earlier, 'KEEPTTL')
    return { 'duplicate', first }
  end
end

-- Expect
for _ = 1, takeNumber() do
  local key, version = take(), takeNumber()
  if versionOf(key) ~= version then return { 'conflict' } end
end

-- Everything
local everything, start = takeNumber() == 1, take()
if everything then
  local listed = {}
  for index = FIXED + 1, #KEYS do listed[KEYS[index]] = true end
  local held = redis.call('SMEMBERS', names)
  for _, collection in ipairs(held) do
    if not listed[collection] then return { 'unlisted' } end
  end
  for _, collection in ipairs(held) do
    redis.call('UNLINK', collection)
    forget(collection)
  end
  for _, key in ipairs(redis.call('HKEYS', docs)) do redis.call('ZREM', ends, docs .. ':' .. key) end
  redis.call('UNLINK', docs)
  for _, field in ipairs(redis.call('HKEYS', work)) do
    if string.sub(field, 1, #start) == start then
      redis.call('HDEL', work, field)
      redis.call('ZREM', due, field)
    end
  end
end

if now then redis.call('SET', once, expiry .. ' ' .. result, 'PX', keepMs) end

-- Erase, rows, undue
for _ = 1, takeNumber() do
  local collection = takeCollection()
  redis.call('UNLINK', collection)
  forget(collection)
end
for _ = 1, takeNumber() do
  local board = takeCollection()
  local _, gone = call('ZREM', board, takeList())
  if gone > 0 and redis.call('EXISTS', board) == 0 then forget(board) end
end
for _ = 1, takeNumber() do
  local field = take()
  redis.call('HDEL', work, field)
  redis.call('ZREM', due, field)
end

-- Put, remove
for _ = 1, takeNumber() do
  local key, text = take(), take()
  redis.call('HSET', docs, key, versionOf(key) + 1 .. ' ' .. text)
end
for _ = 1, takeNumber() do
  local key = take()
  redis.call('HDEL', docs, key)
  redis.call('ZREM', ends, docs .. ':' .. key)
end

-- Add, drop
local outcome = { 'done' }
for _ = 1, takeNumber() do
  local set = takeCollection()
  local _, added = call('SADD', set, takeList())
  local size = redis.call('SCARD', set)
  -- All of it is new: so is its name.
  if added > 0 and added == size then redis.call('SADD', names, set) end
  outcome[#outcome + 1] = size
end
for _ = 1, takeNumber() do
  local set = takeCollection()
  local _, gone = call('SREM', set, takeList())
  local size = redis.call('SCARD', set)
  if gone > 0 and size == 0 then forget(set) end
  outcome[#outcome + 1] = size
end

-- Append
for _ = 1, takeNumber() do
  local log = takeCollection()
  local first, last = takeList()
  local length = call('RPUSH', log, first, last)
  if length > 0 and length == last - first + 1 then redis.call('SADD', names, log) end
end

-- Award
for _ = 1, takeNumber() do
  local board, member, points, at = takeCollection(), take(), takeNumber(), takeNumber()
  local score = redis.call('ZSCORE', board, member)
  if points ~= 0 or not score then
    local sum = (score and pointsIn(score) or 0) + points
    redis.call('ZADD', board, pack(math.max(-POINTS_MAX, math.min(POINTS_MAX, sum)), at), member)
    if not score and redis.call('ZCARD', board) == 1 then redis.call('SADD', names, board) end
  end
end

-- Due: free at once, whatever lease the old work under its name was under
for _ = 1, takeNumber() do
  local field, at, data = take(), take(), take()
  redis.call('HSET', work, field, at .. ' ' .. redis.call('INCR', revision) .. ' ' .. data)
  redis.call('ZADD', due, at, field)
end

-- Until
for _ = 1, takeNumber() do
  local index = takeNumber()
  if index == 0 then
    local key, at = take(), take()
    if redis.call('HEXISTS', docs, key) == 1 then redis.call('ZADD', ends, at, docs .. ':' .. key) end
  else
    local collection, at = KEYS[FIXED + index], take()
    if redis.call('EXISTS', collection) == 1 then redis.call('ZADD', ends, at, collection) end
  end
end

return outcome
