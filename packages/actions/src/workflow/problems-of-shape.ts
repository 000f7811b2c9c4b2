import type { z } from "zod";
import type { OpenYaml, WorkflowProblem } from "./open-yaml.ts";

/** What is wrong with a file's shape, each at its place. */
export function problemsOfShape(error: z.ZodError, yaml: OpenYaml): WorkflowProblem[] {
  return error.issues.flatMap((issue) => {
    const { path, message, code } = issue;
    if (code === "unrecognized_keys") {
      return issue.keys.map((key) =>
        yaml.problemAt(yaml.rangeOfKey(path, key), `\`${key}\` is not known here; ${knownAt(path)}`),
      );
    }
    const isMissing = code === "invalid_type" && /received undefined/.test(message);
    const name = path.map(String).join(".");
    const said = isMissing ? "it is needed" : message.charAt(0).toLowerCase() + message.slice(1);
    return [yaml.problemAt(yaml.rangeOf(path), name === "" ? said : `\`${name}\`: ${said}`)];
  });
}

const known: Readonly<Record<string, string>> = {
  "": "a workflow has workflow, about, variables and steps",
  steps: "a step has name, about, action, with, run, undo, expect, settle, retries and when",
  undo: "undo is a command, or action and with",
  when: "when has step and is",
  variables: "a variable has default and type",
};

function knownAt(path: readonly PropertyKey[]): string {
  const place = path.findLast((part) => typeof part === "string") ?? "";
  return known[String(place)] ?? known[String(path[0] ?? "")] ?? "leave it out";
}
