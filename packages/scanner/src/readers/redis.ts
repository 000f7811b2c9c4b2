import type { Risk, SourceRange } from "@steadyhand/core/risk";
import { finding, type Judge } from "../scope.ts";
import { setOf } from "./reader.ts";

const reading =
  setOf(`ping echo time info role lastsave dbsize exists type ttl pttl expiretime pexpiretime object randomkey keys scan sscan hscan zscan strlen getrange substr get mget
  getbit bitcount bitpos bitfield_ro hget hmget hgetall hkeys hvals hlen hexists hstrlen hrandfield llen lrange lindex lpos smembers sismember smismember scard srandmember sinter sunion sdiff sintercard
  zrange zrangebyscore zrangebylex zrevrange zrevrangebyscore zscore zmscore zcard zcount zlexcount zrank zrevrank zrandmember zinter zunion zdiff xlen xrange xrevrange xinfo xpending xread
  geodist geohash geopos geosearch georadius_ro georadiusbymember_ro pfcount touch_ro dump_ro lcs memory latency slowlog command cluster config client acl sentinel module pubsub script function
  debug readonly wait waitaof select auth hello quit subscribe psubscribe sort_ro lolwut`);
const subcommands: Readonly<
  Record<string, { readonly safe: ReadonlySet<string>; readonly grim: ReadonlySet<string> }>
> = {
  object: { safe: setOf("encoding freq idletime refcount help"), grim: new Set() },
  memory: { safe: setOf("usage stats doctor malloc-stats help"), grim: new Set() },
  latency: { safe: setOf("latest history doctor graph histogram help"), grim: setOf("reset") },
  slowlog: { safe: setOf("get len help"), grim: setOf("reset") },
  command: { safe: setOf("count docs info list getkeys getkeysandflags help"), grim: new Set() },
  cluster: {
    safe: setOf(
      "info nodes slots shards links myid myshardid keyslot countkeysinslot getkeysinslot replicas slaves count-failure-reports help slot-stats",
    ),
    grim: setOf(
      "failover forget reset delslots delslotsrange flushslots setslot meet replicate addslots bumpepoch saveconfig set-config-epoch",
    ),
  },
  config: { safe: setOf("help"), grim: setOf("rewrite resetstat") },
  client: { safe: setOf("list info id getname getredir trackinginfo help"), grim: setOf("kill pause") },
  acl: { safe: setOf("whoami cat users help dryrun"), grim: setOf("deluser") },
  sentinel: {
    safe: setOf(
      "masters master replicas slaves sentinels get-master-addr-by-name ckquorum is-master-down-by-addr info-cache pending-scripts myid help",
    ),
    grim: setOf("failover reset remove"),
  },
  module: { safe: setOf("list help"), grim: setOf("load unload loadex") },
  pubsub: { safe: setOf("channels numsub numpat shardchannels shardnumsub help"), grim: new Set() },
  script: { safe: setOf("exists help"), grim: setOf("flush kill") },
  function: { safe: setOf("list stats dump help"), grim: setOf("delete flush kill restore load") },
  xinfo: { safe: setOf("stream groups consumers help"), grim: new Set() },
  debug: {
    safe: new Set(),
    grim: setOf("segfault panic restart crash-and-recover flushall reload sleep change-repl-id"),
  },
};
const grim =
  setOf(`flushall flushdb shutdown del unlink getdel hdel srem spop zrem zremrangebyrank zremrangebyscore zremrangebylex zpopmin zpopmax lpop rpop lrem ltrim blpop brpop xdel xtrim hgetdel
  failover replicaof slaveof swapdb migrate eval evalsha fcall eval_ro evalsha_ro rename restore expire pexpire expireat pexpireat reset monitor debug`);

/** Judges one Redis command. */
export function judgeRedis(words: readonly string[], range: SourceRange, judge: Judge): void {
  const name = (words[0] ?? "").toLowerCase();
  const sub = (words[1] ?? "").toLowerCase();
  const { risk, why } = redisRisk(name, sub);
  judge.say(finding(`redis.${name || "empty"}`, risk, range, why));
}

function redisRisk(name: string, sub: string): { risk: Risk; why: string } {
  const whole = `${name} ${sub}`.trim().toUpperCase();
  const own = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (own) {
    if (own.safe.has(sub)) return { risk: "safe", why: `Redis ${whole} only reads.` };
    if (name === "config" && sub === "get") return { risk: "caution", why: "Redis CONFIG GET can show passwords." };
    if (name === "acl" && (sub === "list" || sub === "getuser"))
      return { risk: "caution", why: "Shows who may do what, with password hashes." };
    if (own.grim.has(sub))
      return { risk: "dangerous", why: `Redis ${whole} interrupts, removes or changes how the server works.` };
    return { risk: "caution", why: `Redis ${whole} changes the server.` };
  }
  if (name === "monitor")
    return { risk: "caution", why: "MONITOR slows the server down and shows every client's data." };
  if (grim.has(name)) return { risk: "dangerous", why: `Redis ${whole} deletes, interrupts or runs code.` };
  if (reading.has(name)) return { risk: "safe", why: `Redis ${name.toUpperCase()} only reads.` };
  const isWrite =
    /^(?:set|mset|append|incr|decr|h(?:set|incr)|l(?:push|set|insert|move)|r(?:push|poplpush)|s(?:add|move)|z(?:add|incr|\w+store)|x(?:add|ack|claim|autoclaim|group|setid)|getset|persist|copy|move|touch|publish|spublish|bgsave|save|bgrewriteaof|pf|geoadd|bit|sort|multi|exec|discard|watch)/.test(
      name,
    );
  if (isWrite) return { risk: "caution", why: `Redis ${name.toUpperCase()} changes data.` };
  return { risk: "unknown", why: `What the Redis command ${name.toUpperCase()} does is not in the tables.` };
}
