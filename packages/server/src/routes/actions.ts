import { Action, ActionNameSchema, ActionPage } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentAction } from "../present/action.ts";
import type { Services } from "../services.ts";

export function actionRoutes({ actions }: Pick<Services, "actions">): Route[] {
  const { catalogue } = actions;
  return [
    route({
      operation: "listActions",
      summary: "The actions that workflows can take here",
      answer: ActionPage,
      handle: async () => ({ items: catalogue.list().map(presentAction) }),
    }),
    route({
      operation: "getAction",
      summary: "One action: its parameters, its risk floor, and whether it is available",
      params: z.strictObject({ name: ActionNameSchema }),
      answer: Action,
      async handle({ params: { name } }) {
        const found = catalogue.find(name);
        if (found === undefined) throw notFound(name);
        return presentAction(found.declare());
      },
    }),
  ];
}

function notFound(name: string): OpsError {
  return new OpsError(`Cannot find the action ${name}: there is none`, {
    kind: "not_found",
    code: "action.not_found",
    hint: "`steady actions list` names every action",
  });
}
