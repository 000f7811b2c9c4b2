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

/** Builds the io of a process. Each stream is opened on its first use: opening one costs time, and holds standard input. */
export function createIo({
  stdin,
  isInputTerminal,
  stdout,
  stderr,
  env,
}: {
  readonly stdin: () => TerminalInput;
  readonly isInputTerminal: () => boolean;
  readonly stdout: () => TerminalOutput;
  readonly stderr: () => TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Io {
  const once = (open: () => TerminalOutput) => {
    let channel: Channel | undefined;
    return (): Channel => (channel ??= channelOver(open(), env));
  };
  const answers = once(stdout);
  const talks = once(stderr);
  return {
    get input() {
      return stdin();
    },
    get answers() {
      return answers();
    },
    get talks() {
      return talks();
    },
    get isInteractive() {
      return isInputTerminal() && stderr().isTTY === true;
    },
    keyboardOptions: () => ({
      input: stdin(),
      output: stderr(),
      isDumb: env.TERM === "dumb" || env.TERM === undefined,
    }),
    out: (text) => void answers().stream.write(`${text}\n`),
    talk: (text) => void talks().stream.write(`${text}\n`),
  };
}

function channelOver(stream: TerminalOutput, env: Readonly<Record<string, string | undefined>>): Channel {
  return {
    stream,
    paint: paintFor(stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb"),
    columns: () => (stream.isTTY ? stream.columns || 80 : undefined),
  };
}
