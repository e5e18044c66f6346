-- settle: ends work of one bucket, each piece only if it is still the one that was claimed.
--
-- KEYS  due; work
-- ARGV  name and revision of each piece in turn
-- →     how many ended

local ended = 0
for index = 1, #ARGV, 2 do
  local field = ARGV[index]
  local content = redis.call('HGET', KEYS[2], field)
  if content and string.match(content, '^%S+ (%d+) ') == ARGV[index + 1] then
    redis.call('HDEL', KEYS[2], field)
    redis.call('ZREM', KEYS[1], field)
    ended = ended + 1
  end
end
return ended
