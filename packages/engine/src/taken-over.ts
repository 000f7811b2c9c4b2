import type { Execution, Fact } from "@steadyhand/core/execution";
import type { EngineOptions } from "./engine-options.ts";
import type { Carrier } from "./node-port.ts";
import { record } from "./record.ts";
import type { RedactorOf } from "./redactors.ts";

/** Records that this node carries on what another one carried. It changes nothing of the execution itself. */
export async function recordTakenOver(
  { executions, nodes, redactorOf }: Pick<EngineOptions, "executions" | "nodes"> & { readonly redactorOf: RedactorOf },
  { tenantId, id: executionId }: Execution,
  { from }: Carrier,
): Promise<void> {
  const own = nodes?.lease();
  if (own === undefined || from === undefined || from === own.id) return;
  const name = nodes?.peers().find(({ id }) => id === from)?.name ?? from;
  const fact: Fact = {
    type: "execution.taken_over",
    actor: { kind: "system", id: "act_steadyhand", name: "Steadyhand" },
    outcome: "ok",
    why: `${name} carried it and can no longer: ${own.name} goes on with it`,
    data: { from: { id: from, name }, by: { id: own.id, name: own.name }, epoch: own.epoch },
  };
  await executions.transition({ tenantId, executionId, epoch: own.epoch }, (found) => {
    const events = record(found, [fact], { redactor: redactorOf(found) });
    return { events: events.map(({ executionSequence: _sequence, part: _part, ...rest }) => rest), result: undefined };
  });
}
