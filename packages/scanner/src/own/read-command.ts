import type { Effect, Reach, Risk } from "@steadyhand/core/risk";
import { judgeCharacters } from "../characters.ts";
import { orderOfRisk, riskOfEffect } from "../programs/effects.ts";
import type { NeededFlag, PathWords } from "../programs/path-words.ts";
import type { OwnCommand } from "./own-programs.ts";
import { type OwnProblem, type Place, problem } from "./problem.ts";
import { readFlags } from "./read-flags.ts";
import { suggest } from "./suggest.ts";
import type { Located, LocatedEntry } from "./yaml-source.ts";

const effects = Object.keys(riskOfEffect);
const reaches = ["one", "many", "all"];
const risks = Object.keys(orderOfRisk);

/** What may be said of a subcommand. */
export const commandKeys = ["effect", "flags", "operands", "reach", "why", "undo", "risk"];

interface Reading {
  readonly path: PathWords;
  readonly at: Place;
  readonly entries: readonly LocatedEntry[];
  readonly problems: OwnProblem[];
}

/** Reads what is said of one subcommand. */
export function readCommand({ path, at, entries, problems }: Reading): OwnCommand | undefined {
  const find = (key: string) => entries.find((entry) => entry.key === key)?.value;
  const effect = oneOf<Effect>({ value: find("effect"), words: effects, what: "effect", problems });
  if (find("effect") === undefined) problems.push(problem(at, "There is no effect", { allowed: effects.join(", ") }));
  const reach = oneOf<Reach>({ value: find("reach"), words: reaches, what: "reach", problems });
  const risk = oneOf<Risk>({ value: find("risk"), words: risks, what: "risk", problems });
  const flags = readFlags(find("flags"), problems);
  const why = readWhy(find("why"), problems);
  const undo = readUndo(find("undo"), problems);
  const maxOperands = readOperands(find("operands"), problems);
  if (effect === undefined) return undefined;
  const natural = riskOfEffect[effect];
  if (risk !== undefined && orderOfRisk[risk] < orderOfRisk[natural]) {
    const allowed = risks.filter((one) => orderOfRisk[one as Risk] >= orderOfRisk[natural]).join(", ");
    const what = `What ${effect} is ${natural}, and cannot be made less by saying ${risk}`;
    problems.push(problem(find("risk")?.at ?? at, what, { allowed }));
  }
  return { path: { ...path, maxOperands }, effect, risk: risk ?? natural, flags, reach, why, undo };
}

interface Choice {
  readonly value: Located | undefined;
  readonly words: readonly string[];
  readonly what: string;
  readonly problems: OwnProblem[];
}

function oneOf<Word extends string>({ value, words, what, problems }: Choice): Word | undefined {
  if (value === undefined) return undefined;
  const given = value.kind === "scalar" ? String(value.value) : "";
  // The caller's list holds exactly the words of its type.
  if (words.includes(given)) return given as Word;
  const text = value.kind === "scalar" ? `\`${given.slice(0, 40)}\` is no ${what}` : `The ${what} is not one word`;
  problems.push(problem(value.at, text, { allowed: words.join(", "), suggestion: suggest(given, words) }));
  return undefined;
}

function readWhy(value: Located | undefined, problems: OwnProblem[]): string | undefined {
  if (value === undefined) return undefined;
  const text = value.kind === "scalar" && typeof value.value === "string" ? value.value.trim() : "";
  const isPlain = text !== "" && text.length <= 200 && !/\p{Cc}/u.test(text) && judgeCharacters(text).length === 0;
  if (isPlain) return text;
  problems.push(
    problem(value.at, "The reason cannot be shown", { allowed: "one line of at most 200 plain characters" }),
  );
  return undefined;
}

function readUndo(value: Located | undefined, problems: OwnProblem[]): string | undefined {
  if (value === undefined) return undefined;
  const text = value.kind === "scalar" && typeof value.value === "string" ? value.value.trim() : "";
  const words = text.split(/ +/);
  const isWord = (word: string) => /^(?:\$\*|(?:[A-Za-z0-9@%+=:,./_-]|\$[0-9])+)$/.test(word);
  if (text !== "" && text.length <= 200 && words.every(isWord)) return words.join(" ");
  const allowed = "words of the same program, where `$1` is an operand, `$*` all of them and `$0` none";
  problems.push(problem(value.at, "The undo is not a subcommand", { allowed }));
  return undefined;
}

function readOperands(value: Located | undefined, problems: OwnProblem[]): number | undefined {
  if (value === undefined) return undefined;
  if (value.kind === "scalar" && Number.isInteger(value.value) && Number(value.value) >= 0 && Number(value.value) <= 99)
    return Number(value.value);
  problems.push(
    problem(value.at, "The number of operands is none", { allowed: "0 to 99: at most so many further words" }),
  );
  return undefined;
}

/** Reads the words and flags that lead to a subcommand: `order list`, `deploy --prune`, `*` for the program itself. */
export function readPath({ key, keyAt }: LocatedEntry, problems: OwnProblem[]): PathWords | undefined {
  const tokens = key.trim().split(/ +/);
  const words: string[] = [];
  const needs: NeededFlag[] = [];
  for (const token of tokens) {
    const flag = /^(--?[A-Za-z0-9][A-Za-z0-9_-]*)(?:=([A-Za-z0-9_.:/@-]+))?$/.exec(token);
    if (flag?.[1] !== undefined) needs.push({ flag: flag[1], value: flag[2] });
    else if (/^(?:\*|[A-Za-z0-9][A-Za-z0-9_.:@+-]*)$/.test(token) && needs.length === 0) words.push(token);
    else {
      const allowed = "words, `*` for any one word, then flags: `order list`, `site * show`, `deploy --prune`";
      problems.push(problem(keyAt, `\`${key.slice(0, 60)}\` does not lead to a subcommand`, { allowed }));
      return undefined;
    }
  }
  const isItself = words.length === 1 && words[0] === "*";
  return { words: isItself ? [] : words, needs, operandTest: undefined, maxOperands: undefined };
}
