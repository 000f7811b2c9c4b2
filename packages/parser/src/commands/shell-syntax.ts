import { type Command, forEachChild, type ParsedScript, parse, type Statement, type SyntaxNode } from "unbash";
import { maskPlaceholders } from "../variables/angle-placeholders.ts";

/** Above this nobody typed it, and a hostile nesting of substitutions would take its time. */
const maxLength = 8 * 1024;
const maxNesting = 48;

/** The syntax tree of shell text, its `<placeholders>` taken for words. `undefined` where the text is too long or too deep. */
export function parseShell(text: string): ParsedScript | undefined {
  if (text.length > maxLength || nesting(text) > maxNesting) return undefined;
  // A no-break space is read as the blank it was meant to be; its reader is told of it.
  return parse(maskPlaceholders(text.replaceAll("\u00A0", " ")));
}

/** An upper bound for how deep substitutions and groups nest. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 123) deepest = Math.max(deepest, ++depth);
    else if ((code === 41 || code === 125) && depth > 0) depth--;
  }
  return deepest;
}

/** Where a statement ends, the bodies of its here-documents included. */
export function statementEnd(statement: Statement, text: string): number {
  if (!text.slice(statement.pos, statement.end).includes("<<")) return statement.end;
  let end = statement.end;
  visit(statement, (node) => {
    if (node.type === "HereDoc") end = Math.max(end, node.closing?.end ?? node.body?.end ?? end);
  });
  return end;
}

/** Whether a here-document of it was never closed. */
export function hasOpenHereDoc(statement: Statement, text: string): boolean {
  if (!text.slice(statement.pos, statement.end).includes("<<")) return false;
  let isOpen = false;
  visit(statement, (node) => {
    if (node.type === "HereDoc" && node.closing === undefined) isOpen = true;
  });
  return isOpen;
}

/** Calls `see` with the node and everything below it, from the outside in. */
export function visit(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  forEachChild(node, (child) => visit(child, see));
}

/** The first simple command a statement runs, or `compound` for loops, groups and the like. */
export function leadingCommand(statement: Statement): Command | "compound" {
  let node: SyntaxNode = statement.command;
  while (node.type === "Pipeline" || node.type === "AndOr") {
    const first: SyntaxNode | undefined = node.commands[0];
    if (first === undefined) return "compound";
    node = first;
  }
  return node.type === "Command" ? node : "compound";
}
