/**
 * Where a text stops being JSON, as line and column from 1. The engine's own message quotes the text around the
 * place, and a key may stand there: so the place is found without it, as the end of the longest start that could
 * still become JSON.
 */
export function jsonPosition(text: string): { readonly line: number; readonly column: number } {
  let good = 0;
  let bad = text.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle - 1;
  }
  const lines = text.slice(0, good).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function couldGoOn(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const place = message.match(/at position (\d+)/);
    return place === null ? message.includes("end of JSON input") : Number(place[1]) >= start.length;
  }
}
