import type { AuditEventDraft } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import fastify from "fastify";
import { expect, it, vi } from "vitest";
import { answerProblems } from "./answer-problems.ts";
import { recordRefusals } from "./record-refusals.ts";

const caller = { tenantId: "ten_a", actor: { kind: "person", id: "act_kim", name: "Kim" } } as const;

/** A server whose one change is always refused, over a record that answers as it is told. */
function openRefusing(append: (event: AuditEventDraft) => Promise<void>) {
  const warnings: unknown[] = [];
  const app = fastify();
  app.decorateRequest("caller", undefined);
  app.addHook("onRequest", async (request) => {
    request.caller = caller;
  });
  answerProblems(app, (text) => text);
  recordRefusals(app, {
    ledger: { append: async (_tenantId, [event]) => append(event as AuditEventDraft) }, // one at a time
    now: () => new Date(0),
    redact: (text) => text,
    log: { warn: (...said: unknown[]) => void warnings.push(said) },
  });
  app.post("/", { schema: { operationId: "setLevel" } as object }, async () => {
    throw new OpsError("Cannot set it: Kim is not an admin", { kind: "forbidden", code: "person.not_admin" });
  });
  return { app, warnings };
}

it("answers as it would have when the record fails, and says next time how many it does not hold", async () => {
  const recorded: AuditEventDraft[] = [];
  let isAway = true;
  const { app, warnings } = openRefusing(async (event) => {
    if (isAway) throw new Error("the database is away");
    recorded.push(event);
  });
  const refused = { statusCode: 403 };
  expect(await app.inject({ method: "POST", url: "/" })).toMatchObject(refused);
  await vi.waitFor(() => expect(warnings).toHaveLength(1));
  isAway = false;
  expect(await app.inject({ method: "POST", url: "/" })).toMatchObject(refused);
  await vi.waitFor(() =>
    expect(recorded).toMatchObject([
      {
        ...{ type: "command.refused", actor: caller.actor, outcome: "refused" },
        data: { operation: "setLevel", code: "person.not_admin", unrecorded: 1 },
      },
    ]),
  );
  await app.close();
});

it("does not wait for a record that never answers", async () => {
  const { app } = openRefusing(() => new Promise(() => undefined));
  for (let n = 0; n < 3; n++) {
    expect(await app.inject({ method: "POST", url: "/" })).toMatchObject({ statusCode: 403 });
  }
  await app.close();
});
