import type { Channel } from "../../io/io.ts";

/** Lines at the end of a terminal that are drawn anew in their place. What is left when it ends stays there. */
export function createLiveArea({ stream, columns }: Pick<Channel, "stream" | "columns">) {
  let drawn = 0;
  return {
    show(lines: readonly string[]): void {
      const rows = rowsOf(stream);
      const shown =
        lines.length < rows ? lines : [...lines.slice(0, rows - 2), `… ${lines.length - rows + 2} lines more`];
      const up = drawn === 0 ? "" : `\u001b[${drawn}A`;
      // A line that the terminal broke would leave a part of itself behind.
      const text = shown.map((line) => `\u001b[?7l${line}\u001b[K\u001b[?7h\n`).join("");
      drawn = shown.length;
      stream.write(`\r${up}${text}\u001b[J`);
    },
    /** Whether there is a terminal to draw in. */
    isPossible: columns() !== undefined,
  };
}

function rowsOf(stream: Channel["stream"]): number {
  return "rows" in stream && typeof stream.rows === "number" && stream.rows > 3 ? stream.rows : 24;
}
