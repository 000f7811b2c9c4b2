import type { Dialect } from "@steadyhand/core/risk";
import { anglePlaceholders } from "../variables/angle-placeholders.ts";
import { looksLikeOutput } from "./output-line.ts";
import {
  hasCommandShape,
  isAssignment,
  isCertainStatement,
  isEnglishWord,
  startsKnownProgram,
} from "./shell-likeness.ts";
import { type ScriptPart, splitScript } from "./split-script.ts";
import { looksLikeSql } from "./split-sql.ts";

const headLength = 4096;

export interface ReadCommand {
  readonly from: number;
  readonly to: number;
  readonly dialect: Dialect;
  readonly comment: string | undefined;
}

/**
 * The commands of a code block without prompts. `lenient` blocks are said to be shell: all but output counts. `strict` ones
 * are said to be nothing: they must begin with what is surely a command.
 */
export function readScript(text: string, mode: "lenient" | "strict"): readonly ReadCommand[] {
  const head = headOf(text);
  const headParts = splitScript(head);
  if (mode === "strict" && !beginsWithCommand(headParts, head)) return [];
  const parts = head === text ? headParts : splitScript(text);
  const commands: ReadCommand[] = [];
  let outputUntil = -1;
  let before = 0;
  for (const [i, part] of parts.entries()) {
    const line = text.slice(part.from, part.to);
    const gap = text.slice(before, part.from);
    if (part.from < outputUntil) continue;
    const isKnown = part.statement !== undefined ? startsKnownProgram(part.statement) : startsLikeCommand(line);
    const isOutput = !isKnown && !isAssigned(part) && looksLikeOutput(firstLine(line));
    if (isOutput || !isTyped(part, line, mode, isKnown)) {
      if (commands.length > 0 || isOutput) outputUntil = outputEnd(text, parts, i);
      continue;
    }
    const sql = sqlEnd(text, part);
    commands.push({
      from: part.from,
      to: sql ?? part.to,
      dialect: sql === undefined ? "shell" : "sql",
      comment: commentIn(gap),
    });
    before = part.to;
  }
  return commands;
}

/** Enough to see what a block begins with: most blocks without a language are output, however long. */
function headOf(text: string): string {
  if (text.length <= headLength) return text;
  const end = text.lastIndexOf("\n", headLength);
  return text.slice(0, end < 0 ? headLength : end);
}

function isTyped(part: ScriptPart, line: string, mode: "lenient" | "strict", isKnown: boolean): boolean {
  const { statement } = part;
  if (statement === undefined) return mode === "lenient" ? isKnown || /^[a-z][\w./-]*\s+\S/.test(line) : isKnown;
  if (mode === "lenient") return true;
  return isKnown || isAssignment(statement) || hasCommandShape(statement);
}

function isAssigned({ statement }: ScriptPart): boolean {
  return statement !== undefined && isAssignment(statement);
}

/** A first word alone decides for a line the grammar refuses. */
function startsLikeCommand(line: string): boolean {
  const first = /^\S+/.exec(line)?.[0] ?? "";
  return /^(?:kubectl|docker|psql|mysql|curl|ssh|sudo|aws|gcloud|az|helm|git|systemctl|journalctl|grep|awk|sed|jq|echo|for|while|if|oc)$/.test(
    first,
  );
}

function beginsWithCommand(parts: readonly ScriptPart[], text: string): boolean {
  const first = parts.find((part) => !isAssigned(part)) ?? parts[0];
  if (first === undefined || first.statement === undefined) return false;
  // Settings look like assignments: one with a substitution or something to fill in is typed.
  if (isAssigned(first)) return /\$\(|`/.test(text) || anglePlaceholders(text).length > 0;
  const content = text.slice(first.from, first.to).trim();
  if (isCertainStatement(first.statement)) return true;
  const isOneWord = /^[a-z][\w.-]*$/.test(content);
  if (isOneWord) return text.trim() === content && startsKnownProgram(first.statement) && !isEnglishWord(content);
  return hasCommandShape(first.statement) && !looksLikeOutput(firstLine(content));
}

/** What a program printed goes on to the next empty line, unless a known program stands in between. */
function outputEnd(text: string, parts: readonly ScriptPart[], index: number): number {
  const emptyLine = /\n[ \t]*\n/g;
  emptyLine.lastIndex = parts[index]?.to ?? text.length;
  const end = emptyLine.exec(text)?.index ?? text.length;
  for (let i = index + 1; i < parts.length; i++) {
    const other = parts[i];
    if (other === undefined || other.from >= end) break;
    if (other.statement !== undefined && isCertainStatement(other.statement)) return other.from;
  }
  return end;
}

/** SQL pasted among shell lines keeps its semicolon, which the shell's grammar leaves out. */
function sqlEnd(text: string, part: ScriptPart): number | undefined {
  const lineEnd = text.indexOf("\n", part.from);
  const line = text.slice(part.from, lineEnd < 0 ? text.length : lineEnd).trimEnd();
  return line.endsWith(";") && looksLikeSql(line) ? part.from + line.length : undefined;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

/** The comment lines right above a command, as one text. */
function commentIn(gap: string): string | undefined {
  const lines = gap.trim().split("\n");
  const first = lines.findLastIndex((line) => !line.trim().startsWith("#")) + 1;
  const comment = lines.slice(first).map((line) => line.trim().replace(/^#+\s*/, ""));
  return comment.join(" ").trim() || undefined;
}
