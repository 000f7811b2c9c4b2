import type { Risk } from "@steadyhand/core/risk";

const safe: readonly RegExp[] = [
  /^show\s+(?:full\s+|global\s+|session\s+|extended\s+)*(?:databases|schemas|tables|columns|fields|index|indexes|keys|processlist|status|variables|engines|engine\s+\w+\s+(?:status|mutex)|plugins|privileges|warnings|errors|collation|character\s+set|charset|master\s+status|binary\s+log\s+status|master\s+logs|binary\s+logs|slave\s+status|replica\s+status|slave\s+hosts|replicas|open\s+tables|table\s+status|triggers|events|procedure\s+status|function\s+status|create\s+(?:table|view|database|schema|procedure|function|trigger|event)|grants|profiles|profile|count\s*\(\s*\*\s*\)\s+(?:warnings|errors)|relaylog\s+events|binlog\s+events|stats|pools|clients|servers|lists|config|version|mem|sockets|fds|dns_hosts|users|all|ranges|jobs|sessions|queries|regions|placement|bindings)(?:\s+(?:from|in|for|like|where|limit|offset|on|channel|all)?\s*[\w.%@*'"=<>(),\s-]*)?$/i,
  /^(?:desc|describe)\s+(?:table\s+|formatted\s+|extended\s+)?[\w.]+(?:\s+[\w%']+)?$/i,
  /^(?:explain|desc|describe)\s+(?:extended\s+|partitions\s+|format\s*=\s*\w+\s+)?[\w.]+$/i,
  /^pragma\s+(?:\w+\.)?(?:table_info|table_xinfo|table_list|index_list|index_info|index_xinfo|foreign_key_list|database_list|collation_list|function_list|module_list|pragma_list|compile_options|integrity_check|quick_check|foreign_key_check|page_count|page_size|freelist_count|schema_version|encoding|journal_mode|user_version|application_id|data_version|synchronous|foreign_keys|auto_vacuum|cache_size|max_page_count|busy_timeout|journal_size_limit|wal_autocheckpoint)\s*(?:\(\s*['"\w.]*\s*\))?$/i,
  /^\.(?:tables|schema|fullschema|databases|indexes|indices|headers|mode|show|stats|width|nullvalue|dbinfo|help|version|timer|eqp|separator)(?:\s+[\w.%*' -]*)?$/i,
];
const assigns =
  /^pragma\s+(?:\w+\.)?(?:journal_mode|user_version|application_id|synchronous|foreign_keys|auto_vacuum|cache_size|page_size|encoding|schema_version|max_page_count|busy_timeout|journal_size_limit|wal_autocheckpoint)\s*\(/i;
const grim =
  /^(?:drop|truncate|kill|purge|shutdown|reset|rename\s+table|alter\s+(?:table|database|user|system)\b.*\bdrop\b|stop|flush\s+tables\s+with|delete(?!.*\bwhere\b)|update(?!.*\bwhere\b)|load\s+data|uninstall|restart|detach|xa\s+rollback|revoke|change\s+(?:master|replication)|pause|suspend|\.(?:shell|system|restore|clone|import|load|drop))\b/is;
const changes =
  /^(?:create|alter|insert|replace|update|delete|merge|grant|set|lock|unlock|use|flush|optimize|analyze|repair|check|call|do|handler|start|begin|commit|install|cache|load|vacuum|reindex|attach|pragma|rename|import|export|copy|resume|reload|wait_close|reconnect|enable|disable|split|admin|recover|flashback|upsert|truncate|commit|prepare|execute|savepoint|release)\b/i;

/**
 * Judges a statement that PostgreSQL's grammar refuses, by its words: MySQL, SQLite, PgBouncer and their like.
 * Only what is listed whole can be safe.
 */
export function judgeOtherDialect(statement: string): { readonly risk: Risk; readonly why: string } {
  const text = statement
    .trim()
    .replace(/\\[gG]$/, "")
    .trim()
    .replace(/\s+/g, " ")
    .slice(0, 4096);
  const isPlain = !/[\\`$#;]|\/\*|--|\binto\b|@@?\w+\s*:=/i.test(text);
  if (isPlain && safe.some((form) => form.test(text)) && !assigns.test(text))
    return { risk: "safe", why: "This statement only lists or describes." };
  if (grim.test(text)) return { risk: "dangerous", why: "This statement drops, stops, ends or overwrites something." };
  if (changes.test(text))
    return { risk: "caution", why: "This statement changes something in the database or in this session." };
  return { risk: "unknown", why: "PostgreSQL's grammar does not know this statement, nor do the tables." };
}
