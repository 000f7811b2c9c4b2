import type { IncomingHttpHeaders } from "node:http";

/** What a fake provider does with one request. Without any, it says what `judge` says. */
export type Act =
  /** Answers with this text, as the model would. */
  | { readonly kind: "says"; readonly text: string; readonly model?: string }
  /** Several texts: blocks, or choices. */
  | { readonly kind: "says_several"; readonly texts: readonly string[] }
  | { readonly kind: "refuses" }
  /** Cut by the output limit, in the middle of this text. */
  | { readonly kind: "truncates"; readonly text: string }
  | { readonly kind: "pauses" }
  | { readonly kind: "filters" }
  | { readonly kind: "calls_tool"; readonly name: string; readonly input: object }
  /** Several at once, with words beside them. Arguments that are a text are sent as they are. */
  | {
      readonly kind: "calls_tools";
      readonly calls: readonly { readonly name: string; readonly input: unknown }[];
      readonly text?: string;
    }
  /** An error of the protocol, with its usual body. */
  | {
      readonly kind: "fails";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Stands in the error's message, where providers put keys and account names. */
      readonly message?: string;
    }
  /** Any status, headers and body at all. */
  | {
      readonly kind: "sends";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
    }
  /** The answer, but the connection is cut in the middle of it. */
  | { readonly kind: "cuts"; readonly text: string }
  /** Cuts the connection before anything was answered. */
  | { readonly kind: "hangs_up" }
  /** Takes the request and never answers. */
  | { readonly kind: "hangs" }
  /** A byte now and then, so that no single wait is long. */
  | { readonly kind: "drips"; readonly everyMs: number }
  /** A body without an end. */
  | { readonly kind: "floods" }
  /** A stream that begins well and then reports an error. */
  | { readonly kind: "errs_midway"; readonly text: string };

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The raw bytes as text. */
  readonly raw: string;
  readonly body: Record<string, unknown>;
  /** What our own instructions and the foreign text were. */
  readonly system: string;
  readonly user: string;
  /** The command between the two lines of the fence, when there is one. */
  readonly command: string;
  /** The tools that were offered; none in a question that wants JSON. */
  readonly tools: readonly string[];
  /** What tools answered so far, in order. */
  readonly answers: readonly string[];
  /** How many calls of the record it was told of. */
  readonly turns: number;
}

export interface FakeOptions {
  /** How strict it is about what a model takes; `strict` refuses sampling controls. */
  readonly sampling?: "strict" | "any";
  /** The key it wants; none when absent. */
  readonly apiKey?: string;
  /** What is said where the script says nothing. */
  readonly judge?: (request: Received) => Act;
  /** Before every answer. */
  readonly delayMs?: number;
  /** `ollama`: its quirks behind the same protocol. */
  readonly flavour?: "plain" | "ollama";
}

export interface FakeProvider {
  readonly baseUrl: string;
  readonly requests: readonly Received[];
  /** What it does with the next requests, in order. */
  script(...acts: Act[]): void;
  /** How long its slowest answer took, from the request's first byte to its own last one, since this was last asked. */
  slowestMs(): number;
  /** Open connections. */
  connections(): number;
  /** Resolves when this many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** The command between two identical lines that begin with `COMMAND-` or `PAGE-`. */
export function fencedText(user: string): string {
  const fence = /^(?:COMMAND|PAGE)-[0-9a-f]{32}$/m.exec(user)?.[0];
  if (fence === undefined) return "";
  const [, text = ""] = user.split(`${fence}\n`);
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

/** A judgement as JSON text, as a well-behaved model gives it. */
export function verdict(risk: string, confidence = 0.95, reason = "As its name says", rollback: string | null = null) {
  return JSON.stringify({ risk, confidence, reason, rollback });
}
