import { createHash } from "node:crypto";

/** A script and the digest that Redis knows it by once it has seen it. */
export interface Script {
  readonly source: string;
  readonly sha1: string;
}

function script(source: string): Script {
  return { source, sha1: createHash("sha1").update(source).digest("hex") };
}

/** Redis's own clock, so that no node's clock decides, and what holds for the key, in every script alike. */
const clock = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)";
const windowMs = (settings: string, standard: string) =>
  `local windowMs = tonumber(redis.call('HGET', ${settings}, 'windowMs') or ${standard})`;

/**
 * One request of a key: counted and granted, or denied, in one step that nothing can come between. What is granted to a process is
 * counted too; it is lost with Redis, and then the epoch is another one.
 * KEYS: window, limits, settings, blocks, granted. ARGV: key, request, standard window, standard limit.
 */
export const take = script(`
${clock}
${windowMs("KEYS[3]", "ARGV[3]")}
local limit = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or redis.call('HGET', KEYS[3], 'defaultLimit') or ARGV[4])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - windowMs)
local count = redis.call('ZCARD', KEYS[1])
local granted = 0
if count < limit then
  redis.call('ZADD', KEYS[1], now, ARGV[2])
  redis.call('PEXPIRE', KEYS[1], windowMs)
  redis.call('INCR', KEYS[5])
  redis.call('PEXPIRE', KEYS[5], 86400000)
  count = count + 1
  granted = 1
end
local epoch = redis.call('HGET', KEYS[3], 'epoch')
if not epoch then
  epoch = ARGV[2]
  redis.call('HSET', KEYS[3], 'epoch', epoch)
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local resetMs = oldest[2] and (tonumber(oldest[2]) + windowMs - now) or 0
if granted == 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now)
  redis.call('ZADD', KEYS[4], now + resetMs, ARGV[1])
end
return { granted, limit, count, resetMs, epoch }
`);

/** How much stands in the window of each key. KEYS: settings, then windows. ARGV: standard window. */
export const counts = script(`
${clock}
${windowMs("KEYS[1]", "ARGV[1]")}
local found = {}
for i = 2, #KEYS do found[i - 1] = redis.call('ZCOUNT', KEYS[i], '(' .. (now - windowMs), '+inf') end
return found
`);

/** Lets a key count from zero and tells all nodes. KEYS: window, blocks, channel. ARGV: key. */
export const reset = script(`
${clock}
local had = redis.call('ZCARD', KEYS[1])
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('PUBLISH', KEYS[3], ARGV[1])
return { had, now }
`);

/** Sets a key's limit, unless it is not the one that was meant to be changed. KEYS: limits, settings. ARGV: key, limit, from or '', standard limit. */
export const setLimit = script(`
local current = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or redis.call('HGET', KEYS[2], 'defaultLimit') or ARGV[4])
if ARGV[3] ~= '' and current ~= tonumber(ARGV[3]) then return { 0, current } end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return { 1, current }
`);
