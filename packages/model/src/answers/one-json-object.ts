/**
 * Reads a text that must be exactly one JSON object, with white space around it at most. `undefined` for everything
 * else: two objects, words or a fence around it, an array, a name given twice (which of both was meant?), or a name
 * that JavaScript takes for more than a name.
 */
export function oneJsonObject(text: string): object | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // the caller says what is wrong; the text itself is the model's and goes nowhere
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return hasDoubtfulNames(text) ? undefined : value;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Walks the tokens of a text that is known to be JSON: within one object no name may come twice. */
function hasDoubtfulNames(text: string): boolean {
  const objects: Set<string>[] = [];
  let last = "";
  for (const [part] of text.matchAll(token)) {
    if (part === "{") objects.push(new Set());
    else if (part === "[")
      objects.push(new Set()); // holds no names; keeps the levels in step
    else if (part === "}" || part === "]") objects.pop();
    else if (part === ":") {
      // The token before a colon is a name; `\u0072isk` and `risk` are the same one.
      const name = JSON.parse(last) as string;
      const names = objects.at(-1);
      if (name === "__proto__" || names?.has(name)) return true;
      names?.add(name);
    }
    last = part;
  }
  return false;
}
