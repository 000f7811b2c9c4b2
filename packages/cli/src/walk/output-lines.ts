import type { OutputEventWire } from "@steadyhand/api";
import { drawProse } from "../io/draw-text.ts";
import { wrapMarked } from "../io/wrap.ts";

/** Draws live output: every line begins with its step, so that no output can pass for one of our lines. */
export interface OutputLines {
  /** What to write for one piece of output. A line that is not complete is held until it is, or until `flush`. */
  draw(output: Pick<OutputEventWire, "stream" | "text">, number: string): string;
  /** What is held, as lines. */
  flush(): string;
}

const marks = { stdout: "│", stderr: "┃" } as const;
type Stream = keyof typeof marks;
/** A line without an end is cut here, so that it cannot grow memory. */
const mostHeld = 8192;

export function createOutputLines(columns: () => number | undefined): OutputLines {
  const held = new Map<Stream, { readonly number: string; readonly text: string }>();
  const lines = (text: string, stream: Stream, number: string) =>
    `${wrapMarked(drawProse(text), { columns: columns(), indent: `${number} ${marks[stream]} ` })}\n`;
  const flush = () => {
    const drawn = [...held].map(([stream, { number, text }]) => lines(text, stream, number)).join("");
    held.clear();
    return drawn;
  };
  return {
    flush,
    draw({ stream, text }, number) {
      const before = held.get(stream);
      const earlier = before && before.number !== number ? lines(before.text, stream, before.number) : "";
      const whole = (before?.number === number ? before.text : "") + text;
      const end = whole.length > mostHeld ? whole.length : lastLineEnd(whole);
      const rest = whole.slice(end);
      if (rest === "") held.delete(stream);
      else held.set(stream, { number, text: rest });
      return end === 0 ? earlier : earlier + lines(whole.slice(0, end).replace(/\r?\n$|\r$/, ""), stream, number);
    },
  };
}

/** Where the last complete line ends. A carriage return at the very end may be half of a line end. */
function lastLineEnd(text: string): number {
  const newline = text.lastIndexOf("\n");
  const carriage = text.lastIndexOf("\r", text.length - 2);
  return Math.max(newline, carriage) + 1;
}
