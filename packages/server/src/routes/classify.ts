import { ClassifyBody, Judgement } from "@steadyhand/api";
import { createRateLimit } from "../access/rate-limit.ts";
import { type Route, route } from "../http/route.ts";
import { presentJudgement } from "../present/judgement.ts";
import type { Services } from "../services.ts";

/** A model may be asked for each of them: nobody's script may spend a tenant's budget by accident. */
const mostAMinute = 30;

export function classifyRoutes({ engine, now }: Services): Route[] {
  const limit = createRateLimit({ what: "classify a command", mostAMinute, now });
  return [
    route({
      operation: "classify",
      summary: `What would this command do? Judged by both keys; ${mostAMinute} a minute`,
      body: ClassifyBody,
      answer: Judgement,
      async handle({ caller, body: { command: text, dialect } }) {
        limit.take(caller.tenantId);
        return presentJudgement(await engine.judge(caller, { text, dialect }));
      },
    }),
  ];
}
