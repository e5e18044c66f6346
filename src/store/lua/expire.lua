-- expire: erases things of one bucket whose end has come, each only if it is still so.
--
-- KEYS  ends; then for each thing where it is: docs for a document; else the collection, and the names that it is among
-- ARGV  now; then for each thing 'document' and its key, or 'collection'
-- →     how many were erased

local ends, now = KEYS[1], tonumber(ARGV[1])
local key, erased = 1, 0
local function isOver(thing)
  local at = redis.call('ZSCORE', ends, thing)
  return at and tonumber(at) <= now
end

local index = 1
while index < #ARGV do
  index = index + 1
  if ARGV[index] == 'document' then
    index, key = index + 1, key + 1
    local docs, document = KEYS[key], ARGV[index]
    if isOver(docs .. ':' .. document) then
      redis.call('HDEL', docs, document)
      redis.call('ZREM', ends, docs .. ':' .. document)
      erased = erased + 1
    end
  else
    key = key + 2
    local collection, names = KEYS[key - 1], KEYS[key]
    if isOver(collection) then
      redis.call('UNLINK', collection)
      redis.call('SREM', names, collection)
      redis.call('ZREM', ends, collection)
      erased = erased + 1
    end
  end
end
return erased
