import { Status } from "@steadyhand/api";
import { environments, limitsOf } from "@steadyhand/core/autonomy";
import { type Route, route } from "../http/route.ts";
import { presentActor } from "../present/actor.ts";
import type { Services } from "../services.ts";

export function statusRoutes({ about }: Services): Route[] {
  return [
    route({
      operation: "getStatus",
      summary: "What this installation is, who is signed in, and what holds here",
      answer: Status,
      async handle({ caller }) {
        const { startedAt, ...rest } = about;
        return {
          ...rest,
          startedAt: startedAt.toISOString(),
          actor: presentActor(caller.actor),
          secondKey,
          environments: environments.map((name) => ({ name, ...limitsOf(name) })),
        };
      },
    }),
  ];
}

const secondKey = {
  isConfigured: false,
  explanation: "no second key: every step waits for you",
  howToConfigure: "This version has no model adapter yet; with one, safe needs both keys.",
};
