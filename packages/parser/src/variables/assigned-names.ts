import type { Command, SyntaxNode } from "unbash";
import { parseShell, visit } from "../commands/shell-syntax.ts";

const declarers = new Set(["export", "declare", "local", "readonly", "typeset"]);
const readers = new Set(["read", "mapfile", "readarray", "getopts"]);
const mayAssign = /(?:^|[\s;&|({])[A-Za-z_]\w*\+?=|\b(?:for|select|read|mapfile|readarray|getopts|printf\s+-v)\b/;

/** The names that running a shell command gives a value: assignments, loop variables, what is read. */
export function assignedNames(text: string): readonly string[] {
  if (!mayAssign.test(text)) return [];
  const script = parseShell(text);
  if (script === undefined) return [];
  const names: string[] = [];
  for (const statement of script.commands) visit(statement, (node) => namesOf(node, names));
  return names;
}

function namesOf(node: SyntaxNode, names: string[]): void {
  if (node.type === "For" || node.type === "Select") names.push(node.name.value);
  if (node.type !== "Command") return;
  if (node.name === undefined) {
    for (const part of node.prefix) if (part.type === "Assignment" && part.name !== undefined) names.push(part.name);
    return;
  }
  const program = node.name.value;
  if (declarers.has(program)) for (const part of node.suffix) declaredName(part, names);
  if (readers.has(program)) names.push(...plainArguments(node).filter((word) => /^[A-Za-z_]\w*$/.test(word)));
  if (program === "printf") {
    const args = plainArguments(node);
    const variable = args[args.indexOf("-v") + 1];
    if (args.includes("-v") && variable !== undefined) names.push(variable);
  }
}

function declaredName(part: Command["suffix"][number], names: string[]): void {
  if (part.type === "Assignment" && part.name !== undefined) names.push(part.name);
  else if (part.type === "Word") {
    const name = /^([A-Za-z_]\w*)=/.exec(part.text)?.[1];
    if (name !== undefined) names.push(name);
  }
}

function plainArguments(command: Command): readonly string[] {
  return command.suffix.flatMap((part) => (part.type === "Word" ? [part.value] : []));
}
