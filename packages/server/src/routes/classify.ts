import { ClassifyBody, Judgement } from "@steadyhand/api";
import { type Route, route } from "../http/route.ts";
import { presentJudgement } from "../present/judgement.ts";
import type { Services } from "../services.ts";

export function classifyRoutes({ engine }: Services): Route[] {
  return [
    route({
      operation: "classify",
      summary: "What would this command do?",
      body: ClassifyBody,
      answer: Judgement,
      handle: async ({ body }) => presentJudgement(engine.judge(body.command, body.dialect)),
    }),
  ];
}
