import type { Writable } from "node:stream";
import type { TerminalInput } from "../../io/io.ts";
import type { Size } from "./frame.ts";
import { guardTerminal } from "./guard-terminal.ts";

/** A terminal that is ours alone until `close`: another page of it, without a cursor, and keys as they are pressed. */
export interface TerminalScreen {
  size(): Size;
  /** Shows these lines, one a row. What has not changed is not written again. */
  show(lines: readonly string[]): void;
  /** Gives it back as it was; twice without harm. */
  close(): void;
}

type TerminalOutput = Writable & { readonly columns?: number; readonly rows?: number };

const enter = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
/** Takes everything back that `enter` asked for, also when it is written twice. */
export const leave = "\u001b[?7h\u001b[?25h\u001b[?1049l";
/** Terminals that know it show what is between at once. */
const [together, shown] = ["\u001b[?2026h", "\u001b[?2026l"];

export function openTerminalScreen({
  input,
  output,
  onKeys,
  onResize,
}: {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  /** What was typed at once, as it came. */
  readonly onKeys: (keys: string) => void;
  readonly onResize: () => void;
}): TerminalScreen {
  const guard = guardTerminal(leave);
  let before: readonly string[] = [];
  let isOpen = true;
  const hear = (bytes: Buffer | string) => onKeys(bytes.toString());
  const resized = () => {
    before = [];
    output.write("\u001b[2J");
    onResize();
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    input.off("data", hear);
    output.off("resize", resized);
    process.off("exit", close);
    output.write(leave);
    input.setRawMode?.(false);
    input.pause();
    guard.release();
  };
  // An error that nobody caught ends the process, and this is still heard.
  process.on("exit", close);
  input.setRawMode?.(true);
  input.on("data", hear).resume();
  output.on("resize", resized);
  output.write(enter);
  return {
    size: () => ({ columns: output.columns || 80, rows: output.rows || 24 }),
    show(lines) {
      if (!isOpen) return;
      const changed = lines.flatMap((line, row) => (line === before[row] ? [] : [`\u001b[${row + 1};1H${line}`]));
      before = lines;
      if (changed.length > 0) output.write(`${together}${changed.join("")}${shown}`);
    },
    close,
  };
}
