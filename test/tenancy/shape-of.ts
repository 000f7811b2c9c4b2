/** An answer without what differs each time, and without the names that it was asked with: what it tells, and no more. */
export function shapeOf(
  { status, text, isCut }: { readonly status: number; readonly text: string; readonly isCut: boolean },
  asked: Readonly<Record<string, string>>,
): string {
  if (isCut) return `${status} and goes on`;
  const shape = withoutNames(text, asked)
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b/g, "<hash>")
    .replaceAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==/g, "<signature>")
    .replaceAll(/\bten_(?:theirs|nobody)\b/g, "<tenant>")
    .replaceAll(/\b(rbk|exe|apr|sch|elv|pan|nod)_[A-Za-z0-9_-]{6,}/g, "<$1>")
    .replaceAll(/\d+(?:\.\d+)?/g, "<n>");
  return `${status} ${shape}`;
}

/** A text without the names that it answers to: whoever asks by a name knows it already. */
export function withoutNames(text: string, asked: Readonly<Record<string, string>>): string {
  return Object.entries(asked).reduce((left, [name, id]) => left.replaceAll(id, `<${name}>`), text);
}
