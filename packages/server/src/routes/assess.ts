import { ParseRunbookBody, RunbookAssessment } from "@steadyhand/api";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { Caller } from "@steadyhand/engine";
import { type Route, route } from "../http/route.ts";
import { presentExtraction } from "../present/extraction.ts";
import { presentParsedRunbook } from "../present/runbook.ts";
import type { Services } from "../services.ts";
import { orRefuse } from "./or-refuse.ts";

/** An answer comes within 5 s, whatever a model does: what is not there by now is absent. */
const modelWithinMs = 4_400;

/** There is no prose in a workflow that a model could read more out of. */
const saysItself = { state: "absent", code: "not_asked", reason: "a workflow says itself what is to be done" } as const;

export function assessRoutes({ engine, model, parse }: Services): Route[] {
  async function extract(caller: Caller, runbook: ParsedRunbook, signal: AbortSignal) {
    if (runbook.format === "workflow") return presentExtraction(saysItself, []);
    const extraction = await model.extract({ tenantId: caller.tenantId, runbook }, signal);
    if (extraction.state === "absent") return presentExtraction(extraction, []);
    const judged = extraction.steps.map(({ command }) => engine.judge(caller, command, signal));
    return presentExtraction(extraction, await Promise.all(judged));
  }

  return [
    route({
      operation: "assessRunbook",
      summary: "Reads a runbook's text, judges its commands by both keys and asks a model what it adds; keeps nothing",
      body: ParseRunbookBody,
      answer: RunbookAssessment,
      async handle({ caller, body }) {
        const began = performance.now();
        const signal = AbortSignal.timeout(modelWithinMs);
        const runbook = orRefuse(parse(body.text));
        const [judged, extraction] = await Promise.all([
          engine.assess(caller, runbook, signal),
          extract(caller, runbook, signal),
        ]);
        return { runbook: presentParsedRunbook(runbook, judged), extraction, tookMs: performance.now() - began };
      },
    }),
  ];
}
