import type { Dialect, Evidence, SourceRange } from "@steadyhand/core/risk";
import { parse } from "unbash";
import { insideText } from "../inside-text.ts";
import type { Argument } from "../programs/call.ts";
import type { Programs } from "../programs/programs.ts";
import { builtInPrograms } from "../programs/registry.ts";
import { prepareText, runsNothing } from "../scan.ts";
import type { Judge } from "../scope.ts";
import {
  type Hearing,
  innerScope,
  judgeScript,
  judgeTop,
  openJudge,
  type SqlJudge,
  tooDeep,
} from "../shell/judge-shell.ts";
import type { SqlGrammar } from "../sql/grammar.ts";
import { judgeSql } from "../sql/judge-sql.ts";
import { withoutFilled } from "../without-filled.ts";
import { type Draft, deepest, finish, moveTo, newDraft, place } from "./draft.ts";
import type { Explained } from "./explained.ts";
import { outlineScript } from "./outline-script.ts";
import { showWords } from "./show-words.ts";

/** The syntax tree of a command with the verdict at each node: what `scan` finds, where it was found. */
export function explain(
  text: string,
  dialect: Dialect,
  grammar: SqlGrammar,
  programs: Programs = builtInPrograms,
): Explained {
  const whole = { start: 0, end: text.length };
  const { evidence, readable } = prepareText(text, dialect);
  const isSql = dialect === "sql" && readable !== undefined;
  const root = newDraft(isSql ? "sql" : "text", 0, text.length, text, isSql ? "SQL" : "text");
  const sql: SqlJudge = (statement, range, client) => judgeSql(statement, range, client, grammar);
  if (isSql) root.findings.push(...sql(text, whole, "any"));
  else if (readable !== undefined) {
    const means: Means = {
      sql,
      programs,
      place: { isElsewhere: false },
      heard: { count: 0 },
      hasBlanks: readable !== text,
    };
    const listener = listen(text, readable, root, means);
    judgeTop(readable, listener.hearing);
    if (means.heard.count === 0) root.findings.push(runsNothing(whole));
    listener.end();
  }
  for (const one of evidence) place(root, one);
  return finish(root);
}

interface Means {
  readonly sql: SqlJudge;
  readonly programs: Programs;
  readonly place: Judge["place"];
  readonly heard: { count: number };
  readonly hasBlanks: boolean;
}

interface Listener {
  readonly hearing: Hearing;
  /** Puts everything in its place, when all of the script has been judged. */
  end(): void;
}

/** What lies inside a word: a script or SQL, with the place of that word. */
interface Inner {
  readonly draft: Draft;
  readonly range: SourceRange;
}

/**
 * Follows how one script is judged. `text` is what is shown and `readable` what is judged: the same, with blanks filled
 * in. A script inside a word is followed by a listener of its own, in positions of its own.
 */
function listen(text: string, readable: string, root: Draft, means: Means): Listener {
  const said: Evidence[] = [];
  const calls: (readonly Argument[])[] = [];
  const inner: Inner[] = [];
  const say = (evidence: Evidence) => {
    means.heard.count++;
    const inside = insideText(evidence, readable.length);
    said.push(means.hasBlanks ? withoutFilled(inside) : inside);
  };
  const hearing: Hearing = {
    programs: means.programs,
    place: means.place,
    say,
    observe: (words) => calls.push(words),
    sql(statement, range, client) {
      const findings = [...means.sql(statement, range, client)];
      means.heard.count += findings.length;
      const draft = newDraft("sql", range.start, range.end, statement, "SQL in a word");
      inner.push({ draft: { ...draft, findings }, range });
      return [];
    },
    script(script, range, scope) {
      const refusal = tooDeep(range, scope);
      if (refusal) {
        say(refusal);
        return;
      }
      const draft = newDraft("script", 0, script.length, script, "script in a word");
      const listener = listen(script, script, draft, means);
      try {
        const judge = openJudge(listener.hearing, scope.work);
        const whole = { start: 0, end: script.length };
        // What it reads stands outside of it, where positions of its own do not reach: told of all of it.
        const input = scope.input.kind === "text" ? { ...scope.input, range: whole } : scope.input;
        judgeScript(script, judge, innerScope(script, { ...scope, input }, undefined), whole);
      } finally {
        // Where there was too much to do, what had been found by then is shown all the same.
        listener.end();
        const at = text.indexOf(script, range.start);
        const isVerbatim = script !== "" && at >= 0 && at + script.length <= range.end;
        moveTo(draft, isVerbatim ? { shift: at } : { range });
        inner.push({ draft, range });
      }
    },
  };
  return {
    hearing,
    end() {
      root.children.push(...outlineScript(parse(readable), text));
      for (const words of calls) showWords(root, words, { text, readable });
      const homes = inner.map(({ range }) => deepest(root, range));
      for (const evidence of said) place(root, evidence);
      for (const [index, { draft }] of inner.entries()) homes[index]?.children.push(draft);
    },
  };
}
