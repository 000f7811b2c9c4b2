import type { CodeKind } from "./code-kind.ts";
import { looksLikeOutput } from "./output-line.ts";
import { anglePromptLength, promptOf, rootPromptLength } from "./prompts.ts";
import { isCertainCommand } from "./shell-likeness.ts";

export interface PromptedLine {
  readonly kind: "shell" | "sql" | "continuation" | "comment" | "output";
  readonly from: number;
  /** Where what was typed begins, after the prompt. */
  readonly typedFrom: number;
  /** The line break is not part of it. */
  readonly to: number;
}

/** Reads each line of a code block for the prompt it begins with. */
export function readPrompts(text: string, kind: CodeKind): readonly PromptedLine[] {
  const lines = splitLines(text);
  const hasDollar = lines.some(({ from, to }) => promptOf(text.slice(from, Math.min(to, from + 400))) !== undefined);
  const isRootSession = hasDollar || isAllRoot(text, lines, kind);
  const isAngleSession = !hasDollar && isAngle(text, lines);
  return lines.map(({ from, to }) => {
    const line = text.slice(from, to);
    const prompt = promptOf(line);
    if (prompt?.kind === "shell" || prompt?.kind === "sql") {
      return { kind: prompt.kind, from, typedFrom: from + prompt.length, to };
    }
    if (prompt?.kind === "sql-continuation") return { kind: "continuation", from, typedFrom: from + prompt.length, to };
    const root = rootPromptLength(line);
    if (root > 0) {
      const isCommand = isRootSession && isRootCommand(line.slice(root));
      return { kind: isCommand ? "shell" : "comment", from, typedFrom: from + root, to };
    }
    const angle = anglePromptLength(line);
    if (angle > 0) return { kind: isAngleSession ? "shell" : "continuation", from, typedFrom: from + angle, to };
    return { kind: line.trimStart().startsWith("#") ? "comment" : "output", from, typedFrom: from, to };
  });
}

/** Whether the block is a session at a prompt. Data and foreign code need a prompt with a certain command to count as one. */
export function hasPrompts(lines: readonly PromptedLine[], kind: CodeKind): boolean {
  const first = lines.find((line) => line.kind !== "comment" && line.to > line.from);
  if (kind === "other") return first !== undefined && first.kind === "shell" && first === lines[0];
  return lines.some((line) => line.kind === "shell" || line.kind === "sql");
}

/** `# systemctl restart nginx` at a root prompt and not `# restart nginx`, a comment. */
function isRootCommand(typed: string): boolean {
  return isCertainCommand(typed) || /^(?:ls|df|exit|reboot|pwd|mount|uptime|dmesg|ps|w)$/.test(typed.trim());
}

/** Without any other prompt: every line that begins with a hash is a command, and the others are output at most. */
function isAllRoot(text: string, lines: readonly { from: number; to: number }[], kind: CodeKind): boolean {
  if (kind === "other" || kind === "sql") return false;
  const contents = lines.map(({ from, to }) => text.slice(from, to)).filter((line) => line.trim() !== "");
  const [first = ""] = contents;
  const hashed = contents.filter((line) => rootPromptLength(line) > 0);
  if (hashed.length === 0 || rootPromptLength(first) === 0) return false;
  if (!hashed.every((line) => isRootCommand(line.slice(rootPromptLength(line))))) return false;
  const mayBeOutput = (line: string): boolean =>
    !isCertainCommand(line) && (kind === "unsaid" || looksLikeOutput(line));
  return contents.every((line) => rootPromptLength(line) > 0 || mayBeOutput(line));
}

/** fish, cmd.exe and people prompt with `>`: only where the first line does so with a certain command. */
function isAngle(text: string, lines: readonly { from: number; to: number }[]): boolean {
  const first = lines.find(({ from, to }) => text.slice(from, to).trim() !== "");
  if (first === undefined) return false;
  const line = text.slice(first.from, first.to);
  const length = anglePromptLength(line);
  return length > 0 && isCertainCommand(line.slice(length));
}

function splitLines(text: string): { from: number; to: number }[] {
  const lines: { from: number; to: number }[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
    lines.push({ from, to: at });
    from = at + 1;
  }
  lines.push({ from, to: text.length });
  return lines;
}
