import type { Readable, Writable } from "node:stream";
import { type Paint, paintFor } from "./paint.ts";

/** Keys as they are pressed: what a terminal's standard input can do and a pipe cannot. */
export interface TerminalInput extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

/** One of the two streams we write to, with what it can show. */
export interface Channel {
  readonly stream: Writable;
  readonly paint: Paint;
  /** Columns of the terminal; `undefined` when it is not one, and then nothing is wrapped. */
  readonly columns: () => number | undefined;
}

/** Where a command reads and writes. Answers go to `out`, talk to `talk`. */
export interface Io {
  readonly input: TerminalInput;
  readonly answers: Channel;
  readonly talks: Channel;
  /** Whether a person can be asked: only with a terminal on both ends. */
  readonly isInteractive: boolean;
  /** What a keyboard is opened with. A dumb terminal, as in an editor or on a serial line, gets no escapes. */
  keyboardOptions(): { readonly input: TerminalInput; readonly output: Writable; readonly isDumb: boolean };
  out(text: string): void;
  talk(text: string): void;
}

type TerminalOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Builds the io of a process. Standard input is opened on its first use: opening it costs time and holds it. */
export function createIo({
  stdin,
  isInputTerminal,
  stdout,
  stderr,
  env,
}: {
  readonly stdin: () => TerminalInput;
  readonly isInputTerminal: boolean;
  readonly stdout: TerminalOutput;
  readonly stderr: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Io {
  const channel = (stream: TerminalOutput): Channel => ({
    stream,
    paint: paintFor(stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb"),
    columns: () => (stream.isTTY ? stream.columns || 80 : undefined),
  });
  return {
    get input() {
      return stdin();
    },
    answers: channel(stdout),
    talks: channel(stderr),
    isInteractive: isInputTerminal && stderr.isTTY === true,
    keyboardOptions: () => ({ input: stdin(), output: stderr, isDumb: env.TERM === "dumb" || env.TERM === undefined }),
    out: (text) => void stdout.write(`${text}\n`),
    talk: (text) => void stderr.write(`${text}\n`),
  };
}
