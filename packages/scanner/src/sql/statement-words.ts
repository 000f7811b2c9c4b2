import type { Risk } from "@steadyhand/core/risk";
import type { SqlClient } from "../scope.ts";
import { functionRisk } from "./functions.ts";
import type { SqlToken } from "./tokens.ts";

export interface WordFinding {
  readonly risk: Risk;
  readonly why: string;
}

const lists: WordFinding = { risk: "safe", why: "This statement only lists or describes." };
const ends: WordFinding = { risk: "dangerous", why: "This statement drops, stops, ends or overwrites something." };
const changes: WordFinding = {
  risk: "caution",
  why: "This statement changes something in the database or in this session.",
};
const unread: WordFinding = {
  risk: "unknown",
  why: "PostgreSQL's grammar does not know this statement, nor do the tables.",
};

/** First words, the longest first that fits. `…` in a key: the words before and after it both stand in the statement. */
const verbs: Readonly<Record<"dangerous" | "caution" | "unknown", string>> = {
  dangerous: `drop, truncate, kill, purge, shutdown, reset, uninstall, restart, detach, revoke, suspend, pause, disable, stop, rename table, rename user, change master, change replication,
    xa rollback, flush tables … with, flush tables … export, alter … drop, alter … disable, alter … discard, alter … truncate, alter … exchange, alter … convert, alter … remove, alter … coalesce, alter … lock, alter … freeze, alter … delete, lock tables … write,
    lock table … write, lock instance, load data … replace, load xml … replace, clone, binlog, restore, cancel, flashback, admin cancel, admin cleanup, admin pause, admin repair, system, pager,
    proxysql kill, proxysql shutdown, proxysql stop, proxysql pause, proxysql restart, handler … purge, execute immediate, optimize … final, exec, merge … delete`,
  caution: `create, alter, insert, replace, update, delete, merge, grant, set, lock, unlock, use, flush, optimize, analyze, repair, check, do, handler, start, begin, commit, rollback, end, install, cache, load, vacuum, reindex, attach,
    pragma, rename, import, export, copy, resume, reload, wait_close, reconnect, enable, split, admin, recover, upsert, savepoint, release, xa, deallocate, save, proxysql, refresh, invalidate, msck, backup, sync,
    add, comment, unset, abort, exchange, tee, notee, change, signal, resignal, get, declare, close, open`,
  unknown: "call, execute, prepare, source, edit, delimiter, connect, with, select",
};

const effects: Readonly<Record<string, WordFinding>> = {
  dangerous: ends,
  caution: changes,
  unknown: { risk: "unknown", why: "What this statement runs is not in the text." },
};

interface Verb {
  readonly words: readonly string[];
  readonly later: readonly string[];
  readonly finding: WordFinding;
}

const verbsByFirst = new Map<string, Verb[]>();
for (const [risk, keys] of Object.entries(verbs)) {
  for (const key of keys.split(",")) {
    const [head = "", tail = ""] = key.trim().split("…");
    const words = head.trim().split(/\s+/);
    const verb = { words, later: tail.trim().split(/\s+/).filter(Boolean), finding: effects[risk] ?? unread };
    verbsByFirst.set(words[0] ?? "", [...(verbsByFirst.get(words[0] ?? "") ?? []), verb]);
  }
}
for (const list of verbsByFirst.values())
  list.sort((left, right) => right.words.length + right.later.length - left.words.length - left.later.length);

/** What these names set on a server keeps it from being written to, or from being reached. */
const stopsWrites = /^(?:@@(?:global|persist)\.)?(?:read_only|super_read_only|offline_mode|require_secure_transport)$/;

/**
 * Judges a statement that PostgreSQL's grammar refuses, by its words: MySQL, SQLite, PgBouncer and their like.
 * Only what is read whole and lists or selects can be safe.
 */
export function judgeByWords(tokens: readonly SqlToken[], client: SqlClient): WordFinding {
  const first = tokens[0];
  if (first === undefined || tokens.some(({ kind }) => kind === "broken")) return unread;
  if (first.kind === "mark" && first.text === "(") return judgeRead(tokens, client);
  if (first.kind !== "word") return unread;
  switch (first.text) {
    case "select":
    case "with":
    case "values":
    case "table":
      return judgeRead(tokens, client);
    case "show":
      return judgeShow(tokens, client);
    case "desc":
    case "describe":
    case "explain":
      return judgeExplain(tokens.slice(1), client);
    case "pragma":
      return judgePragma(tokens);
    case "admin":
      if (isWord(tokens[1], "show") || isWord(tokens[1], "check") || isWord(tokens[1], "checksum"))
        return judgeShow(tokens, client);
      break;
    case "checksum":
    case "help":
    case "status":
    case "warnings":
    case "nowarning":
    case "rehash":
      return tokens.every(({ kind, text }) => kind !== "mark" || /^[.,%]$/.test(text)) ? lists : unread;
    case "set":
      if (
        tokens.some(({ text }) => stopsWrites.test(text)) &&
        tokens.some(({ text }) => /^(?:@@)?(?:global|persist)/.test(text))
      )
        return { risk: "dangerous", why: "This setting stops writes or connections of everybody." };
      break;
    case "delete":
    case "update":
      if (!whereOf(tokens))
        return { risk: "dangerous", why: `${first.text.toUpperCase()} without WHERE changes every row.` };
      break;
    case "do":
      return worse(changes, judgeRead(tokens, client));
  }
  return judgeVerb(first.text, tokens);
}

function judgeVerb(first: string, tokens: readonly SqlToken[]): WordFinding {
  const words = new Set<string>();
  for (const { kind, text } of tokens) if (kind === "word") words.add(text);
  const verb = verbsByFirst
    .get(first)
    ?.find(
      ({ words: head, later }) =>
        head.every((word, index) => isWord(tokens[index], word)) && later.every((word) => words.has(word)),
    );
  return verb?.finding ?? unread;
}

/** The tokens of the condition of a `DELETE` or `UPDATE`. */
export function whereOf(tokens: readonly SqlToken[]): readonly SqlToken[] | undefined {
  let depth = 0;
  let from = -1;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === "mark" && text === "(") depth++;
    else if (kind === "mark" && text === ")") depth--;
    else if (kind !== "word" || depth > 0) continue;
    else if (from < 0 && text === "where") from = index + 1;
    else if (from >= 0 && /^(?:limit|order|returning)$/.test(text)) return tokens.slice(from, index);
  }
  return from < 0 ? undefined : tokens.slice(from);
}

const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };

function worse(left: WordFinding, right: WordFinding): WordFinding {
  return order[right.risk] > order[left.risk] ? right : left;
}

function isWord(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === "word" && token.text === text;
}

/** Words that do not stand bare in a statement that only reads. */
const harmful = new Map<string, WordFinding>([
  ...["delete", "update", "drop", "truncate", "kill", "purge", "shutdown", "detach"].map(
    (word) => [word, ends] as const,
  ),
  ...[
    "insert",
    "create",
    "alter",
    "grant",
    "revoke",
    "merge",
    "call",
    "exec",
    "execute",
    "prepare",
    "load",
    "attach",
    "pragma",
    "lock",
    "unlock",
    "handler",
    "reindex",
    "vacuum",
    "rename",
    "into",
    "outfile",
    "dumpfile",
    "reset",
  ].map((word) => [word, changes] as const),
  ["procedure", unread],
]);
/** Keywords that may stand before a bracket without being called. */
const callless = new Set(
  `select from where having on using and or not xor in exists any all some as when then else case between like rlike regexp glob match is div mod by union intersect except minus join distinct interval
   over values limit offset with recursive window partition filter within against escape collate binary row rows range groups rollup cube sets grouping lateral index key return returning unsigned signed
   char varchar nchar decimal numeric dec float double real time datetime timestamp bit integer int bigint smallint text blob varbinary group order desc asc offset natural inner cross left right outer straight_join force use ignore
   materialized separator explain analyze format table`
    .trim()
    .split(/\s+/),
);

/** A statement that reads, word by word: what it calls must be listed, and no word in it may do harm. */
function judgeRead(tokens: readonly SqlToken[], client: SqlClient): WordFinding {
  let found: WordFinding = { risk: "safe", why: "This statement only reads." };
  for (const [index, { kind, text }] of tokens.entries()) {
    const next = tokens[index + 1];
    const isCall = next?.kind === "mark" && next.text === "(";
    const previous = tokens[index - 1];
    const isMember = previous?.kind === "mark" && previous.text === ".";
    if (kind === "word" && !isMember) found = worse(found, judgeWord(text, next, isCall));
    if (kind === "mark" && /^(?::=|[{}\\`;:])$/.test(text)) found = worse(found, text === ":=" ? changes : unread);
    // psql puts any text in the place of `:x`.
    if (kind === "client" || (kind === "variable" && text.startsWith(":") && client !== "sqlite"))
      found = worse(found, unread);
    if (
      isCall &&
      (kind === "name" || (kind === "word" && (isMember || !callless.has(text)))) &&
      !isWord(previous, "as")
    )
      found = worse(found, judgeCall(text, isMember ? tokens[index - 2]?.text : undefined, kind, client));
  }
  return found;
}

function judgeWord(text: string, next: SqlToken | undefined, isCall: boolean): WordFinding {
  if (text === "for" && (isWord(next, "update") || isWord(next, "share") || isWord(next, "no"))) return changes;
  if (/^stats_\w+_reset$/.test(text)) return { risk: "caution", why: "Reading this table empties it." };
  // `REPLACE(…)` and `INSERT(…)` are functions as well.
  if (isCall && (text === "insert" || text === "truncate")) return lists;
  return harmful.get(text) ?? lists;
}

function judgeCall(name: string, schema: string | undefined, kind: SqlToken["kind"], client: SqlClient): WordFinding {
  if (kind === "name") return { risk: "unknown", why: `What ${name} does is not known.` };
  const [risk, what] = functionRisk(name.toLowerCase(), schema?.toLowerCase(), client);
  return { risk, why: `The function ${name} ${what}.` };
}

function judgeShow(tokens: readonly SqlToken[], client: SqlClient): WordFinding {
  if (isWord(tokens[1], "create") && isWord(tokens[2], "user"))
    return { risk: "caution", why: "Shows how an account proves who it is." };
  // `CREATE`, `PROCEDURE` and the like name what is shown.
  const rest = tokens.filter(
    ({ kind, text }) =>
      kind !== "word" ||
      !/^(?:create|procedure|grants|show|update|load|drop|merge|lock|handler|prepare|alter|index|reset)$/.test(text),
  );
  return worse(lists, judgeRead(rest, client));
}

function judgeExplain(tokens: readonly SqlToken[], client: SqlClient): WordFinding {
  let at = 0;
  let runs = false;
  while (at < tokens.length) {
    const { text = "" } = tokens[at] ?? {};
    if (text === "format" && tokens[at + 1]?.text === "=") at += 3;
    else if (
      /^(?:extended|partitions|query|plan|verbose|analyze|analyse|formatted|table|distsql|pipeline|syntax|estimate|schema)$/.test(
        text,
      ) &&
      at < tokens.length - 1
    ) {
      runs ||= text.startsWith("analy");
      at++;
    } else break;
  }
  const rest = tokens.slice(at);
  const first = rest[0];
  if (first === undefined) return unread;
  const isStatement =
    first.kind === "word" && /^(?:select|with|delete|update|insert|replace|values|table)$/.test(first.text);
  if (!isStatement) {
    return rest.length <= 5 && rest.every(({ kind, text }) => kind !== "mark" || /^[.%]$/.test(text)) ? lists : unread;
  }
  if (runs) return judgeByWords(rest, client);
  // Nothing runs, but calls may be worked out while planning.
  const calls = judgeRead(
    rest.filter(({ kind, text }) => kind !== "word" || !harmful.has(text) || text === "into"),
    client,
  );
  return first.text === "insert" || first.text === "replace" ? (calls.risk === "unknown" ? calls : lists) : calls;
}

/** Pragmas that only answer, and those of them that take an argument and still only answer. */
const pragmas = new Set(
  `table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list database_list collation_list function_list module_list pragma_list compile_options integrity_check
   quick_check foreign_key_check page_count page_size freelist_count schema_version encoding journal_mode user_version application_id data_version synchronous foreign_keys auto_vacuum
   cache_size max_page_count busy_timeout journal_size_limit wal_autocheckpoint locking_mode mmap_size secure_delete temp_store threads query_only recursive_triggers read_uncommitted stats cell_size_check`
    .trim()
    .split(/\s+/),
);
const asking =
  /^(?:table_info|table_xinfo|table_list|index_list|index_info|index_xinfo|foreign_key_list|integrity_check|quick_check|foreign_key_check)$/;

function judgePragma(tokens: readonly SqlToken[]): WordFinding {
  const isQualified = tokens[2]?.text === ".";
  const name = tokens[isQualified ? 3 : 1];
  const rest = tokens.slice(isQualified ? 4 : 2);
  if (name?.kind !== "word" || !pragmas.has(name.text)) return changes;
  const isArgument = rest.length === 3 && rest[0]?.text === "(" && rest[2]?.text === ")" && asking.test(name.text);
  return rest.length === 0 || isArgument ? lists : changes;
}
