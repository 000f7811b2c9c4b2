import { AppliedDivergence, ApplyDivergenceBody, Divergence, DivergenceQuery } from "@steadyhand/api";
import type { DivergenceName } from "@steadyhand/core/execution";
import { type Route, route } from "../http/route.ts";
import { presentDivergence } from "../present/divergence.ts";
import { hideSecrets } from "../present/hide-secrets.ts";
import { presentRunbook } from "../present/runbook.ts";
import type { Services } from "../services.ts";
import { ExecutionParams } from "./ids.ts";

export function divergenceRoutes({ engine, parse }: Services): Route[] {
  const choice = (take: readonly string[] | undefined) => ({
    // The schema lets only names of that form in.
    ...(take && { chosen: take as readonly DivergenceName[] }),
    parse(text: string) {
      const read = parse(text);
      return read.ok ? read.runbook : undefined;
    },
  });
  return [
    route({
      operation: "getDivergence",
      summary: "What a run did otherwise than its runbook, and the runbook's text with it written in",
      params: ExecutionParams,
      query: DivergenceQuery,
      answer: Divergence,
      async handle({ caller, params: { executionId }, query }) {
        const { execution } = await engine.get(caller, executionId);
        const report = await engine.divergence(caller, executionId, choice(query.take));
        return presentDivergence(execution, report, hideSecrets(execution));
      },
    }),
    route({
      operation: "applyDivergence",
      summary: "Saves that text as the runbook's next version",
      params: ExecutionParams,
      body: ApplyDivergenceBody,
      answer: AppliedDivergence,
      status: 201,
      async handle({ caller, params: { executionId }, body }) {
        const { execution } = await engine.get(caller, executionId);
        const { version, isNew, report } = await engine.applyDivergence(caller, executionId, choice(body.take));
        return {
          divergence: presentDivergence(execution, report, hideSecrets(execution)),
          runbook: presentRunbook(version, await engine.classificationsOf(caller, version)),
          isNew,
        };
      },
    }),
  ];
}
