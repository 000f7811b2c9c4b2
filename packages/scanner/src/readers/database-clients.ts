import type { Argument } from "../programs/call.ts";
import { finding, type Judge, type Scope, type SqlClient } from "../scope.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";
import { judgeRedis } from "./redis.ts";

interface Client {
  readonly dialect: SqlClient;
  readonly values: ReadonlySet<string>;
  readonly statements: ReadonlySet<string>;
  readonly harmless: ReadonlySet<string>;
  /** Flags that list and end. */
  readonly lists: ReadonlySet<string>;
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
};

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
      if (value?.kind === "constant") judge.sql(value.text, value, client.dialect);
      else judge.say(finding("sql.dynamic", "unknown", arg, "The statement is only known when it runs."));
    } else if (!client.harmless.has(flag)) {
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
  // A connection string can name options of the server and files to read.
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

/** Other clients whose statements stand in one flag. */
export const readStatementFlag: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { flags } = sortArguments(
    call.args,
    setOf(
      "-q --query -e --execute -h --host --port -p -u --user --password --password -d --database --format -k -Q -S -U -P -r -c --url --certs-dir",
    ),
  );
  const statements = flags
    .filter(({ flag }) => /^(?:-q|--query|-e|--execute|-Q)$/.test(flag))
    .map(({ value }) => value);
  for (const statement of statements) {
    if (statement?.kind === "constant") judge.sql(statement.text, statement, "any");
  }
  judge.say(
    finding(`program.${call.name}`, "unknown", range, `\`${call.name}\` runs statements in a dialect of its own.`),
  );
  if (statements.length === 0) judgeStatementsOnInput(call.name, "any", judge, scope, range);
  return "judged";
};

const redisValues = setOf(
  "-h -p -s -a -u -r -i -n -D -d -t --user --pass --cacert --cacertdir --cert --key --sni --tls-ciphers --pattern --quoted-pattern --count --lru-test --eval --intrinsic-latency --functions-rdb --rdb",
);
const redisHarmless = setOf(
  "-h -p -a -u -n -s -c -2 -3 --user --pass --tls --cacert --cacertdir --cert --key --sni --insecure --raw --no-raw --csv --json --quoted-json --no-auth-warning --askpass -r -i -d -D -e -t --show-pushes --verbose -4 -6 --resp2 --resp3",
);

/** `redis-cli` and `valkey-cli`: a command of Redis in the last words. */
export const readRedisCli: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const operandAt = redisOperandIndex(call.args);
  const { flags } = sortRedisFlags(call.args.slice(0, operandAt));
  for (const { flag } of flags) {
    if (
      /^--(?:latency|latency-history|latency-dist|stat|bigkeys|memkeys|hotkeys|scan|pattern|quoted-pattern|count|version|help|intrinsic-latency)$/.test(
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
  if (words.length > 0)
    judgeRedis(
      words.map(({ text }) => text),
      range,
      judge,
    );
  else if (scope.input.kind === "text" && scope.input.isConstant) {
    for (const line of scope.input.text.split("\n").filter((text) => text.trim() !== ""))
      judgeRedis(line.trim().split(/\s+/), range, judge);
  } else if (!flags.some(({ flag }) => flag.startsWith("--")))
    judge.say(finding("program.redis-cli", "unknown", range, `\`${call.name}\` without a command opens a session.`));
  if (words.length === 0 && flags.length === 0 && scope.input.kind === "unseen")
    judge.say(finding("program.redis-cli", "unknown", range, "Runs commands nobody has seen."));
  return "judged";
};

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
