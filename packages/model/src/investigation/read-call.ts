import type { ActionValue } from "@steadyhand/core/action";
import type { CaseFile, ToolCall, ToolParameter } from "@steadyhand/core/investigation";
import { isHarmless } from "../answers/harmless-text.ts";
import type { ToolUse } from "../call/protocol.ts";
import { harmlessWords, type Redact } from "./words.ts";

/** What was read of a call, or what is wrong with it in our words: the model is told, and may try again. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

const longestArgument = 4000;
const longestWhy = 500;

/** Reads a call of one of the file's tools. What is not one of them, or does not fit, is no call. */
export function readCall({ name, input }: ToolUse, { tools }: CaseFile, redact: Redact): Read<ToolCall> {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined)
    return wrong(`there is no such tool; there are ${tools.map((one) => one.name).join(", ")} and conclude`);
  if (input === undefined) return wrong("the arguments are not one JSON object");
  const { why, ...given } = input as Readonly<Record<string, unknown>>; // an object, as JSON gives it
  if (typeof why !== "string" || why.trim() === "") return wrong("why is missing: say what you expect from it");
  const unknown = Object.keys(given).find((key) => !tool.parameters.some((parameter) => parameter.name === key));
  if (unknown !== undefined) return wrong(`${tool.name} has no other parameters than ${namesOf(tool.parameters)}`);
  const values: Record<string, ActionValue> = {};
  for (const parameter of tool.parameters) {
    const value = given[parameter.name];
    const problem = problemOf(parameter, value);
    if (problem !== undefined) return wrong(`${parameter.name}: ${problem}`);
    if (typeof value === "string") values[parameter.name] = redact(value);
    else if (typeof value === "number") values[parameter.name] = value;
  }
  return { ok: true, value: { tool: tool.name, arguments: values, why: harmlessWords(why, longestWhy, redact) } };
}

function problemOf({ type, isRequired, choices }: ToolParameter, value: unknown): string | undefined {
  if (value === undefined || value === null) return isRequired ? "it is required" : undefined;
  if (type === "number") return typeof value === "number" ? undefined : "it must be a number";
  if (typeof value !== "string") return "it must be a text";
  if (value.length > longestArgument) return `it is longer than ${longestArgument} characters`;
  if (!isHarmless(value)) return "it holds characters that hide or control";
  return choices === undefined || choices.includes(value) ? undefined : "it is not one of the choices";
}

function namesOf(parameters: readonly ToolParameter[]): string {
  return ["why", ...parameters.map(({ name }) => name)].join(", ");
}

export function wrong(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}
