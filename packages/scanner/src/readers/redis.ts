import type { Risk, SourceRange } from "@steadyhand/core/risk";
import type { Argument, Call } from "../programs/call.ts";
import { finding, type Judge } from "../scope.ts";
import { type Reader, setOf } from "./reader.ts";

const reading =
  setOf(`ping echo time info role lastsave dbsize exists type ttl pttl expiretime pexpiretime object randomkey keys scan sscan hscan zscan strlen getrange substr get mget
  getbit bitcount bitpos bitfield_ro hget hmget hgetall hkeys hvals hlen hexists hstrlen hrandfield llen lrange lindex lpos smembers sismember smismember scard srandmember sinter sunion sdiff sintercard
  zrange zrangebyscore zrangebylex zrevrange zrevrangebyscore zscore zmscore zcard zcount zlexcount zrank zrevrank zrandmember zinter zunion zdiff xlen xrange xrevrange xinfo xpending xread
  geodist geohash geopos geosearch georadius_ro georadiusbymember_ro pfcount touch_ro dump_ro lcs memory latency slowlog command cluster config client acl sentinel module pubsub script function
  debug readonly wait waitaof select auth hello quit subscribe psubscribe ssubscribe unsubscribe punsubscribe asking sort_ro lolwut dump hpexpiretime hexpiretime httl hpttl zintercard
  json.get json.mget json.type json.strlen json.objkeys json.objlen json.arrlen json.arrindex json.resp ft.info ft._list ft.search ft.aggregate ft.explain ft.explaincli ft.profile ft.tagvals ft.dictdump
  ft.syndump ft.spellcheck ft.sugget ft.suglen ts.get ts.mget ts.range ts.revrange ts.mrange ts.mrevrange ts.info ts.queryindex bf.exists bf.mexists bf.info bf.card cf.exists cf.mexists cf.count cf.info
  cms.info cms.query topk.list topk.info topk.query topk.count tdigest.info tdigest.quantile tdigest.rank tdigest.min tdigest.max graph.ro_query graph.list graph.explain`);
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
  acl: { safe: setOf("whoami cat users help dryrun genpass log"), grim: setOf("deluser") },
  sentinel: {
    safe: setOf(
      "masters master replicas slaves sentinels get-master-addr-by-name ckquorum is-master-down-by-addr info-cache pending-scripts myid help",
    ),
    grim: setOf("failover reset remove"),
  },
  module: { safe: setOf("list help"), grim: setOf("load unload loadex") },
  pubsub: { safe: setOf("channels numsub numpat shardchannels shardnumsub help"), grim: new Set() },
  script: { safe: setOf("exists help"), grim: setOf("flush kill") },
  function: { safe: setOf("list stats dump help"), grim: setOf("delete flush kill restore") },
  xinfo: { safe: setOf("stream groups consumers help"), grim: new Set() },
  debug: {
    safe: new Set(),
    grim: setOf(
      "segfault panic restart crash-and-recover flushall reload loadaof oom assert leak sleep change-repl-id replicate",
    ),
  },
};
const grim =
  setOf(`flushall flushdb shutdown del unlink getdel hdel srem spop zrem zremrangebyrank zremrangebyscore zremrangebylex zpopmin zpopmax lpop rpop lrem ltrim blpop brpop xdel xtrim hgetdel
  failover replicaof slaveof swapdb migrate eval evalsha fcall eval_ro evalsha_ro rename restore expire pexpire expireat pexpireat reset monitor debug
  json.del json.forget json.clear json.arrpop json.arrtrim ft.dropindex ft.drop ft.del ft.dictdel ft.aliasdel ft.sugdel ts.del ts.deleterule cf.del graph.delete graph.query zmpop lmpop bzmpop blmpop bzpopmin bzpopmax hexpire hpexpire`);
/** Readers that write their answer into a key when they are told to. */
const storing = setOf("sort georadius georadiusbymember");
/** Settings that decide where the server writes its files and what it loads. */
const placing = setOf(
  "dir dbfilename appendfilename appenddirname logfile unixsocket enable-module-command slaveof replicaof masterauth",
);

/** Judges one Redis command. */
export function judgeRedis(words: readonly string[], range: SourceRange, judge: Judge): void {
  const name = (words[0] ?? "").toLowerCase();
  const sub = (words[1] ?? "").toLowerCase();
  const { risk, why } = redisRisk(name, sub, words.slice(2));
  judge.say(finding(`redis.${name || "empty"}`, risk, range, why));
}

function redisRisk(name: string, sub: string, rest: readonly string[]): { risk: Risk; why: string } {
  const whole = `${name} ${sub}`.trim().toUpperCase();
  const own = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (own) {
    if (whole === "ACL LOG" && rest[0]?.toLowerCase() === "reset")
      return { risk: "dangerous", why: "Clears the record of refused access." };
    if (whole === "CONFIG SET" && rest.some((word) => placing.has(word.toLowerCase())))
      return { risk: "dangerous", why: "Lets Redis write or load files elsewhere, or follow another server." };
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
  if (storing.has(name))
    return [sub, ...rest].some((word) => /^store(?:dist)?$/i.test(word))
      ? { risk: "caution", why: `Redis ${name.toUpperCase()} STORE overwrites a key.` }
      : { risk: "safe", why: `Redis ${name.toUpperCase()} without STORE only reads.` };
  if (reading.has(name)) return { risk: "safe", why: `Redis ${name.toUpperCase()} only reads.` };
  const isWrite =
    /^(?:set|mset|append|incr|decr|h(?:set|incr)|l(?:push|set|insert|move)|r(?:push|poplpush)|s(?:add|move)|z(?:add|incr|\w+store)|x(?:add|readgroup|ack|claim|autoclaim|group|setid)|getset|getex|hgetex|hsetex|hpersist|readwrite|persist|copy|move|touch|publish|spublish|bgsave|save|bgrewriteaof|pf|geoadd|bit|sort|multi|exec|discard|watch|(?:json|ft|ts|bf|cf|cms|topk|tdigest)\.)/.test(
      name,
    );
  if (isWrite) return { risk: "caution", why: `Redis ${name.toUpperCase()} changes data.` };
  return { risk: "unknown", why: `What the Redis command ${name.toUpperCase()} does is not in the tables.` };
}

/** A command of Redis in words of the shell: which command it is must be certain, and whether it stores. */
function judgeWords(words: readonly Argument[], range: SourceRange, judge: Judge): void {
  const name = (words[0]?.text ?? "").toLowerCase();
  const deciding = storing.has(name) ? words : words.slice(0, Object.hasOwn(subcommands, name) ? 2 : 1);
  const open = deciding.find(({ kind }) => kind !== "constant");
  if (open) judge.say(finding("redis.hidden", "unknown", open, "Which Redis command runs is only known when it runs."));
  judgeRedis(
    words.map(({ text }) => text),
    range,
    judge,
  );
}

/** Subcommands of `redis-cli --cluster`. */
const clusterReads = setOf("check info help");
const clusterMoves = setOf("fix reshard rebalance del-node");

const redisValues = setOf(
  "-h -p -s -a -u -r -i -n -D -d -t --user --pass --cacert --cacertdir --cert --key --sni --tls-ciphers --pattern --quoted-pattern --count --lru-test --eval --intrinsic-latency --functions-rdb --rdb",
);
const redisHarmless = setOf(
  "-h -p -a -u -n -s -c -2 -3 --user --pass --tls --cacert --cacertdir --cert --key --sni --insecure --raw --no-raw --csv --json --quoted-json --no-auth-warning --askpass -r -i -d -D -e -t --show-pushes --verbose -4 -6 --resp2 --resp3",
);

/** `redis-cli` and `valkey-cli`: a command of Redis in the last words. */
export const readRedisCli: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const cluster = call.args.findIndex(({ text }) => text === "--cluster");
  if (cluster >= 0 && cluster < redisOperandIndex(call.args)) return judgeCluster(call, cluster, judge);
  const operandAt = redisOperandIndex(call.args);
  const { flags } = sortRedisFlags(call.args.slice(0, operandAt));
  for (const { flag } of flags) {
    if (
      /^--(?:latency|latency-history|latency-dist|stat|bigkeys|memkeys|hotkeys|keystats|scan|pattern|quoted-pattern|count|version|help|intrinsic-latency)$/.test(
        flag,
      )
    ) {
      if (operandAt === call.args.length)
        judge.say(finding("program.redis-cli", "safe", range, `\`${call.name} ${flag}\` only measures or lists.`));
    } else if (!redisHarmless.has(flag))
      judge.say(
        finding(
          "program.redis-cli.flag",
          "unknown",
          range,
          `What \`${call.name}\` does with ${flag} is not in the tables or not in the text.`,
        ),
      );
  }
  const words = call.args.slice(operandAt);
  if (words.some(({ kind }) => kind === "dynamic" || kind === "glob"))
    judge.say(
      finding("shell.dynamic-word", "unknown", range, `A word of \`${call.name}\` is only known when it runs.`),
    );
  if (words.length > 0) judgeWords(words, range, judge);
  else if (scope.input.kind === "text" && scope.input.isConstant) {
    for (const line of scope.input.text.split("\n").filter((text) => text.trim() !== ""))
      judgeRedis(line.trim().split(/\s+/), range, judge);
  } else if (!flags.some(({ flag }) => flag.startsWith("--")))
    judge.say(finding("program.redis-cli", "unknown", range, `\`${call.name}\` without a command opens a session.`));
  if (words.length === 0 && flags.length === 0 && scope.input.kind === "unseen")
    judge.say(finding("program.redis-cli", "unknown", range, "Runs commands nobody has seen."));
  return "judged";
};

/** `redis-cli --cluster subcommand host:port …`, whose own flags all begin with `--cluster-`. */
function judgeCluster(call: Call, at: number, judge: Judge) {
  const range = { start: call.start, end: call.end };
  const rule = "program.redis-cli.cluster";
  const say = (risk: Risk, why: string) => judge.say(finding(rule, risk, range, why));
  const [command, ...rest] = call.args.slice(at + 1);
  const name = command?.kind === "constant" ? command.text : "";
  const flags = call.args.slice(0, at).filter(({ text }) => text.startsWith("-"));
  const isPlain =
    call.args.every(({ kind }) => kind === "constant" || kind === "blank") &&
    [...flags, ...rest.filter(({ text }) => text.startsWith("-"))].every(
      ({ text }) => redisHarmless.has(text) || /^--cluster-(?:search-multiple-owners|verbose)$/.test(text),
    );
  if (clusterReads.has(name)) {
    if (isPlain) say("safe", `\`${call.name} --cluster ${name}\` only looks.`);
    else say("unknown", `What the flags of \`${call.name} --cluster ${name}\` do is not in the tables.`);
  } else if (name === "call") {
    say("caution", "Runs a command on every node of the cluster.");
    const words = rest.slice(1).filter(({ text }) => !text.startsWith("--cluster-"));
    judgeWords(words, range, judge);
  } else if (clusterMoves.has(name)) say("dangerous", `\`${call.name} --cluster ${name}\` moves or drops slots.`);
  else say(name === "" ? "unknown" : "caution", `\`${call.name} --cluster ${name}\` changes the cluster.`);
  return "judged" as const;
}

function redisOperandIndex(args: readonly Argument[]): number {
  for (let index = 0; index < args.length; index++) {
    const { text } = args[index] as Argument;
    if (!text.startsWith("-") || text === "-") return index;
    if (redisValues.has(text)) index++;
  }
  return args.length;
}

function sortRedisFlags(args: readonly Argument[]) {
  const flags: { flag: string }[] = [];
  for (let index = 0; index < args.length; index++) {
    const { text } = args[index] as Argument;
    flags.push({ flag: text });
    if (redisValues.has(text)) index++;
  }
  return { flags };
}
