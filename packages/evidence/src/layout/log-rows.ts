import type { Block, LogLine } from "../document/index.ts";
import { colours, sizes } from "./look.ts";
import type { Piece, Row, Tag } from "./mark.ts";
import { drawLine, type Line, lineHeight, setText, type TextLook } from "./set-text.ts";
import type { Setting } from "./table-rows.ts";

const look: TextLook = { size: sizes.log };
const muted: TextLook = { size: sizes.log, colour: colours.muted };
const hashLook: TextLook = { size: sizes.hash, colour: colours.muted };
const gap = 6;
const numberWidth = 28;
const timeWidth = 82;
const whatWidth = 134;

/** The list of events: one entry each, its hash below what it says. Each is one paragraph to somebody who cannot see it. */
export function* logRows({ lines }: Extract<Block, { kind: "log" }>, setting: Setting): Generator<Row> {
  for (const line of lines) yield* entryRows(line, setting);
  yield { height: 6, pieces: [] };
}

function* entryRows(entry: LogLine, { faces, left, width }: Setting): Generator<Row> {
  const tag: Tag = { role: "P" };
  const set = (prose: Parameters<typeof setText>[0], room: number, style: TextLook) =>
    setText(prose, room, { faces, look: style }).map((line) => ({ line, style }));
  const sayWidth = width - numberWidth - timeWidth - whatWidth - 3 * gap;
  const outcome = entry.outcome === "ok" ? [] : [{ text: `  ${entry.outcome}`, style: "strong" as const }];
  const columns: readonly {
    readonly x: number;
    readonly lines: readonly { readonly line: Line; readonly style: TextLook }[];
  }[] = [
    { x: left, lines: set([{ code: String(entry.sequence) }], numberWidth, muted) },
    {
      x: left + numberWidth + gap,
      lines: [...set(entry.at.replace(/ UTC$/, ""), timeWidth, look), ...set(entry.since, timeWidth, muted)],
    },
    {
      x: left + numberWidth + timeWidth + 2 * gap,
      lines: [...set([{ code: entry.what }, ...outcome], whatWidth, look), ...set(entry.who, whatWidth, look)],
    },
    {
      x: left + numberWidth + timeWidth + whatWidth + 3 * gap,
      lines: [...set(entry.why, sayWidth, look), ...set([{ code: entry.hash, style: "muted" }], sayWidth, hashLook)],
    },
  ];
  const count = Math.max(...columns.map((column) => column.lines.length));
  const height = lineHeight(look);
  for (let index = 0; index < count; index++) {
    const isLast = index === count - 1;
    const marks = columns.flatMap(({ x, lines }) => {
      const found = lines[index];
      return found === undefined ? [] : drawLine(found.line, { x, y: 0 }, found.style);
    });
    const rule: Piece = { marks: [{ kind: "rule", x: left, y: height + 1.6, width, colour: colours.line }] };
    yield {
      height: isLast ? height + 2 : height,
      above: index === 0 ? 2 : 0,
      pieces: [{ tag, marks }, ...(isLast ? [rule] : [])],
      isKept: !isLast && (count <= 12 || index === 0),
    };
  }
}
