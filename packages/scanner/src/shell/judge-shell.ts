import type { Evidence, SourceRange } from "@steadyhand/core/risk";
import { parse } from "unbash";
import { isKnownProgram } from "../is-known-program.ts";
import type { Argument, Call } from "../programs/call.ts";
import { judgeByTable } from "../programs/judge-call.ts";
import { findProgram } from "../programs/known.ts";
import { readers, readShownFiles } from "../readers/index.ts";
import { finding, type Judge, type Scope, type SqlClient } from "../scope.ts";
import { walkScript } from "./walk.ts";

/** Scripts inside scripts (`bash -c "bash -c …"`) deeper than this are not followed. */
const maxDepth = 32;

/** Judges SQL for the shell's clients. */
export type SqlJudge = (text: string, range: SourceRange, client: SqlClient) => readonly Evidence[];

/** Judges shell text: every command of it, wherever it stands. */
export function judgeShell(text: string, sql: SqlJudge): Evidence[] {
  const found: Evidence[] = [];
  const judge: Judge = {
    say: (evidence) => found.push(evidence),
    script: (inner, range, scope) => judgeInner(inner, range, judge, scope),
    tree: (script, scope) => walkScript(script, judge, scope),
    words: (words, scope) => judgeWords(words, judge, scope),
    sql: (statement, range, client) => found.push(...sql(statement, range, client)),
    knows: isKnownProgram,
  };
  const scope: Scope = {
    depth: 0,
    variables: new Map(),
    functions: new Set(),
    range: undefined,
    input: { kind: "none" },
    insideFunction: undefined,
    isStraight: true,
  };
  judgeScript(text, judge, scope, { start: 0, end: text.length });
  return found;
}

function judgeInner(text: string, range: SourceRange, judge: Judge, scope: Scope): void {
  const { start, end } = range;
  if (scope.depth >= maxDepth) {
    judge.say(finding("limit.depth", "unknown", range, `More than ${maxDepth} scripts lie inside one another.`));
    return;
  }
  const inner: Scope = {
    ...scope,
    depth: scope.depth + 1,
    range: { start, end },
    variables: new Map(scope.variables),
    functions: new Set(),
  };
  judgeScript(text, judge, inner, range);
}

function judgeScript(text: string, judge: Judge, scope: Scope, range: SourceRange): void {
  const script = parse(text);
  const error = script.errors?.[0];
  if (error)
    judge.say(finding("shell.syntax", "unknown", range, `This is not a whole shell command: ${error.message}.`));
  walkScript(script, judge, scope);
}

const systemFolders = /^\/(?:usr\/(?:local\/)?)?s?bin\/$|^\/(?:opt\/homebrew|snap)\/bin\/$/;

function judgeWords(words: readonly Argument[], judge: Judge, scope: Scope): void {
  const [program, ...args] = words;
  if (!program) return;
  const range = { start: program.start, end: words.at(-1)?.end ?? program.end };
  if (program.kind !== "constant") {
    judgeHiddenProgram(program, judge);
    return;
  }
  const slash = program.text.lastIndexOf("/");
  const name = canonicalName(program.text.slice(slash + 1));
  if (name === "" || /[\s]/.test(name)) {
    judge.say(finding("program.unknown", "unknown", range, "There is no program of this name."));
    return;
  }
  if (scope.insideFunction === name) {
    judge.say(finding("shell.recursion", "dangerous", range, `\`${name}\` calls itself without end.`));
    return;
  }
  if (slash >= 0 && !systemFolders.test(program.text.slice(0, slash + 1))) {
    judge.say(
      finding(
        "program.path",
        "unknown",
        program,
        `\`${program.text}\` is not in a folder of the system, so it may be any program.`,
      ),
    );
  }
  judgeCall({ name, args, ...range }, judge, scope);
}

/** `python3.12`, `pip3` and `psql-16` are what they are without their number. */
function canonicalName(name: string): string {
  if (isKnownProgram(name)) return name;
  const bare = /^([A-Za-z]+?)-?\d[\d.]*$/.exec(name)?.[1];
  return bare !== undefined && numbered.has(bare) ? bare : name;
}

const numbered = new Set("python pip ruby perl php node lua gcc clang psql pg_dump java go bash awk".split(" "));

const saysItsVersion = new Set(
  "sqlite3 mongosh mongo mysql mariadb psql redis-cli valkey-cli find sed awk gawk tar curl wget xargs jq tee dd".split(
    " ",
  ),
);

function judgeCall(call: Call, judge: Judge, scope: Scope): void {
  const { name } = call;
  if (scope.functions.has(name)) {
    judge.say(
      finding("shell.function", "safe", call, `\`${name}\` is a function of this text and was judged with it.`),
    );
    return;
  }
  const [only] = call.args;
  if (call.args.length === 1 && only?.kind === "constant" && only.text === "--version" && saysItsVersion.has(name)) {
    judge.say(finding(`program.${name}`, "safe", call, `\`${name} --version\` prints its version.`));
    return;
  }
  if (readShownFiles(call, judge, scope) === "table" && readers.get(name)?.(call, judge, scope) === "judged") return;
  const program = findProgram(name);
  if (program) {
    judgeByTable(program, call, judge, scope);
    return;
  }
  const why = `What \`${name}\` does is not in the tables.`;
  judge.say(
    finding("program.unknown", "unknown", call, why, "Add it to the tables, or look at it and approve it by hand"),
  );
  // A program that nobody knows may be a wrapper: what it is given to run still counts.
  const at = call.args.findIndex(({ text, kind }) => kind === "constant" && isGrave(text));
  if (at >= 0) judgeWords(call.args.slice(at), judge, scope);
}

const graveWords = new Set(
  "rm shred dd mkfs reboot shutdown halt poweroff wipefs dropdb truncate unlink kill pkill killall".split(" "),
);

function isGrave(text: string): boolean {
  return graveWords.has(text.slice(text.lastIndexOf("/") + 1));
}

function judgeHiddenProgram(program: Argument, judge: Judge): void {
  if (program.kind === "blank") {
    judge.say(finding("shell.dynamic-program", "unknown", program, "Which program runs is only known when it runs."));
    return;
  }
  judge.say(
    finding(
      "shell.hidden-program",
      "dangerous",
      program,
      "Which program runs is hidden behind something that is only known when it runs.",
    ),
  );
}
