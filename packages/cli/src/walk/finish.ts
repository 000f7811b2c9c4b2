import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Io } from "../io/io.ts";
import { drawSummary } from "./draw-summary.ts";
import { situationOf } from "./situation.ts";

/** Prints what became of an execution and checks its record. The exit code says the worst of both. */
export async function finish(
  executionId: string,
  { client, io, isJson }: { readonly client: Client; readonly io: Io; readonly isJson: boolean },
): Promise<ExitCode> {
  const parameters = { executionId };
  const execution = await client.getExecution({ parameters });
  const outputs = await client.getOutputs({ parameters });
  const report = await client.verifyLedger();
  const events = await countEvents(client, executionId);
  io.out(isJson ? JSON.stringify(execution) : drawSummary({ execution, outputs, events, report }));
  return report.ok ? exitCodeFor(execution) : exitCode.ledger;
}

/** How a command about one execution ends: aborted is not done, and not ended waits for a person. */
export function exitCodeFor(execution: ExecutionWire): ExitCode {
  if (situationOf(execution).kind !== "ended") return exitCode.waiting;
  return execution.phase === "completed" ? exitCode.ok : exitCode.failed;
}

async function countEvents(client: Client, executionId: string): Promise<number> {
  let events = 0;
  for (let after: string | undefined; ; ) {
    const page = await client.listAuditEvents({ query: { executionId, limit: 500, ...(after && { after }) } });
    events += page.items.length;
    if (page.next === undefined) return events;
    after = page.next;
  }
}
