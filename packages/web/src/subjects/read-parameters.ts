import type { ActionWire } from "@steadyhand/api";

type Parameter = ActionWire["parameters"][number];
type Value = string | number | boolean | readonly string[];

/** What stands in the fields of an action's form, by the parameter's name. */
export type ParameterFields = Readonly<Record<string, string>>;

export type ReadParameters =
  | { readonly ok: true; readonly parameters: Readonly<Record<string, Value>> }
  | { readonly ok: false; readonly problems: readonly { readonly path: string; readonly message: string }[] };

/** The fields as they stand when the form opens: the standards, and else nothing. */
export function standardFields(parameters: readonly Parameter[]): ParameterFields {
  return Object.fromEntries(parameters.map(({ name, standard }) => [name, textOf(standard)]));
}

/** Fields as typed values. What is left empty is left out, so that the action's own standard counts. Says all that is wrong at once. */
export function readParameters(declared: readonly Parameter[], fields: ParameterFields): ReadParameters {
  const read = declared.map((parameter) => ({
    parameter,
    ...readOne(parameter, (fields[parameter.name] ?? "").trim()),
  }));
  const problems = read.flatMap(({ parameter, problem }) =>
    problem === undefined ? [] : [{ path: parameter.name, message: problem }],
  );
  if (problems.length > 0) return { ok: false, problems };
  const given = read.flatMap(({ parameter, value }) => (value === undefined ? [] : [[parameter.name, value] as const]));
  return { ok: true, parameters: Object.fromEntries(given) };
}

function readOne(
  { type, isRequired, choices }: Parameter,
  text: string,
): { readonly value?: Value; readonly problem?: string } {
  if (text === "") return isRequired ? { problem: "it is needed" } : {};
  switch (type) {
    case "text":
      return { value: text };
    case "number":
      return /^-?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : { problem: "it must be a number" };
    case "yes_no":
      return { value: text === "true" };
    case "choice":
      return choices?.includes(text) === false
        ? { problem: `it must be one of ${choices.join(", ")}` }
        : { value: text };
    case "list":
      return {
        value: text
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      };
    default:
      return type satisfies never;
  }
}

function textOf(standard: unknown): string {
  if (standard === undefined || standard === null) return "";
  if (Array.isArray(standard)) return standard.join("\n");
  return typeof standard === "object" ? JSON.stringify(standard) : String(standard);
}
