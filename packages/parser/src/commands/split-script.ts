import type { Statement } from "unbash";
import { maxSteps, TooManyStepsError } from "../too-many-steps-error.ts";
import { hasOpenHereDoc, parseShell, statementEnd } from "./shell-syntax.ts";

/** What belongs together in a script: the statements that begin on one line, to the end of the last. */
export interface ScriptPart {
  readonly from: number;
  readonly to: number;
  /** Absent where the shell's grammar does not accept the line. */
  readonly statement: Statement | undefined;
}

const firstWindowLines = 64;
const maxWindowLines = 512;
const maxWindowLength = 8 * 1024;
/** How often a command that never ends may make us look far ahead, in one script. */
const maxLongLooks = 24;
/** How often looking ahead may be in vain: pasted output is full of apostrophes. */
const maxVainLooks = 200;

/**
 * Splits a script into the commands a person would enter one by one. Reads it in windows that shrink after a line the
 * grammar refuses and grow again after lines it accepts, so that output pasted between commands costs no more than its length.
 */
export function splitScript(text: string): readonly ScriptPart[] {
  return new ScriptSplitter(text).split();
}

class ScriptSplitter {
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #parts: ScriptPart[] = [];
  #longLooks = 0;
  #vainLooks = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lineStarts = lineStarts(text);
  }

  split(): readonly ScriptPart[] {
    let line = 0;
    let size = firstWindowLines;
    while (line < this.#lineStarts.length) {
      // Output counts as well until somebody looks at it: a block of this size is none that people work through.
      if (this.#parts.length > 2 * maxSteps) throw new TooManyStepsError();
      const end = this.#windowEnd(line, size);
      const read = this.#readWindow(line, end);
      if (read.nextLine > line) {
        size = read.isWhole ? Math.min(size * 2, maxWindowLines) : 1;
        line = read.nextLine;
      } else if (read.wantsMore && this.#canGrow(line, end)) {
        size = Math.max(2, (end - line) * 2);
        if (end - line > 8) this.#longLooks++;
      } else {
        if (size > 1) this.#vainLooks++;
        this.#pushBroken(line);
        line++;
        size = 1;
      }
    }
    return this.#parts;
  }

  #canGrow(line: number, end: number): boolean {
    return (
      this.#longLooks < maxLongLooks &&
      this.#vainLooks < maxVainLooks &&
      end < this.#lineStarts.length &&
      end - line < maxWindowLines &&
      this.#start(end + 1) - this.#start(line) < maxWindowLength
    );
  }

  /** Takes every command of the window that is sure to be complete. */
  #readWindow(line: number, end: number): { nextLine: number; isWhole: boolean; wantsMore: boolean } {
    const from = this.#start(line);
    const text = this.#text.slice(from, this.#start(end));
    if (text.trim() === "") return { nextLine: end, isWhole: true, wantsMore: false };
    const script = parseShell(text);
    if (script === undefined) return { nextLine: line, isWhole: false, wantsMore: false };
    const isLast = end >= this.#lineStarts.length;
    const errorAt = Math.min(...(script.errors ?? []).map((error) => error.pos), Number.POSITIVE_INFINITY);
    const groups = this.#groups(script.commands, text, errorAt);
    const isWhole = errorAt === Number.POSITIVE_INFINITY && !groups.endsOpen;
    // The last command may go on below the window, unless nothing does.
    const sure = isWhole && !isLast ? groups.parts.slice(0, -1) : groups.parts;
    const isAlone = isWhole && !isLast && sure.length === 0 && groups.parts.length > 0;
    if (isAlone && (text.trimEnd().endsWith("\\") || !this.#canGrow(line, end))) {
      if (this.#canGrow(line, end)) return { nextLine: line, isWhole: true, wantsMore: true };
      for (const part of groups.parts) this.#push(part, from);
      return { nextLine: end, isWhole: true, wantsMore: false };
    }
    const taken = isAlone ? groups.parts : sure;
    for (const part of taken) this.#push(part, from);
    const last = taken.at(-1);
    if (isWhole && (isLast || isAlone || groups.parts.length === 0))
      return { nextLine: end, isWhole: true, wantsMore: false };
    const nextLine = last === undefined ? this.#firstContentLine(line, end) : this.#lineAt(from + last.to) + 1;
    const wantsMore =
      groups.endsOpen || errorAt >= text.trimEnd().length || isUnterminated(script.errors ?? [], errorAt);
    return { nextLine, isWhole, wantsMore };
  }

  /** Statements that begin on one line form one group. Stops before the first that the grammar did not accept. */
  #groups(statements: readonly Statement[], text: string, errorAt: number): { parts: ScriptPart[]; endsOpen: boolean } {
    const parts: ScriptPart[] = [];
    for (const statement of statements) {
      const to = statementEnd(statement, text);
      if (statement.end <= statement.pos || to > errorAt) break;
      if (hasOpenHereDoc(statement, text)) return { parts, endsOpen: true };
      const last = parts.at(-1);
      if (last !== undefined && !text.slice(last.to, statement.pos).includes("\n") && to >= last.to) {
        parts[parts.length - 1] = { ...last, to };
      } else parts.push({ from: statement.pos, to, statement });
    }
    // What stands on the line of the error is not sure, whole as it looks.
    const last = parts.at(-1);
    if (last !== undefined && errorAt < text.length && !text.slice(last.to, errorAt).includes("\n")) parts.pop();
    return { parts, endsOpen: false };
  }

  #push(part: ScriptPart, offset: number): void {
    this.#parts.push({ ...part, from: part.from + offset, to: part.to + offset });
  }

  #pushBroken(line: number): void {
    const from = this.#start(line);
    const text = this.#text.slice(from, this.#start(line + 1));
    const content = text.trim();
    if (content === "" || content.startsWith("#")) return;
    const lead = text.length - text.trimStart().length;
    this.#parts.push({ from: from + lead, to: from + lead + content.length, statement: undefined });
  }

  /** Past the empty lines and comments a window begins with, so that they are not read again. */
  #firstContentLine(line: number, end: number): number {
    let first = line;
    while (first < end) {
      const content = this.#text.slice(this.#start(first), this.#start(first + 1)).trim();
      if (content !== "" && !content.startsWith("#")) break;
      first++;
    }
    return first;
  }

  #windowEnd(line: number, size: number): number {
    let end = Math.min(line + size, this.#lineStarts.length);
    while (end > line + 1 && this.#start(end) - this.#start(line) > maxWindowLength) end = line + ((end - line) >> 1);
    return end;
  }

  #start(line: number): number {
    return this.#lineStarts[line] ?? this.#text.length;
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) < offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function isUnterminated(errors: readonly { readonly message: string; readonly pos: number }[], at: number): boolean {
  return errors.some((error) => error.pos === at && error.message.startsWith("unterminated"));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
