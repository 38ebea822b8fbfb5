-- Commits what a session changed, whole or not at all.
-- KEYS: none but the prefix is known beforehand, so this is for a single Redis, not for a cluster.
-- ARGV[1]: JSON list of changes {kind, id, version, record, keys, freed, indexed, left}:
--   kind, id   names of the hashes' fields; version  what must be stored now (0: nothing)
--   record     the new record as JSON with its version, or false where it is removed
--   keys       [{hash, value}] unique keys that the new record holds; freed  those that the old one held
--   indexed    [set] index sets that the new record stands in; left  those that the old one stood in
-- Returns "ok", or {"stale", number} or {"taken", number, number}, counted from 1.
local prefix, changes = KEYS[1], cjson.decode(ARGV[1])
local function versions(change) return prefix .. ":" .. change.kind .. ":versions" end

for n, change in ipairs(changes) do
    if tonumber(redis.call("HGET", versions(change), change.id) or "0") ~= change.version then
        return {"stale", n}
    end
end

local freed = {}
for _, change in ipairs(changes) do
    for _, key in ipairs(change.freed) do freed[key[1] .. "\0" .. key[2]] = change.id end
end
for n, change in ipairs(changes) do
    for m, key in ipairs(change.keys) do
        local holder = redis.call("HGET", prefix .. ":" .. key[1], key[2])
        if holder and holder ~= change.id and freed[key[1] .. "\0" .. key[2]] ~= holder then
            return {"taken", n, m}
        end
    end
end

for _, change in ipairs(changes) do
    for _, key in ipairs(change.freed) do redis.call("HDEL", prefix .. ":" .. key[1], key[2]) end
    for _, set in ipairs(change.left) do redis.call("SREM", prefix .. ":" .. set, change.id) end
end
for _, change in ipairs(changes) do
    for _, key in ipairs(change.keys) do redis.call("HSET", prefix .. ":" .. key[1], key[2], change.id) end
    for _, set in ipairs(change.indexed) do redis.call("SADD", prefix .. ":" .. set, change.id) end
    if change.record then
        redis.call("HSET", prefix .. ":" .. change.kind, change.id, change.record)
        redis.call("HSET", versions(change), change.id, change.next)
    else
        redis.call("HDEL", prefix .. ":" .. change.kind, change.id)
        redis.call("HDEL", versions(change), change.id)
    end
end
return "ok"
