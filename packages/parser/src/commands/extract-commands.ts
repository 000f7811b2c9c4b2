import type { Dialect } from "@steadyhand/core/risk";
import type { CommandOrigin } from "@steadyhand/core/runbook";
import type { Code } from "../blocks/block.ts";
import { type MappedText, MappedTextBuilder } from "../text/mapped-text.ts";
import { maxSteps, TooManyStepsError } from "../too-many-steps-error.ts";
import { codeKind } from "./code-kind.ts";
import { joinContinuations } from "./join-continuations.ts";
import { hasPrompts, type PromptedLine, readPrompts } from "./prompted-lines.ts";
import { readScript } from "./read-script.ts";
import { isCertainCommand } from "./shell-likeness.ts";
import { splitScript } from "./split-script.ts";
import { looksLikeSql, splitSql } from "./split-sql.ts";

/** A command as a code block or a sentence holds it. */
export interface FoundCommand {
  readonly text: string;
  readonly dialect: Dialect;
  readonly origin: CommandOrigin;
  /** What it was read from, character by character. */
  readonly mapped: MappedText;
  /** The comment line right above it, without its mark. */
  readonly comment: string | undefined;
}

/** Every command of a code block in order. Blocks that hold data, code in other languages or only output give none. */
export function extractCommands(block: Code): readonly FoundCommand[] {
  const kind = codeKind(block.language);
  const { text } = block.code;
  if (text.trim() === "") return [];
  const prompted = readPrompts(text, kind);
  if (hasPrompts(prompted, kind)) return fromPrompts(block, prompted);
  if (kind === "other") return [];
  const isShellFirst = kind === "sql" && isCertainCommand(text.trim().split("\n", 1)[0] ?? "");
  if ((kind === "sql" && !isShellFirst) || looksLikeSql(text)) return sqlCommands(block.code, block.origin);
  return readScript(text, kind === "unsaid" ? "strict" : "lenient").map(({ from, to, dialect, comment }) =>
    found(block.code.slice(from, to), dialect, block.origin, comment),
  );
}

function fromPrompts(block: Code, lines: readonly PromptedLine[]): readonly FoundCommand[] {
  const commands: FoundCommand[] = [];
  let comment: string | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) break;
    if (line.kind === "comment") comment = block.code.text.slice(line.typedFrom, line.to).trim();
    if (line.kind === "output" && block.code.text.slice(line.from, line.to).trim() !== "") comment = undefined;
    if (line.kind !== "shell" && line.kind !== "sql") continue;
    const typed = typedText(block.code, lines, i);
    const added = line.kind === "sql" ? sqlTyped(typed) : shellTyped(typed);
    if (commands.length > maxSteps) throw new TooManyStepsError();
    for (const command of added) commands.push({ ...command, comment: command.comment ?? comment });
    comment = undefined;
  }
  return commands;
}

/** What was typed at the prompt of line `first` and below it, up to the next prompt; prompts of continued lines taken off. */
function typedText(code: MappedText, lines: readonly PromptedLine[], first: number): MappedText {
  const out = new MappedTextBuilder();
  for (let i = first; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || (i > first && (line.kind === "shell" || line.kind === "sql"))) break;
    if (i > first && line.kind === "comment" && !isOpen(out)) break;
    out.addSlice(
      code,
      i === first || line.kind === "continuation" ? line.typedFrom : line.from,
      Math.min(line.to + 1, code.text.length),
    );
  }
  return out.build();
}

function isOpen(out: MappedTextBuilder): boolean {
  return /(?:\\|\||&&)\s*$/.test(out.build().text.slice(-80));
}

/** The first command of what follows a shell prompt; the rest is what it printed. */
function shellTyped(typed: MappedText): readonly FoundCommand[] {
  const firstLine = typed.text.split("\n", 1)[0] ?? "";
  if (looksLikeSql(firstLine) && firstLine.trimEnd().endsWith(";"))
    return sqlCommands(typed.slice(0, firstLine.length), "prompt");
  const lead = typed.text.length - typed.text.trimStart().length;
  const [first] = splitScript(typed.text.slice(0, 8 * 1024));
  if (first === undefined || first.from > Math.max(lead, firstLine.length)) return [];
  return [found(typed.slice(first.from, first.to), "shell", "prompt", undefined)];
}

function sqlTyped(typed: MappedText): readonly FoundCommand[] {
  const [first] = splitSql(typed.text);
  const firstLine = typed.text.split("\n", 1)[0] ?? "";
  if (first === undefined || first.from > firstLine.length) return [];
  const end =
    typed.text.slice(first.from, first.to).includes(";") || first.to <= firstLine.length ? first.to : firstLine.length;
  return [found(typed.slice(first.from, end), "sql", "prompt", undefined)];
}

function sqlCommands(code: MappedText, origin: CommandOrigin): readonly FoundCommand[] {
  return splitSql(code.text).map(({ from, to }) => found(code.slice(from, to), "sql", origin, undefined));
}

function found(mapped: MappedText, dialect: Dialect, origin: CommandOrigin, comment: string | undefined): FoundCommand {
  const text = dialect === "shell" ? joinContinuations(mapped.text) : mapped.text;
  return { text: withPlainBlanks(text), dialect, origin, mapped, comment };
}

/** A no-break space is no blank to a shell: pages bring them in, nobody means them. The page's reader is told of each. */
function withPlainBlanks(text: string): string {
  return text.replaceAll("\u00A0", " ").trim();
}

export function inlineCommand(mapped: MappedText, dialect: Dialect): FoundCommand {
  return found(mapped, dialect, "inline", undefined);
}
