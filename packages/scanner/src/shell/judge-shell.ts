import type { Evidence, SourceRange } from "@steadyhand/core/risk";
import { parse } from "unbash";
import { insideText } from "../inside-text.ts";
import { judgeOwn, judgeOwnBeside } from "../own/judge-own.ts";
import type { Argument, Call } from "../programs/call.ts";
import { canonicalName } from "../programs/canonical-name.ts";
import type { Carrier } from "../programs/carrier.ts";
import { judgeByTable } from "../programs/judge-call.ts";
import type { Programs } from "../programs/programs.ts";
import { builtInPrograms } from "../programs/registry.ts";
import { readers, readShownFiles } from "../readers/index.ts";
import { finding, type Judge, type Scope, type SqlClient } from "../scope.ts";
import { deeper, newWork, spend, TooMuchWork, type Work } from "../work.ts";
import { joinLines } from "./join-lines.ts";
import { walkScript } from "./walk.ts";
import { wasWritten } from "./written-files.ts";

/** Scripts inside scripts (`bash -c "bash -c …"`) deeper than this are not followed. */
const maxDepth = 32;

/** Judges SQL for the shell's clients. */
export type SqlJudge = (text: string, range: SourceRange, client: SqlClient) => readonly Evidence[];

/** Is told the words of every command that is judged, as far as they are resolved. */
export type WordsObserver = (words: readonly Argument[]) => void;

/** Judges shell text: every command of it, wherever it stands. */
export function judgeShell(
  text: string,
  sql: SqlJudge,
  observe?: WordsObserver,
  programs: Programs = builtInPrograms,
): Evidence[] {
  const found: Evidence[] = [];
  judgeTop(text, { programs, sql, observe, say: (evidence) => found.push(insideText(evidence, text.length)) });
  return found;
}

/** Who is told what is found, and by what it is judged. */
export interface Hearing {
  readonly programs: Programs;
  readonly sql: SqlJudge;
  readonly say: (evidence: Evidence) => void;
  readonly observe?: WordsObserver | undefined;
  /** Judges a script found in a word in another way than as a part of that word. */
  readonly script?: Judge["script"];
  readonly place?: Judge["place"];
}

/** Judges a whole text from its beginning. */
export function judgeTop(text: string, hearing: Hearing): void {
  const work = newWork();
  const scope: Scope = {
    work,
    depth: 0,
    variables: new Map(),
    functions: new Set(),
    written: new Set(),
    range: undefined,
    input: { kind: "none" },
    insideFunction: undefined,
  };
  const range = { start: 0, end: text.length };
  try {
    judgeScript(text, openJudge(hearing, work), scope, range);
  } catch (error) {
    hearing.say(finding("limit.work", "unknown", range, whyTooMuch(error)));
  }
}

/** Makes what walks and readers judge by. */
export function openJudge(hearing: Hearing, work: Work): Judge {
  const { programs, sql, observe, place = { isElsewhere: false } } = hearing;
  const judge: Judge = {
    programs,
    place,
    say(evidence) {
      spend(work, 1);
      // A variable that is set for a command can lead all that follow elsewhere.
      if (evidence.rule === "shell.environment") place.isElsewhere = true;
      hearing.say(evidence);
    },
    script(inner, range, scope) {
      spend(work, 4 + inner.length / 16);
      deeper(work, () =>
        hearing.script ? hearing.script(inner, range, scope) : judgeInner(inner, range, judge, scope),
      );
    },
    tree(script, scope) {
      spend(work, 2);
      walkScript(script, judge, scope);
    },
    words(words, scope) {
      observe?.(words);
      spend(work, 6 + words.length / 2);
      deeper(work, () => judgeWords(words, judge, scope));
    },
    sql(statement, range, client) {
      spend(work, 24 + statement.length / 2);
      for (const evidence of sql(statement, range, client)) hearing.say(evidence);
    },
    knows: programs.knows,
  };
  return judge;
}

/** A text that lies too deep in itself even for the parser overflows the stack. Anything else is our own mistake. */
function whyTooMuch(error: unknown): string {
  if (error instanceof TooMuchWork) return error.message;
  if (error instanceof RangeError) return "Too much of it lies inside one another.";
  throw error;
}

function judgeInner(text: string, range: SourceRange, judge: Judge, scope: Scope): void {
  const refusal = tooDeep(range, scope);
  if (refusal) {
    judge.say(refusal);
    return;
  }
  const { start, end } = range;
  judgeScript(text, judge, innerScope(text, scope, { start, end }), range);
}

/** What is said where scripts lie too deep inside one another to be followed. */
export function tooDeep(range: SourceRange, scope: Scope): Evidence | undefined {
  if (scope.depth < maxDepth) return undefined;
  return finding("limit.depth", "unknown", range, `More than ${maxDepth} scripts lie inside one another.`);
}

/** What a script in a word begins with. `range` is where its findings are told of, or nothing for its own positions. */
export function innerScope(text: string, scope: Scope, range: SourceRange | undefined): Scope {
  return {
    ...scope,
    depth: scope.depth + 1,
    range,
    variables: new Map(scope.variables),
    functions: new Set(),
    carrier: typeof scope.carrier === "object" ? { ...scope.carrier, script: text } : "untold",
  };
}

/** Judges one script. */
export function judgeScript(text: string, judge: Judge, scope: Scope, range: SourceRange): void {
  const joined = joinLines(text);
  if (joined) {
    judgeScript(joined.text, judge, { ...scope, range: { start: range.start, end: range.end } }, range);
    if (joined.isCertain) return;
  }
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
  if (slash >= 0 && wasWritten(program.text, scope))
    judge.say(
      finding("shell.written-file", "dangerous", program, `Runs ${program.text}, which this text itself has written.`),
    );
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
  judgeCall({ name, words, args, ...range }, judge, scope);
}

const saysItsVersion = new Set(
  "sqlite3 mongosh mongo mysql mariadb psql redis-cli valkey-cli find sed awk gawk tar curl wget xargs jq tee dd".split(
    " ",
  ),
);

function judgeCall(call: Call, judge: Judge, scope: Scope): void {
  const { name } = call;
  const [only] = call.args;
  if (call.args.length === 1 && only?.kind === "constant" && only.text === "--version" && saysItsVersion.has(name)) {
    judge.say(finding(`program.${name}`, "safe", call, `\`${name} --version\` prints its version.`));
    return;
  }
  if (leadingElsewhere.has(name)) judge.place.isElsewhere = true;
  const carrier: Carrier = { words: call.words, script: undefined, outer: scope.carrier };
  const inside: Scope = { ...scope, carrier };
  if (!judge.programs.isBuiltIn(name)) {
    judgeForeign(call, judge, inside, scope);
    return;
  }
  judgeBuiltIn(call, judge, inside, scope);
  const own = judge.programs.findOwn(name);
  if (own) judgeOwnBeside(own, call, judge, scope);
}

function judgeBuiltIn(call: Call, judge: Judge, inside: Scope, scope: Scope): void {
  const { name } = call;
  if (readShownFiles(call, judge, inside) === "table" && readers.get(name)?.(call, judge, inside) === "judged") return;
  const program = judge.programs.find(name);
  if (program) {
    judgeByTable(program, call, judge, scope);
    return;
  }
  sayUnknown(call, judge, inside);
}

/** A program that only an author's own file may know. */
function judgeForeign(call: Call, judge: Judge, inside: Scope, scope: Scope): void {
  const own = judge.programs.findOwn(call.name);
  if (!own) sayUnknown(call, judge, inside);
  else if (judgeOwn(own, call, judge, scope) === "unlisted") judgeGraveWords(call, judge, inside);
}

function sayUnknown(call: Call, judge: Judge, inside: Scope): void {
  const why = `What \`${call.name}\` does is not in the tables.`;
  judge.say(
    finding(
      "program.unknown",
      "unknown",
      call,
      why,
      "Say what it does in programs.yaml, or look at it and approve it by hand",
    ),
  );
  judgeGraveWords(call, judge, inside);
}

/** A program that nobody knows may be a wrapper: what it is given to run still counts. */
function judgeGraveWords(call: Call, judge: Judge, inside: Scope): void {
  const at = call.args.findIndex(({ text, kind }) => kind === "constant" && isGrave(text));
  if (at >= 0) judgeWords(call.args.slice(at), judge, inside);
}

/** After these, later commands act in another folder, by other variables, or are other commands. */
const leadingElsewhere = new Set(
  "cd pushd popd chdir source . eval export declare typeset readonly local set unset alias exec trap enable shopt".split(
    " ",
  ),
);

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
