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

/** What a provider says a call used. Absent counters were not stated. */
export interface TokenUse {
  /** All input: what was read from or written to its cache too. */
  readonly input: number;
  /** All output: reasoning too. */
  readonly output: number;
}

/** What a provider answered, read from its protocol. */
export interface Reply {
  /** The one text of the answer, or why there is none that may be used. */
  readonly content: { readonly state: "text"; readonly text: string } | Absence;
  /** The model that says it answered. */
  readonly model?: string;
  readonly use?: TokenUse;
}

/** One vendor's way to ask and to answer. */
export interface Protocol {
  request(
    task: TaskConfig,
    question: Question,
  ): { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: object };
  /** Reads an answer with status 200. Never throws. */
  read(answer: HttpAnswer): Reply;
  /** Name of the header that support asks for. */
  readonly requestIdHeader: string;
}
