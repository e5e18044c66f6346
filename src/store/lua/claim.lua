-- claim: work of one bucket that is free at a time, hidden until its lease ends. The longest free comes first.
--
-- KEYS  due; work
-- ARGV  now; how much at most; when the lease ends
-- →     name and content of each piece in turn; content is 'at revision data'

local claimed = {}
for _, field in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])) do
  redis.call('ZADD', KEYS[1], ARGV[3], field)
  claimed[#claimed + 1] = field
  claimed[#claimed + 1] = redis.call('HGET', KEYS[2], field)
end
return claimed
