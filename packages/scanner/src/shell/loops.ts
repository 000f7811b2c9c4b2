import { type CompoundList, forEachChild, type SyntaxNode, type Word } from "unbash";
import type { Argument } from "../programs/call.ts";
import type { Scope, VariableValue } from "../scope.ts";
import { isPlainWord, resolveWord } from "./words.ts";

/** A loop over a few constant words whose variable decides what runs is judged word by word. */
export function roundsOf(
  value: VariableValue,
  name: string,
  wordlist: readonly Word[] | undefined,
  body: CompoundList,
  scope: Scope,
): readonly VariableValue[] {
  if (value.kind !== "plain" || !decides(name, body)) return [value];
  const words = (wordlist ?? []).flatMap((word) => resolveWord(word, scope));
  if (words.length > maxRounds || words.some(({ kind }) => kind !== "constant")) return [value];
  return words.map(({ text }) => ({ kind: "constant", text }));
}

const maxRounds = 8;

/** Whether a variable is one of the first words of a command: the program, its subcommand, or what a wrapper runs. */
function decides(name: string, body: SyntaxNode): boolean {
  const isVariable = (word: SyntaxNode | undefined) =>
    word?.type === "Word" && word.text.includes("$") && word.text.replace(/["${}]/g, "") === name;
  let found = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command") found ||= isVariable(node.name) || node.suffix.slice(0, 3).some(isVariable);
    forEachChild(node, visit);
  };
  visit(body);
  return found;
}

export function loopValue(wordlist: readonly Word[] | undefined, scope: Scope): VariableValue {
  if (!wordlist) return { kind: "dynamic" };
  const words = wordlist.flatMap((word) => resolveWord(word, scope));
  if (words.some(({ kind }) => kind === "dynamic")) return { kind: "dynamic" };
  const isPlain = ({ kind, text }: Argument) =>
    kind === "blank" || isPlainWord(kind === "glob" ? text.replace(/[*?[\]]/g, "") : text);
  const [only, ...others] = words;
  if (only?.kind === "constant" && others.length === 0) return { kind: "constant", text: only.text };
  if (words.every(({ kind }) => kind !== "glob")) return words.every(isPlain) ? { kind: "plain" } : { kind: "dynamic" };
  return words.every((word) => isPlain(word) || /^[*?[]/.test(word.text)) ? { kind: "glob" } : { kind: "dynamic" };
}
