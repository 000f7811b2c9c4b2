import type { TaskConfig } from "../config/model-config.ts";
import type { Absence } from "./absence.ts";
import type { HttpAnswer } from "./http-client.ts";

/** One question to a model. One answer is wanted, as JSON of the schema; no tools are offered. */
export interface Question {
  /** Our instructions: the same for every question of a task. */
  readonly system: string;
  /** What it is about; everything foreign is in here. */
  readonly user: string;
  readonly schemaName: string;
  readonly schema: object;
}

/** A conversation to go on with: a call of one of the tools is wanted, and of one only. */
export interface ToolQuestion {
  readonly system: string;
  /** From the first word on. Each `called` is followed by its `answered`; it ends with something of ours. */
  readonly messages: readonly Message[];
  readonly tools: readonly OfferedTool[];
}

/** A tool as the provider is told of it. The schema is of its arguments, in what both vendors' strict modes accept. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  readonly schema: object;
}

export type Message =
  | { readonly kind: "told"; readonly text: string }
  | { readonly kind: "said"; readonly text: string }
  | { readonly kind: "called"; readonly id: string; readonly name: string; readonly input: object }
  | { readonly kind: "answered"; readonly id: string; readonly text: string; readonly isError: boolean };

/** A tool that the model calls. Its arguments are absent where they are not one JSON object. */
export interface ToolUse {
  readonly name: string;
  readonly input?: object;
}

/** What a provider says a call used. Absent counters were not stated. */
export interface TokenUse {
  /** All input: what was read from or written to its cache too. */
  readonly input: number;
  /** All output: reasoning too. */
  readonly output: number;
}

/** The one text of an answer, the tools that it calls, or why there is nothing that may be used. */
export type Content =
  | { readonly state: "text"; readonly text: string }
  /** At least one. */
  | { readonly state: "called"; readonly calls: readonly ToolUse[] }
  | Absence;

/** What a provider answered, read from its protocol. */
export interface Reply {
  readonly content: Content;
  /** The model that says it answered. */
  readonly model?: string;
  readonly use?: TokenUse;
}

/** One vendor's way to ask and to answer. */
export interface Protocol {
  request(
    task: TaskConfig,
    question: Question | ToolQuestion,
  ): { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: object };
  /** Reads an answer with status 200. Never throws. */
  read(answer: HttpAnswer): Reply;
  /** Name of the header that support asks for. */
  readonly requestIdHeader: string;
}
