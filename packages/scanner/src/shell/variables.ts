import { forEachChild, type SyntaxNode, type Word, type WordPart } from "unbash";
import type { Scope, VariableValue } from "../scope.ts";
import { spend, type Work } from "../work.ts";

const dynamic: VariableValue = { kind: "dynamic" };
/** Stands for every name that is not in the map. */
const anyOther = "*";
/** Before a name: whatever is assigned to it from here on, it stays unknown. */
const forGood = "!";

/** What a variable holds at this point of the text, or nothing when the text has not touched it. */
export function lookUp(name: string, scope: Scope): VariableValue | undefined {
  const { variables } = scope;
  if (variables.size === 0) return undefined;
  if (variables.has(forGood + anyOther) || variables.has(forGood + name)) return dynamic;
  return variables.get(name) ?? variables.get(anyOther);
}

/** Something nobody can read may have set any variable. */
export function forgetAll(scope: Scope): void {
  for (const name of scope.variables.keys()) if (!name.startsWith(forGood)) scope.variables.set(name, dynamic);
  scope.variables.set(anyOther, dynamic);
}

/** From here on its value is not what is assigned: it is read-only, computed, a reference, or set by a function. */
export function distrust(name: string, scope: Scope): void {
  scope.variables.set(forGood + name, dynamic);
}

/** Whether what is assigned to it becomes something else: a number, another variable's value. */
export function isDistrusted(name: string, scope: Scope): boolean {
  return scope.variables.has(forGood + name);
}

/** From here on no variable is what was assigned to it. */
export function distrustAll(scope: Scope): void {
  scope.variables.set(forGood + anyOther, dynamic);
}

/** Another shell starts with what was exported to it; which of the text's variables were, nobody knows. */
export function inAnotherShell(scope: Scope): Scope {
  const variables = new Map<string, VariableValue>();
  for (const name of scope.variables.keys()) variables.set(name, dynamic);
  return { ...scope, variables, functions: new Set() };
}

/** What a branch that may not have run has assigned is not known afterwards. */
export function mergeBranch(branch: Scope, scope: Scope): void {
  for (const [name, value] of branch.variables) {
    if (scope.variables.get(name) === value) continue;
    scope.variables.set(name, value.kind === "constant" ? { kind: "dynamic", maybe: value.text } : dynamic);
  }
}

/** What a piece of the syntax tree may assign, itself or by what it calls. */
export interface Assigned {
  readonly names: ReadonlySet<string>;
  /** Whether it may set any variable at all. */
  readonly isOpen: boolean;
}

/** What a body may set: it counts on a loop's second round and whenever a function is called. */
export function assignedIn(body: SyntaxNode, work: Work): Assigned {
  const names = new Set<string>();
  let isOpen = false;
  const visit = (node: SyntaxNode): void => {
    spend(work, 1 / 8);
    for (const name of namesOf(node)) {
      if (name === undefined) isOpen = true;
      else names.add(name);
    }
    forEachChild(node, visit);
  };
  visit(body);
  return { names, isOpen };
}

/** The names one node sets; `undefined` stands for one that cannot be told. */
function namesOf(node: SyntaxNode): readonly (string | undefined)[] {
  switch (node.type) {
    case "Assignment":
      return [node.name];
    case "For":
    case "Select":
      return [node.name.value];
    case "Coproc":
      return [node.name?.value ?? "COPROC"];
    case "FileDescriptorVariable":
      return [node.name];
    case "ParameterExpansion":
      return node.operation?.type === "Default" && node.operation.operator.endsWith("=") ? [node.parameter] : [];
    case "ArithmeticBinary":
      return /^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator) ? [arithmeticName(node.left)] : [];
    case "ArithmeticUnary":
      return node.operator === "++" || node.operator === "--" ? [arithmeticName(node.operand)] : [];
    case "Command":
      return namesOfCommand([
        ...(node.name ? [node.name] : []),
        ...node.suffix.filter((item): item is Word => item.type === "Word"),
      ]);
    default:
      return [];
  }
}

/** The variable on the left of an assignment inside arithmetic. */
export function arithmeticName(node: SyntaxNode): string | undefined {
  return node.type === "ArithmeticWord" ? /^[A-Za-z_]\w*/.exec(node.value)?.[0] : undefined;
}

const setters = new Set("read mapfile readarray declare typeset local export readonly getopts unset let".split(" "));
/** These set a variable only when told to. */
const setsWith: Readonly<Record<string, string>> = { printf: "-v", wait: "-p" };

function namesOfCommand(words: readonly Word[]): readonly (string | undefined)[] {
  const [program, ...rest] = words;
  const name = program?.value ?? "";
  if (name === "command" || name === "builtin") return namesOfCommand(rest);
  if (name === "eval" || name === "source" || name === ".") return [undefined];
  const flag = setsWith[name];
  if (flag !== undefined) return rest[0]?.value.startsWith(flag) ? [nameIn(rest[0], 2), nameIn(rest[1], 0)] : [];
  return setters.has(name) ? rest.map((word) => nameIn(word, 0)) : [];
}

function nameIn(word: Word | undefined, from: number): string | undefined {
  if (!word) return "";
  return word.parts?.some(isOpenPart) ? undefined : (/^[A-Za-z_]\w*/.exec(word.value.slice(from))?.[0] ?? "");
}

function isOpenPart(part: WordPart): boolean {
  if (part.type === "DoubleQuoted") return part.parts.some(({ type }) => type !== "Literal");
  return part.type !== "Literal" && part.type !== "SingleQuoted" && part.type !== "Glob";
}
