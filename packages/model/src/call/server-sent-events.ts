/** The `data` of each event in a stream of server-sent events, in order. Comments and other fields are left out. */
export function serverSentData(text: string): string[] {
  const found: string[] = [];
  for (const block of text.split(/\r\n\r\n|\n\n|\r\r/)) {
    const data = block
      .split(/\r\n|\n|\r/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(line[5] === " " ? 6 : 5));
    if (data.length > 0) found.push(data.join("\n"));
  }
  return found;
}

/** The events as JSON objects; `undefined` when one of them is none. */
export function serverSentObjects(data: readonly string[]): Record<string, unknown>[] | undefined {
  const objects: Record<string, unknown>[] = [];
  for (const text of data) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== "object" || value === null) return undefined;
      objects.push(value as Record<string, unknown>); // an object, as the line above made sure
    } catch {
      return undefined;
    }
  }
  return objects;
}
