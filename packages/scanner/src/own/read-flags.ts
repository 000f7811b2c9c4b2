import type { Flags } from "../programs/program.ts";
import { type OwnProblem, problem } from "./problem.ts";
import type { Located } from "./yaml-source.ts";

const form = "`--verbose`, `-n VALUE`, `-n, --namespace VALUE`, `--color[=WHEN]`";
const name = /^(?:-[A-Za-z0-9]|--?[A-Za-z0-9][A-Za-z0-9_-]*)$/;
const withValue = /^(\S+?)(?:[ =](?:[A-Z][A-Z0-9_.-]*|<[a-z][a-z0-9 _-]*>))?$/;
const withOptional = /^(\S+?)\[=[A-Z][A-Z0-9_-]*\]$/;

/** Reads a list of flags as authors write them into a line as the tables write it. */
export function readFlags(value: Located | undefined, problems: OwnProblem[]): Flags {
  if (value === undefined) return "";
  if (value.kind !== "list") {
    problems.push(problem(value.at, "Flags are not a list", { allowed: `a list such as ["--limit N", "--json"]` }));
    return "";
  }
  return value.items.map((item) => readFlag(item, problems)).join(" ");
}

function readFlag(item: Located, problems: OwnProblem[]): string {
  const refuse = (what: string) => {
    problems.push(problem(item.at, what, { allowed: form }));
    return "";
  };
  if (item.kind !== "scalar" || typeof item.value !== "string") return refuse("A flag is not a text");
  const spec = item.value.trim();
  if (spec === "*" || spec.includes("*")) return refuse("Every flag has to be named: one that is not may do anything");
  const names = spec.split(",").map((name) => name.trim());
  const last = names.pop() ?? "";
  const optional = withOptional.exec(last);
  const valued = optional ?? withValue.exec(last);
  const bare = valued?.[1];
  if (bare === undefined || ![...names, bare].every((one) => name.test(one))) {
    return refuse(`\`${spec.slice(0, 60)}\` is not a flag`);
  }
  const mark = optional ? "?" : bare === last ? "" : "=";
  return [...names, bare].map((one) => one + mark).join(" ");
}
