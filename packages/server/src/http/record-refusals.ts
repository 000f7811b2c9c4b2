import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, Ledger } from "@steadyhand/engine";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ServerLog } from "../log.ts";
import { type OperationId, operationOf } from "./route.ts";

/** Their refusals are in the record already: stored under the lock of what was refused. */
const recordedWithin: ReadonlySet<string> = new Set<OperationId>([
  "commandExecution",
  "commandStep",
  "decideApproval",
  "askResume",
  "confirmResume",
]);

/** They only look, whatever their method is. */
const onlyLooks: ReadonlySet<string> = new Set<OperationId>([
  "parseRunbook",
  "assessRunbook",
  "classify",
  "checkModel",
  "checkPolicy",
  "simulatePolicy",
  "verifyLedger",
]);

/** So many of one person are recorded within a minute: a refusal costs nothing to cause, and a row is there for ever. */
export const mostRefusalsAMinute = 60;
/** While the record answers slowly, or not at all, no more than this waits for it. */
const mostWaiting = 500;
const minuteMs = 60_000;

interface RecordOptions {
  readonly ledger: Pick<Ledger, "append">;
  readonly now: () => Date;
  readonly log: Pick<ServerLog, "warn">;
  /** A refusal quotes what it refuses. */
  readonly redact: (text: string) => string;
}

/**
 * Records who was refused a change, and why. The answer neither waits for the record nor fails with it; where not all of it
 * is kept, the next event says how many were not.
 */
export function recordRefusals(app: FastifyInstance, options: RecordOptions): void {
  const record = createRefusalRecord(options);
  app.addHook("onError", async (request, _reply, error) => {
    const { caller } = request;
    if (caller !== undefined && isRefusedChange(request, error)) record(caller, operationOf(request), error);
  });
}

/** Whether an error is the refusal of a change that nobody else records. What panic refuses never came to its operation. */
function isRefusedChange(request: FastifyRequest, error: unknown): error is OpsError {
  if (request.method === "GET" || request.method === "HEAD") return false;
  if (!(error instanceof OpsError) || (error.kind !== "refused" && error.kind !== "forbidden")) return false;
  const operation = operationOf(request);
  return !onlyLooks.has(operation) && (error.code === "panic.read_only" || !recordedWithin.has(operation));
}

function createRefusalRecord({ ledger, now, log, redact }: RecordOptions) {
  /** Of each person, within the minute that began with their first. */
  const counts = new Map<string, { readonly since: number; readonly recorded: number }>();
  const waiting: { readonly tenantId: TenantId; readonly event: AuditEventDraft }[] = [];
  let isWriting = false;
  let unrecorded = 0;

  function hasRoom({ tenantId, actor }: Caller): boolean {
    const at = now().getTime();
    for (const [who, { since }] of counts) if (at - since >= minuteMs) counts.delete(who);
    const key = `${tenantId}/${actor.id}`;
    const { since, recorded } = counts.get(key) ?? { since: at, recorded: 0 };
    if (waiting.length >= mostWaiting || recorded >= mostRefusalsAMinute) return false;
    counts.set(key, { since, recorded: recorded + 1 });
    return true;
  }

  /** One at a time, in order: what people do comes first. */
  async function writeAll(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await ledger.append(next.tenantId, [next.event]);
      } catch (error) {
        unrecorded += 1;
        log.warn({ error, ...next.event.data }, "recording a refusal failed");
      }
    }
    isWriting = false;
  }

  return (caller: Caller, operation: string, { message, code }: OpsError): void => {
    if (!hasRoom(caller)) {
      unrecorded += 1;
      return;
    }
    const { tenantId, actor } = caller;
    const data = { operation, code, ...(unrecorded > 0 && { unrecorded }) };
    unrecorded = 0;
    const why = redact(message);
    waiting.push({ tenantId, event: { type: "command.refused", actor, outcome: "refused", why, data } });
    void writeAll();
  };
}
