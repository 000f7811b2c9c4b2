import type { ActionWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import { readValues } from "../../walk/values.ts";

type Parameter = ActionWire["parameters"][number];
type Value = string | number | boolean | readonly string[];

/** Reads `name=value` pairs by what an action says of its parameters. Throws `usage.not_a_pair` and `usage.parameter`. */
export function readParameters(
  { name: action, parameters }: Pick<ActionWire, "name" | "parameters">,
  pairs: readonly string[],
): Readonly<Record<string, Value>> {
  const known = new Map(parameters.map((one) => [one.name, one]));
  return Object.fromEntries(
    Object.entries(readValues(pairs, "--with")).map(([name, text]) => {
      const parameter = known.get(name);
      if (parameter !== undefined) return [name, readOne(action, parameter, text)];
      const names = [...known.keys()].join(", ") || "none";
      throw unfit(action, `it has no parameter ${name}`, `Its parameters are ${names}`);
    }),
  );
}

function readOne(action: string, { name, type, choices }: Parameter, text: string): Value {
  switch (type) {
    case "number": {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      if (Number.isFinite(value)) return value;
      throw unfit(action, `${name} is a number, and ${JSON.stringify(text)} is none`, `Give --with ${name}=10`);
    }
    case "yes_no":
      if (text === "yes" || text === "true") return true;
      if (text === "no" || text === "false") return false;
      throw unfit(action, `${name} is yes or no, not ${JSON.stringify(text)}`, `Give --with ${name}=yes`);
    case "choice":
      if (choices === undefined || choices.includes(text)) return text;
      throw unfit(action, `${name} is none of ${choices.join(", ")}`, `Give --with ${name}=${choices[0]}`);
    case "list":
      return text.split(",").map((one) => one.trim());
    case "text":
      return text;
  }
}

function unfit(action: string, why: string, hint: string): OpsError {
  return new OpsError(`Cannot propose ${action}: ${why}`, { kind: "invalid", code: "usage.parameter", hint });
}
