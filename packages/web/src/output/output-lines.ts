import { makeVisible, type VisiblePart } from "@steadyhand/core/text";
import { type AnsiReader, type AnsiSpan, type AnsiStyle, createAnsiReader } from "./ansi.ts";

export type OutputStream = "stdout" | "stderr";

/** One line of output, whole or still being written. */
export interface OutputLine {
  readonly stream: OutputStream;
  readonly spans: readonly AnsiSpan[];
}

/** Output as lines. The first lines of much output are dropped, and counted. */
export interface OutputText {
  readonly lines: readonly OutputLine[];
  readonly droppedLines: number;
  readonly characters: number;
}

/** Puts output that comes in pieces together into lines. */
export interface OutputCollector {
  push(stream: OutputStream, text: string): void;
  read(): OutputText;
}

/** More than this no pane draws; the whole of it can be downloaded. */
const mostLines = 20_000;
const longestLine = 20_000;

export function createOutputCollector(): OutputCollector {
  const readers: Record<OutputStream, AnsiReader> = { stdout: createAnsiReader(), stderr: createAnsiReader() };
  let lines: OutputLine[] = [];
  /** Which line of each stream goes on with its next piece. */
  const open: Partial<Record<OutputStream, number>> = {};
  let droppedLines = 0;
  let characters = 0;
  let snapshot: OutputText | undefined;

  function append(stream: OutputStream, span: AnsiSpan): void {
    const at = open[stream];
    const line = at === undefined ? undefined : lines[at];
    if (at === undefined || line === undefined) {
      open[stream] = lines.length;
      lines.push({ stream, spans: span.text === "" ? [] : [span] });
    } else if (span.text !== "" && lengthOf(line) < longestLine) lines[at] = { stream, spans: [...line.spans, span] };
  }

  function drop(): void {
    const tooMany = lines.length - mostLines;
    if (tooMany < 2000) return;
    lines = lines.slice(tooMany);
    droppedLines += tooMany;
    for (const stream of ["stdout", "stderr"] as const) {
      const at = open[stream];
      if (at === undefined) continue;
      if (at < tooMany) delete open[stream];
      else open[stream] = at - tooMany;
    }
  }

  return {
    push(stream, text) {
      snapshot = undefined;
      characters += text.length;
      for (const { text: piece, style } of readers[stream].push(text)) {
        const parts = piece.split("\n");
        parts.forEach((part, index) => {
          const isEnded = index < parts.length - 1;
          // A carriage return before a line's end is how some programs end lines; anywhere else it hides something.
          const kept = isEnded ? part.replace(/\r$/, "") : part;
          if (kept !== "" || isEnded) append(stream, { text: kept, style });
          if (isEnded) delete open[stream];
        });
      }
      drop();
    },
    read() {
      snapshot ??= { lines: [...lines], droppedLines, characters };
      return snapshot;
    },
  };
}

function lengthOf({ spans }: OutputLine): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}

/** The text of a line, without its colours. */
export function plainText({ spans }: OutputLine): string {
  return spans.map(({ text }) => text).join("");
}

/** A line as it is drawn: nothing in it can hide. */
export function visibleSpans({ spans }: OutputLine): { readonly style: AnsiStyle; readonly parts: VisiblePart[] }[] {
  return spans.map(({ text, style }) => ({ style, parts: makeVisible(text) }));
}

const complaint =
  /\b(?:errors?|fatal|fail(?:ed|ure)?|denied|refused|cannot|can't|could not|not found|no such|traceback|panic|exception|unreachable|timed? ?out)\b/i;
const noComplaint = /\b(?:0|no) (?:errors?|failures?|failed)\b/i;

/** The first line that complains; without one, the first line on stderr. */
export function findFirstError(lines: readonly OutputLine[]): number | undefined {
  const complains = (line: OutputLine) => {
    const text = plainText(line);
    return complaint.test(text) && !noComplaint.test(text);
  };
  const first = lines.findIndex(complains);
  const found = first === -1 ? lines.findIndex(({ stream }) => stream === "stderr") : first;
  return found === -1 ? undefined : found;
}

/** Indexes of the lines that hold a text, without regard to case. */
export function searchLines(lines: readonly OutputLine[], query: string): number[] {
  if (query === "") return [];
  const wanted = query.toLowerCase();
  return lines.flatMap((line, index) => (plainText(line).toLowerCase().includes(wanted) ? [index] : []));
}
