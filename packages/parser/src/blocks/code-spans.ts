/** Where runs of backticks of each length stand, so that a code span finds its end without searching again. */
export function closingTicks(text: string): { after(length: number, from: number): number | undefined } {
  const runs = new Map<number, number[]>();
  for (let at = text.indexOf("`"); at >= 0; at = text.indexOf("`", at)) {
    const length = runLength(text, at, "`");
    const known = runs.get(length);
    if (known === undefined) runs.set(length, [at]);
    else known.push(at);
    at += length;
  }
  const used = new Map<number, number>();
  return {
    after(length, from) {
      const positions = runs.get(length) ?? [];
      let i = used.get(length) ?? 0;
      while (i < positions.length && (positions[i] ?? 0) < from) i++;
      used.set(length, i);
      return positions[i];
    },
  };
}

export function runLength(text: string, at: number, char: string): number {
  let end = at;
  while (text[end] === char) end++;
  return end - at;
}
