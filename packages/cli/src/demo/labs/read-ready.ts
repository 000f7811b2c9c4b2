import { OpsError } from "@steadyhand/core/outcome";

/** The line that a lab prints when it is ready, field by field. Throws `demo.lab` for what is not as it should be. */
export function readReady(line: string) {
  const value: unknown = parse(line);
  return {
    text: (name: string) => textIn(value, name),
    texts: (list: string, name: string) => listIn(value, list).map((one) => textIn(one, name)),
    file: () => Object(parse(textIn(value, "file"))),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw odd("it printed no JSON", cause);
  }
}

function textIn(value: unknown, name: string): string {
  const found: unknown = Object(value)[name];
  if (typeof found === "string") return found;
  throw odd(`it printed no ${name}`);
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const found: unknown = Object(value)[name];
  if (Array.isArray(found)) return found;
  throw odd(`it printed no list of ${name}`);
}

function odd(why: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot use the lab: ${why} when it was ready`, { kind: "internal", code: "demo.lab", cause });
}
