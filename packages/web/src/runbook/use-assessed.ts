import type { ExtractionWire, ParsedRunbookWire, StatusWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { useAssessment } from "../api/index.ts";
import { useDebounced } from "../frame/index.ts";

/** How far the second key has come with a text. */
export type Assessment =
  /** There is nobody to ask, or nothing to ask about. */
  | { readonly state: "none" }
  | { readonly state: "asking"; readonly commands: number }
  | { readonly state: "failed"; readonly problem: ApiProblem; readonly retry: () => void }
  | { readonly state: "ready"; readonly runbook: ParsedRunbookWire; readonly extraction: ExtractionWire };

/** Longer than the parser waits: a question to the model costs money, and a text that is being written changes. */
const askAfterMs = 900;

/** Asks both keys about a text that was read, once nobody has changed it for a while. */
export function useAssessed(
  parsed: ParsedRunbookWire | undefined,
  { secondKey }: Pick<StatusWire, "secondKey">,
): Assessment {
  const source = parsed?.source ?? "";
  const settled = useDebounced(source, askAfterMs);
  const isSettled = source !== "" && settled === source;
  const isWorthIt = secondKey.isConfigured && secondKey.budget?.isExhausted === undefined;
  const resource = useAssessment(isSettled ? source : "", { isEnabled: isWorthIt });
  if (!isWorthIt || parsed === undefined) return { state: "none" };
  if (!isSettled || resource.status === "loading") return { state: "asking", commands: countCommands(parsed) };
  if (resource.status === "failed") return { state: "failed", problem: resource.problem, retry: resource.retry };
  return { state: "ready", ...resource.data };
}

function countCommands({ steps }: ParsedRunbookWire): number {
  return steps.reduce((count, { command, rollback }) => count + (command ? 1 : 0) + (rollback ? 1 : 0), 0);
}
