import {
  ImportRunbookBody,
  ImportRunbookResult,
  PageQuery,
  ParsedRunbook,
  ParseRunbookBody,
  Runbook,
  RunbookPage,
} from "@steadyhand/api";

import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentParsedRunbook, presentRunbook, presentRunbookSummary } from "../present/runbook.ts";
import type { Services } from "../services.ts";
import { ids } from "./ids.ts";
import { orRefuse } from "./or-refuse.ts";

export function runbookRoutes({ engine, runbooks, parse, accept }: Services): Route[] {
  return [
    route({
      operation: "parseRunbook",
      summary: "Reads a runbook's text and judges its commands at once, without a model and without keeping anything",
      body: ParseRunbookBody,
      answer: ParsedRunbook,
      async handle({ caller, body }) {
        const parsed = orRefuse(parse(body.text));
        return presentParsedRunbook(parsed, engine.assessAtOnce(caller, parsed));
      },
    }),
    route({
      operation: "importRunbook",
      summary: "Keeps a runbook, or the next version of one",
      body: ImportRunbookBody.extend({ runbookId: ids.runbookId.optional() }),
      answer: ImportRunbookResult,
      status: 201,
      async handle({ caller, body }) {
        const read = orRefuse(parse(body.text));
        const parsed = body.accepted?.length ? orRefuse(accept(read, body.accepted)) : read;
        const { version, isNew } = await engine.importRunbook(caller, {
          parsed,
          ...(body.runbookId && { id: body.runbookId }),
        });
        return { runbook: presentRunbook(version, await engine.classificationsOf(caller, version)), isNew };
      },
    }),
    route({
      operation: "listRunbooks",
      summary: "Kept runbooks, newest first",
      query: PageQuery,
      answer: RunbookPage,
      async handle({ caller, query }) {
        const { items, next } = await runbooks.list(caller.tenantId, query);
        return { items: items.map(presentRunbookSummary), next };
      },
    }),
    route({
      operation: "getRunbook",
      summary: "One runbook: its newest version, or the one asked for",
      params: z.strictObject({ runbookId: ids.runbookId }),
      query: z.object({ version: z.coerce.number().int().min(1).optional() }),
      answer: Runbook,
      async handle({ caller, params, query }) {
        const version = await runbooks.get(caller.tenantId, params.runbookId, query.version);
        return presentRunbook(version, await engine.classificationsOf(caller, version));
      },
    }),
  ];
}
