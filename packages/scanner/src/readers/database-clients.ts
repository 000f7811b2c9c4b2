import type { Argument } from "../programs/call.ts";
import { finding, type Judge, type Scope, type SqlClient } from "../scope.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";

export { readRedisCli } from "./redis.ts";

interface Client {
  readonly dialect: SqlClient;
  readonly values: ReadonlySet<string>;
  readonly statements: ReadonlySet<string>;
  readonly harmless: ReadonlySet<string>;
  /** Flags that list and end. */
  readonly lists: ReadonlySet<string>;
  /** Variables that may be set, because they only shape what is printed and when it ends. */
  readonly variables?: { readonly flags: ReadonlySet<string>; readonly names: RegExp };
  /** Flags that choose other credentials. */
  readonly credentials?: ReadonlySet<string>;
  /** Whether the name of a database is no more than where to connect. */
  readonly connects?: (text: string) => boolean;
}

const psql: Client = {
  dialect: "postgres",
  values: setOf(
    "-c --command -d --dbname -f --file -F --field-separator -h --host -L --log-file -o --output -p --port -P --pset -R --record-separator -T --table-attr -U --username -v --set --variable",
  ),
  statements: setOf("-c --command"),
  harmless:
    setOf(`-d --dbname -h --host -p --port -U --username -A --no-align -t --tuples-only -x --expanded -q --quiet -X --no-psqlrc -w --no-password -W --password -F --field-separator -R
    --record-separator -H --html --csv -z -0 -a --echo-all -b -e --echo-queries -E --echo-hidden -n --no-readline -1 --single-transaction -P --pset -S --single-line`),
  lists: setOf("-l --list -V --version --help"),
  variables: {
    flags: setOf("-v --set --variable"),
    names:
      /^(?:ON_ERROR_STOP|ON_ERROR_ROLLBACK|VERBOSITY|SHOW_CONTEXT|FETCH_COUNT|QUIET|ECHO_HIDDEN|HIDE_TABLEAM|HIDE_TOAST_COMPRESSION)(?:=|$)/,
  },
  connects: onlyConnects,
};
const mysql: Client = {
  dialect: "mysql",
  values: setOf(
    "-e --execute -h --host -P --port -u --user -D --database -S --socket --default-character-set --connect-timeout --protocol --tee --pager --defaults-file --defaults-extra-file --login-path --ssl-ca --ssl-cert --ssl-key --ssl-mode --max-allowed-packet --prompt --delimiter",
  ),
  statements: setOf("-e --execute"),
  harmless:
    setOf(`-h --host -P --port -u --user -p --password -D --database -S --socket -N --skip-column-names -B --batch -s --silent -t --table -r --raw -E --vertical -v --verbose -X --xml -H --html
    -A --no-auto-rehash -C --compress -w --wait -f --force -n --unbuffered --default-character-set --connect-timeout --protocol --ssl-mode --ssl-ca --ssl-cert --ssl-key -c --comments -W --show-warnings -U --safe-updates --column-names --line-numbers --skip-ssl`),
  lists: setOf("-V --version --help -?"),
  credentials: setOf("--login-path"),
};

const connectionKeys = setOf(
  "host hostaddr port dbname user password connect_timeout sslmode application_name target_session_attrs client_encoding keepalives keepalives_idle tcp_user_timeout load_balance_hosts gssencmode channel_binding",
);

/** A database's name, `key=value` pairs or an address. A service, a file or options say more than where to connect. */
function onlyConnects(text: string): boolean {
  const address = /^postgres(?:ql)?:\/\/[^?]*(?:\?(.*))?$/s.exec(text);
  if (!address) return !text.includes("=") || onlyKnownPairs(text);
  return (address[1] ?? "").split("&").every((pair) => pair === "" || connectionKeys.has(pair.split("=")[0] ?? ""));
}

function onlyKnownPairs(text: string): boolean {
  const pair = /\s*([^\s=]+)\s*=\s*(?:'[^']*'|\S*)\s*/y;
  while (pair.lastIndex < text.length) {
    const key = pair.exec(text)?.[1];
    if (key === undefined || !connectionKeys.has(key)) return false;
  }
  return true;
}

/** `psql`: `-c` statements and backslash commands, or text on the standard input. */
export const readPsql: Reader = (call, judge, scope) =>
  readClient(call.name, call.args, psql, { start: call.start, end: call.end }, judge, scope);

/** `mysql` and `mariadb`. */
export const readMysql: Reader = (call, judge, scope) => {
  // `-pSECRET` has its value attached or none at all.
  const args = call.args.map((arg) =>
    /^-p./.test(arg.text) ? { ...arg, text: "-p", kind: "constant" as const } : arg,
  );
  return readClient(call.name, args, mysql, { start: call.start, end: call.end }, judge, scope);
};

function readClient(
  name: string,
  args: readonly Argument[],
  client: Client,
  range: { start: number; end: number },
  judge: Judge,
  scope: Scope,
) {
  const { flags, operands } = sortArguments(args, client.values);
  const rule = `program.${name}`;
  let isLooking = false;
  let isPlain = true;
  for (const { flag, value, arg } of flags) {
    if (client.lists.has(flag)) isLooking = true;
    else if (client.statements.has(flag)) {
      isLooking = true;
      if (value?.kind === "constant") judge.sql(statementOf(value.text, client.dialect), value, client.dialect);
      else judge.say(finding("sql.dynamic", "unknown", arg, "The statement is only known when it runs."));
    } else if (client.credentials?.has(flag)) {
      isPlain = false;
      judge.say(finding(`${rule}.credentials`, "caution", range, `${flag} chooses as whom \`${name}\` connects.`));
    } else if (
      !client.harmless.has(flag) &&
      !(client.variables?.flags.has(flag) && client.variables.names.test(value?.text ?? ""))
    ) {
      isPlain = false;
      judge.say(
        finding(
          `${rule}.flag`,
          "unknown",
          range,
          `What \`${name}\` does with ${flag} is not in the tables or not in the text.`,
        ),
      );
    }
  }
  for (const arg of [
    ...operands,
    ...flags.filter(({ flag }) => flag === "-d" || flag === "--dbname").map(({ value }) => value),
  ])
    if (arg && client.connects && (arg.kind === "glob" || !client.connects(arg.text))) {
      isPlain = false;
      const why = "The connection names a service, a file or options of the server, which decide what is done as whom.";
      judge.say(finding(`${rule}.connection`, "unknown", arg, why));
    }
  if ([...operands, ...flags.map(({ value }) => value)].some((arg) => arg?.kind === "dynamic")) {
    judge.say(finding("shell.dynamic-word", "unknown", range, `A word of \`${name}\` is only known when it runs.`));
  }
  if (isLooking) {
    if (isPlain) judge.say(finding(rule, "safe", range, `\`${name}\` runs the statements it is given.`));
    return "judged" as const;
  }
  judgeStatementsOnInput(name, client.dialect, judge, scope, range);
  return "judged" as const;
}

/** MySQL's client takes `\G` for `;`, and shows the answer upright. */
function statementOf(text: string, dialect: SqlClient): string {
  if (dialect !== "mysql") return text;
  return /['"`#]|--|\/\*/.test(text) ? text.trimEnd().replace(/\\[gG];?$/, ";") : text.replaceAll(/\\[gG]/g, ";");
}

function judgeStatementsOnInput(
  name: string,
  dialect: SqlClient,
  judge: Judge,
  scope: Scope,
  range: { start: number; end: number },
): void {
  const { input } = scope;
  if (input.kind === "text") {
    judge.sql(input.text, input.range, dialect);
    if (!input.isConstant)
      judge.say(
        finding("sql.dynamic", "unknown", input.range, "A part of the statements is only known when they run."),
      );
    return;
  }
  const why =
    input.kind === "unseen"
      ? `\`${name}\` runs statements nobody has seen.`
      : `\`${name}\` without a statement opens a session.`;
  judge.say(finding(`program.${name}`, "unknown", range, why));
}

const sqliteValues = setOf(
  "-cmd -init -separator -nullvalue -newline -mmap -vfs -lookaside -maxsize -A -key -hexkey -textkey",
);

/** `sqlite3 file statement`. */
export const readSqlite: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const operands: Argument[] = [];
  for (let index = 0; index < call.args.length; index++) {
    const arg = call.args[index] as Argument;
    const flag = arg.text.replace(/^--/, "-");
    if (!flag.startsWith("-")) {
      operands.push(arg);
      continue;
    }
    if (
      /^-(?:header|noheader|column|csv|json|line|list|html|markdown|table|box|quote|readonly|batch|bail|echo|tabs|ascii|safe|version|separator|nullvalue|newline)$/.test(
        flag,
      )
    ) {
      if (sqliteValues.has(flag)) index++;
      continue;
    }
    if (sqliteValues.has(flag)) index++;
    judge.say(
      finding("program.sqlite3.flag", "unknown", range, `What \`sqlite3\` does with ${arg.text} is not in the tables.`),
    );
  }
  const statements = operands.slice(1);
  for (const statement of statements) {
    if (statement.kind === "constant") judge.sql(statement.text, statement, "sqlite");
    else judge.say(finding("sql.dynamic", "unknown", statement, "The statement is only known when it runs."));
  }
  if (statements.length > 0)
    judge.say(finding("program.sqlite3", "safe", range, "`sqlite3` runs the statements it is given."));
  else judgeStatementsOnInput("sqlite3", "sqlite", judge, scope, range);
  return "judged";
};

/** Clients with a dialect of their own: which flags hold statements, and which may stand beside them. */
interface OtherClient {
  readonly statements: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly harmless: ReadonlySet<string>;
}

const clickhouse: OtherClient = {
  statements: setOf("-q --query"),
  values: setOf(
    "-q --query -h --host --port -u --user --password -d --database -f --format --connect_timeout --max_threads",
  ),
  harmless: setOf(
    "-h --host --port -u --user --password -d --database -f --format -t --time -E --vertical -s --secure --connect_timeout --max_threads --version -V --progress",
  ),
};
const cqlsh: OtherClient = {
  statements: setOf("-e --execute"),
  values: setOf(
    "-e --execute -u --username -p --password -k --keyspace --request-timeout --connect-timeout --encoding",
  ),
  harmless: setOf(
    "-u --username -p --password -k --keyspace --request-timeout --connect-timeout --ssl --no-color -C --color --encoding --version --tty",
  ),
};
const duckdb: OtherClient = {
  statements: setOf("-c"),
  values: setOf("-c"),
  harmless: setOf("-json -csv -box -line -list -markdown -table -column -html -readonly -header -noheader -batch"),
};
const sqlcmd: OtherClient = {
  statements: setOf("-Q -q"),
  values: setOf("-Q -q -S -U -P -d -i -o"),
  harmless: new Set(),
};
const otherClients = new Map<string, OtherClient>([
  ["clickhouse-client", clickhouse],
  ["cqlsh", cqlsh],
  ["duckdb", duckdb],
  ["sqlcmd", sqlcmd],
]);

/** Other clients whose statements stand in one flag. */
export const readStatementFlag: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const client = otherClients.get(call.name) ?? sqlcmd;
  const { flags, operands } =
    call.name === "duckdb" ? sortWhole(call.args, client) : sortArguments(call.args, client.values);
  const statements = flags.filter(({ flag }) => client.statements.has(flag)).map(({ value }) => value);
  const isPlain =
    flags.every(({ flag }) => client.statements.has(flag) || client.harmless.has(flag)) &&
    [...operands, ...flags.map(({ value }) => value)].every((arg) => arg?.kind !== "dynamic" && arg?.kind !== "glob");
  const isReading =
    statements.length > 0 && statements.every((arg) => arg?.kind === "constant" && onlySelects(arg.text));
  if (isPlain && isReading) {
    judge.say(finding(`program.${call.name}`, "safe", range, `\`${call.name}\` runs a statement that only reads.`));
    return "judged";
  }
  for (const statement of statements)
    if (statement?.kind === "constant" && !onlySelects(statement.text)) judge.sql(statement.text, statement, "any");
  judge.say(
    finding(`program.${call.name}`, "unknown", range, `\`${call.name}\` runs statements in a dialect of its own.`),
  );
  if (statements.length === 0) judgeStatementsOnInput(call.name, "any", judge, scope, range);
  return "judged";
};

/** DuckDB's long flags have one dash. */
function sortWhole(args: readonly Argument[], client: OtherClient) {
  const flags: { flag: string; value: Argument | undefined }[] = [];
  const operands: Argument[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as Argument;
    if (!arg.text.startsWith("-")) operands.push(arg);
    else if (client.values.has(arg.text)) flags.push({ flag: arg.text, value: args[++index] });
    else flags.push({ flag: arg.text, value: undefined });
  }
  return { flags, operands };
}

const plainFunctions = setOf(
  "count sum avg min max any uniq round floor ceil abs length lower upper concat coalesce now today version uptime hostname currentdatabase formatreadablesize formatreadablequantity formatreadabletimedelta countif sumif avgif todate todatetime tostring tointerval tostartofminute tostartofhour tostartofday datediff dateadd quantile token writetime ttl totimestamp cast substring toyyyymm if in and or not over from as by select where on exists",
);

/**
 * One statement that looks: `select`, `show` or `describe`, no string where a table stands (DuckDB would open a file of that name), and no
 * function but the plain ones, since table functions open files, addresses and programs.
 */
function onlySelects(text: string): boolean {
  const bare = text
    .trim()
    .replace(/;\s*$/, "")
    .replaceAll(/'[^'\\]*'/g, "''");
  if (/[;`\\#$@{}"\n\r]|--|\/\*/.test(bare)) return false;
  if (
    /\b(?:into|insert|update|delete|drop|alter|create|truncate|attach|detach|install|load|copy|export|import|call|pragma|set|grant|revoke|source|settings)\b/i.test(
      bare,
    )
  )
    return false;
  if (/\b(?:from|join|,)\s*''/i.test(bare) || /,\s*''\s*(?:$|where|,)/i.test(bare)) return false;
  if (!/^(?:select|show|describe|desc|explain\s+select)\b/i.test(bare)) return false;
  return [...bare.matchAll(/(?<![\w.])([\w.]+)\s*\(/g)].every(([, name]) =>
    plainFunctions.has((name ?? "").toLowerCase()),
  );
}
