import { Status } from "@steadyhand/api";
import { environments, limitsOf } from "@steadyhand/core/autonomy";
import { type Route, route } from "../http/route.ts";
import { presentActor } from "../present/actor.ts";
import { presentModel } from "../present/model.ts";
import type { Services } from "../services.ts";

export function statusRoutes({ about, model }: Services): Route[] {
  return [
    route({
      operation: "getStatus",
      summary: "What this installation is, who is signed in, and what holds here",
      answer: Status,
      async handle({ caller }) {
        const { startedAt, modelConfig, ...rest } = about;
        const description = await model.describe(caller.tenantId);
        return {
          ...rest,
          startedAt: startedAt.toISOString(),
          actor: presentActor(caller.actor),
          secondKey: presentModel(description, modelConfig),
          environments: environments.map((name) => ({ name, ...limitsOf(name) })),
        };
      },
    }),
  ];
}
