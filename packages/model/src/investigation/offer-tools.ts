import type { CaseFile, ToolDeclaration, ToolParameter } from "@steadyhand/core/investigation";
import type { OfferedTool } from "../call/protocol.ts";
import { concludeTool } from "./conclude-tool.ts";

/** What the model may call: the tools that the file names, and `conclude`. Nothing that was read can add to it. */
export function offerTools({ tools }: CaseFile): readonly OfferedTool[] {
  return [...tools.map(offerTool), concludeTool];
}

/** Closed, everything required and null for "not given", no limits: what both vendors' strict modes take. */
export function offerTool({ name, what, parameters }: ToolDeclaration): OfferedTool {
  const properties = Object.fromEntries(parameters.map((parameter) => [parameter.name, schemaOf(parameter)]));
  return {
    name,
    description: what,
    schema: {
      type: "object",
      properties: { ...properties, why: { type: "string", description: "In one sentence: what you expect from it" } },
      required: [...parameters.map((parameter) => parameter.name), "why"],
      additionalProperties: false,
    },
  };
}

/** A longer list of choices is not sent: what is given is checked in any case. */
const mostChoices = 100;

function schemaOf({ type, isRequired, what, choices }: ToolParameter): object {
  const listed = choices !== undefined && choices.length > 0 && choices.length <= mostChoices;
  const schema = { type: type === "text" ? "string" : "number", ...(listed && { enum: choices }) };
  return isRequired
    ? { ...schema, description: what }
    : { anyOf: [schema, { type: "null" }], description: `${what}; or null` };
}
