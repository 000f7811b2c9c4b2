import { clearScreenDown, createInterface, cursorTo, type Interface } from "node:readline";
import { PassThrough, type Writable } from "node:stream";
import type { TerminalInput } from "../io/io.ts";
import { createKeyReader, type Keys } from "./key-reader.ts";

/** How a question ended. */
export type Answer =
  | { readonly kind: "line"; readonly text: string }
  /** Ctrl-C while it was open. */
  | { readonly kind: "interrupted" }
  /** Ctrl-D, or the terminal is gone. */
  | { readonly kind: "ended" }
  /** What it asked about has changed. */
  | { readonly kind: "withdrawn" };

export interface Question {
  /** One line, drawn before the cursor. */
  readonly prompt: string;
  /** What stands there already, to be changed. */
  readonly prefill?: string;
  /** Takes the question back. */
  readonly signal?: AbortSignal;
}

/** A terminal's keys. What is typed while no question is open is thrown away: it cannot be an answer to the next. */
export interface Keyboard {
  ask(question: Question): Promise<Answer>;
  /** Reads lines until one that is a lone dot. Pastes are welcome here. */
  askLines(question: Question): Promise<Answer>;
  /** Writes above an open question, or just writes. */
  print(text: string): void;
  close(): void;
}

const interruptKey = "\u0003";
/** Ctrl-Z would leave the shell with a terminal in our mode. */
const suspendKey = /\u001a/g;
const lineEnd = /[\r\n]/;
/** Enter may come as one or as two characters. */
const goesOnAfterLineEnd = /\r\n?[^\n]|\n[\s\S]|\r\n[\s\S]/;
/** A paste that is still arriving must not run into the next question. */
const quietMs = 150;

interface Open {
  readonly gate: PassThrough;
  readonly lines: Interface;
  readonly takesBlocks: boolean;
  refuseBlock(): void;
}

/** Takes over a terminal until `close`. `onInterrupt` hears Ctrl-C while no question is open. */
export function openKeyboard({
  input,
  output,
  isDumb,
  onInterrupt,
}: {
  readonly input: TerminalInput;
  readonly output: Writable;
  readonly isDumb: boolean;
  readonly onInterrupt: () => void;
}): Keyboard {
  const reader = createKeyReader();
  let open: Open | undefined;
  let hasEnded = false;
  let unread = 0;
  let heardAt = Number.NEGATIVE_INFINITY;

  const hear = (bytes: Buffer | string) => {
    heardAt = performance.now();
    for (const keys of reader.read(bytes)) {
      if (open) {
        forward(open, keys);
        continue;
      }
      const isInterrupt = keys.kind === "typed" && keys.text.includes(interruptKey);
      unread += isInterrupt ? keys.text.replaceAll(interruptKey, "").length : keys.text.length;
      if (isInterrupt) onInterrupt();
    }
  };
  const end = () => {
    hasEnded = true;
    open?.lines.close();
  };
  input.setRawMode?.(true);
  input.on("data", hear).on("end", end).on("error", end);
  input.resume();
  if (!isDumb) output.write("\u001b[?2004h");

  async function drain(): Promise<void> {
    // What waits in the terminal is read a line a turn; two turns without any mean that nothing waits.
    for (let quiet = 0; quiet < 2 && !hasEnded; quiet++) {
      const before = heardAt;
      await new Promise(setImmediate);
      if (heardAt !== before) quiet = -1;
    }
    if (unread === 0) return;
    for (let left = quietMs; left > 0 && !hasEnded; left = heardAt + quietMs - performance.now()) {
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    while (reader.isPasting() && !hasEnded) await new Promise((resolve) => setTimeout(resolve, quietMs));
    unread = 0;
    output.write("What was typed before this question was not read.\n");
  }

  function forward({ gate, takesBlocks, refuseBlock }: Open, { kind, text }: Keys): void {
    const isBlock = kind === "pasted" ? lineEnd.test(text.trimEnd()) : goesOnAfterLineEnd.test(text);
    if (isBlock && !takesBlocks) {
      refuseBlock();
      return;
    }
    const isSafe = takesBlocks || kind === "typed";
    // A pasted line end is no Enter: only a key that was pressed answers.
    gate.write((isSafe ? text : text.replaceAll(/[\r\n]/g, "")).replaceAll(suspendKey, ""));
  }

  async function ask({ prompt, prefill, signal }: Question, takesBlocks: boolean): Promise<Answer> {
    await drain();
    if (hasEnded) return { kind: "ended" };
    if (signal?.aborted) return { kind: "withdrawn" };
    const gate = new PassThrough();
    const lines = createInterface({ input: gate, output, prompt, terminal: true, historySize: 0 });
    const collected: string[] = [];
    return new Promise<Answer>((resolve) => {
      const finish = (answer: Answer) => {
        if (open?.lines !== lines) return;
        open = undefined;
        signal?.removeEventListener("abort", withdraw);
        lines.close();
        gate.destroy();
        if (answer.kind !== "line") output.write("\n");
        resolve(answer);
      };
      const withdraw = () => finish({ kind: "withdrawn" });
      const refuseBlock = () => {
        lines.write(null, { ctrl: true, name: "u" });
        output.write("\nSeveral lines came at once: that is no answer. Press one key, then Enter.\n");
        lines.prompt();
      };
      open = { gate, lines, takesBlocks, refuseBlock };
      lines.on("line", (text) => {
        if (!takesBlocks) return finish({ kind: "line", text });
        if (text === ".") return finish({ kind: "line", text: collected.join("\n") });
        collected.push(text);
        lines.prompt();
      });
      lines.on("SIGINT", () => finish({ kind: "interrupted" }));
      lines.on("close", () => finish({ kind: "ended" }));
      signal?.addEventListener("abort", withdraw, { once: true });
      lines.prompt();
      if (prefill !== undefined) lines.write(prefill);
    });
  }

  return {
    ask: (question) => ask(question, false),
    askLines: (question) => ask(question, true),
    print(text) {
      if (!open) return void output.write(text);
      if (isDumb) output.write("\n");
      else {
        cursorTo(output, 0);
        clearScreenDown(output);
      }
      output.write(text);
      open.lines.prompt(true);
    },
    close() {
      open?.lines.close();
      if (!isDumb) output.write("\u001b[?2004l");
      input.off("data", hear).off("end", end).off("error", end);
      if (!hasEnded) input.setRawMode?.(false);
      input.pause();
    },
  };
}
