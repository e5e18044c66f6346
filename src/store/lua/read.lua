-- read: what is wanted of one partition, as it stands at one moment.
--
-- KEYS  docs; the wanted sets; the wanted logs; the wanted boards
-- ARGV  number of sets, of logs, of boards
--       for each log: how many of its last entries, -1 for all
--       for each board: how many first rows; rows before, rows after (-1: no rows around anybody), around which member
--       the wanted documents
-- →     { documents, text or nothing each; members of each set; entries of each log;
--         for each board { size; first rows; rank of the first row around, from 0; rows around }, rows as member and score }

local sets, logs, boards = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local key, arg = 1, 3
local function nextKey() key = key + 1; return KEYS[key] end
local function nextNumber() arg = arg + 1; return tonumber(ARGV[arg]) end

local function readLog(log, last)
  if last == 0 then return {} end
  return redis.call('LRANGE', log, last < 0 and 0 or -last, -1)
end

local function readBoard(board, top, before, after, member)
  local first = top > 0 and redis.call('ZRANGE', board, 0, top - 1, 'WITHSCORES') or {}
  local rank = before >= 0 and redis.call('ZRANK', board, member)
  if not rank then return { redis.call('ZCARD', board), first, 0, {} } end
  local from = math.max(0, rank - before)
  return { redis.call('ZCARD', board), first, from, redis.call('ZRANGE', board, from, rank + after, 'WITHSCORES') }
end

local found = { {}, {}, {}, {} }
for index = 1, sets do found[2][index] = redis.call('SMEMBERS', nextKey()) end
for index = 1, logs do found[3][index] = readLog(nextKey(), nextNumber()) end
for index = 1, boards do
  local top, before, after = nextNumber(), nextNumber(), nextNumber()
  arg = arg + 1
  found[4][index] = readBoard(nextKey(), top, before, after, ARGV[arg])
end
for index = arg + 1, #ARGV do found[1][index - arg] = redis.call('HGET', KEYS[1], ARGV[index]) end
return found
