import { ModelCheck } from "@steadyhand/api";
import { knownCases } from "@steadyhand/model";
import { type Route, route } from "../http/route.ts";
import { presentModelCheck } from "../present/model-check.ts";
import type { Services } from "../services.ts";

export function modelRoutes({ model, scanner }: Services): Route[] {
  return [
    route({
      operation: "checkModel",
      summary: "Tries the configured model on a few known commands: how fast, how often it agrees, at what cost",
      answer: ModelCheck,
      async handle({ caller: { tenantId } }) {
        const cases = knownCases.map(({ command, dialect }) => {
          return { command, dialect, scanner: scanner.scan(command, dialect).risk };
        });
        return presentModelCheck(await model.check({ tenantId, cases }));
      },
    }),
  ];
}
