import { createRedactor, type Redactor } from "@steadyhand/core/redaction";
import { inTurn, median, print, ratio } from "./figure.ts";

/** What a server learns of its environment, in number and kind. */
const learned = ["Tr0ub4dor&3/é ok", "correct-horse-battery", "0a1b2c3d4e5f67890a1b2c3d4e5f6789", "aZ3bY4cX5dW6eV7f"];
const bytes = 1_300_000;

/** What commands print most: numbers a line, a log, and a line that never ends, in the pieces that arrive. */
const texts: Readonly<Record<string, { readonly text: string; readonly pieceLength: number }>> = {
  short_lines: { text: repeated((n) => `${n}\n`), pieceLength: 0 },
  long_lines: {
    text: repeated(
      (n) =>
        `2026-11-22T01:50:${n % 60}Z web-${n % 7} GET /v1/items/${n} 200 ${n % 97}ms trace=${n * 7919} "Mozilla"\n`,
    ),
    pieceLength: 65_536,
  },
  one_line: { text: repeated((n) => `${n} `), pieceLength: 65_536 },
};

/** Redaction of what a command prints, in MB/s, beside copying it and looking for one expression: the least that any way takes. */
export async function benchRedaction(): Promise<void> {
  const redactor = createRedactor({ learned });
  for (const [name, { text, pieceLength }] of Object.entries(texts)) {
    const pieces = pieceLength === 0 ? text.split(/(?<=\n)/) : cut(text, pieceLength);
    const contestants = { ours: () => redacted(redactor, pieces), bare: () => copied(pieces) };
    inTurn(5, contestants);
    const times = inTurn(25, contestants);
    const perSecond = (ms: readonly number[]) => text.length / 1e3 / median(ms);
    const beside = ratio(times.ours, times.bare);
    const [ours, bare] = [perSecond(times.ours), perSecond(times.bare)];
    const note = `${pieces.length} pieces, ${learned.length} learned values; bare: copied, and one expression looked for, ${bare.toPrecision(3)} MB/s, ${beside.toPrecision(3)} times as fast`;
    print({ name: `redaction.${name}`, value: ours, unit: "MB/s", aim: ">= 8 MB/s", met: ours >= 8, note });
  }
}

function redacted(redactor: Redactor, pieces: readonly string[]): number {
  const stream = redactor.stream();
  let shown = 0;
  for (const piece of pieces) shown += stream.push(piece).length;
  return shown + stream.end().length;
}

const one = /password[=:]\S+/i;

function copied(pieces: readonly string[]): number {
  let shown = 0;
  for (const piece of pieces) shown += Buffer.from(one.test(piece) ? "" : piece).length;
  return shown;
}

function repeated(part: (n: number) => string): string {
  const parts: string[] = [];
  for (let [n, length] = [1, 0]; length < bytes; n++) {
    const next = part(n);
    parts.push(next);
    length += next.length;
  }
  return parts.join("");
}

function cut(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, n) => text.slice(n * length, (n + 1) * length));
}
