import { Action, ActionNameSchema, ActionPage } from "@steadyhand/api";
import type { ActionDeclaration } from "@steadyhand/core/action";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller } from "@steadyhand/engine";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentAction } from "../present/action.ts";
import type { Services } from "../services.ts";

export function actionRoutes({ actions, owner }: Pick<Services, "actions" | "owner">): Route[] {
  const { catalogue } = actions;
  /** What a subject offers is known to whose it is: those of the installation's own folder are its owner's tenant's. */
  const isKnownTo = ({ tenantId }: Caller, { subject }: ActionDeclaration) =>
    subject === undefined || tenantId === owner.tenantId;
  return [
    route({
      operation: "listActions",
      summary: "The actions that workflows can take here",
      answer: ActionPage,
      async handle({ caller }) {
        return {
          items: catalogue
            .list()
            .filter((one) => isKnownTo(caller, one))
            .map(presentAction),
        };
      },
    }),
    route({
      operation: "getAction",
      summary: "One action: its parameters, its risk floor, and whether it is available",
      params: z.strictObject({ name: ActionNameSchema }),
      answer: Action,
      async handle({ caller, params: { name } }) {
        const found = catalogue.find(name)?.declare();
        if (found === undefined || !isKnownTo(caller, found)) throw notFound(name);
        return presentAction(found);
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
