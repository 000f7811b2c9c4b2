/** One server-sent event. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Reads server-sent events out of text that comes in any pieces. A comment gives an event of type `comment`:
 * it says that the other side lives.
 */
export function createEventReader(): (chunk: string) => ServerEvent[] {
  let rest = "";
  let type = "message";
  let data: string[] = [];
  return (chunk) => {
    const lines = (rest + chunk).split("\n");
    // `split` gives at least one piece.
    rest = lines.pop() as string;
    return lines.flatMap((raw): ServerEvent[] => {
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (line === "") {
        const event = { type, data: data.join("\n") };
        const isEmpty = data.length === 0;
        type = "message";
        data = [];
        return isEmpty ? [] : [event];
      }
      if (line.startsWith(":")) return [{ type: "comment", data: line.slice(1).trim() }];
      const [field, value] = splitField(line);
      if (field === "event") type = value;
      if (field === "data") data.push(value);
      return [];
    });
  };
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon === -1) return [line, ""];
  const from = line[colon + 1] === " " ? colon + 2 : colon + 1;
  return [line.slice(0, colon), line.slice(from)];
}
