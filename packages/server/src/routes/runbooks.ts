import {
  ImportRunbookBody,
  ImportRunbookResult,
  PageQuery,
  ParsedRunbook,
  ParseRunbookBody,
  Runbook,
  RunbookPage,
} from "@steadyhand/api";

import { refusalError } from "@steadyhand/core/outcome";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentParsedRunbook, presentRunbook, presentRunbookSummary } from "../present/runbook.ts";
import type { Services } from "../services.ts";
import { ids } from "./ids.ts";

export function runbookRoutes({ engine, runbooks, parse }: Services): Route[] {
  const judge: typeof engine.judge = (text, dialect) => engine.judge(text, dialect);

  function parsed(text: string) {
    const result = parse(text);
    if (!result.ok) throw refusalError(result.refusal);
    return result.runbook;
  }

  return [
    route({
      operation: "parseRunbook",
      summary: "Reads a runbook's text and judges its commands, without keeping anything",
      body: ParseRunbookBody,
      answer: ParsedRunbook,
      handle: async ({ body }) => presentParsedRunbook(parsed(body.text), judge),
    }),
    route({
      operation: "importRunbook",
      summary: "Keeps a runbook, or the next version of one",
      body: ImportRunbookBody.extend({ runbookId: ids.runbookId.optional() }),
      answer: ImportRunbookResult,
      status: 201,
      async handle({ caller, body }) {
        const input = { parsed: parsed(body.text), ...(body.runbookId && { id: body.runbookId }) };
        const { version, isNew } = await engine.importRunbook(caller, input);
        return { runbook: presentRunbook(version, judge), isNew };
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
        return presentRunbook(await runbooks.get(caller.tenantId, params.runbookId, query.version), judge);
      },
    }),
  ];
}
