import type { Dialect } from "@steadyhand/core/risk";
import type { VariableForm } from "@steadyhand/core/runbook";
import { anglePlaceholders } from "./angle-placeholders.ts";
import { bracePlaceholderAt } from "./brace-placeholders.ts";
import { expansionAt } from "./expansions.ts";
import { type ShellPlace, ShellWalk } from "./shell-walk.ts";

export interface FoundVariable {
  readonly name: string;
  readonly form: VariableForm;
  readonly from: number;
  readonly to: number;
  readonly default?: string;
}

/** Every place in a command that somebody has to fill in, in order. Names the shell itself knows are left out. */
export function findVariables(text: string, dialect: Dialect): readonly FoundVariable[] {
  if (!/[<${]/.test(text)) return [];
  const found: FoundVariable[] = anglePlaceholders(text).map(({ start, end, name }) => ({
    name,
    form: "<name>",
    from: start,
    to: end,
  }));
  if (dialect === "sql") findInSql(text, found);
  else findInShell(text, found);
  return found.sort((a, b) => a.from - b.from);
}

function findInShell(text: string, found: FoundVariable[]): void {
  const walk = new ShellWalk(text);
  for (let place = walk.next(); place !== undefined; place = walk.next()) {
    const variable = variableAt(text, place);
    if (variable !== undefined) found.push(variable);
  }
}

function variableAt(text: string, place: ShellPlace): FoundVariable | undefined {
  if (place.char === "$") return place.expands ? expansionAt(text, place.at) : undefined;
  return bracePlaceholderAt(text, place);
}

function findInSql(text: string, found: FoundVariable[]): void {
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "$") {
      const tag = /^\$[A-Za-z_]\w{0,62}\$/.exec(text.slice(at, at + 66))?.[0];
      if (tag !== undefined) {
        at += tag.length - 1;
        continue;
      }
      const variable = expansionAt(text, at);
      if (variable !== undefined) found.push(variable);
    } else if (char === "{") {
      const variable = bracePlaceholderAt(text, {
        at,
        char,
        expands: true,
        isQuoted: false,
        program: "",
        word: "",
        wordBefore: "",
      });
      if (variable !== undefined) found.push(variable);
    }
  }
}
