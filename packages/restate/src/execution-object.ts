import { handlers, object, TerminalError } from "@restatedev/restate-sdk";
import type { Advancing, ExecutionKey } from "@steadyhand/engine";

/** The name under which Restate knows executions. It never changes: what waits there is waiting under it. */
export const objectName = "SteadyhandExecution";

/** The key of one execution's object: Restate runs one advance of a key at a time, across all servers. */
export function objectKey({ tenantId, executionId }: ExecutionKey): string {
  return `${tenantId}/${executionId}`;
}

const idPattern = /^[a-z]{3}_[A-Za-z0-9_-]{1,64}$/;
const endlessly = 2_147_483_647;
/** After an advance was to have ended: how long Restate waits until it takes this server for stuck. */
const graceMs = 10_000;

/**
 * One virtual object an execution. It keeps no state and journals nothing: it only says when. What it throws is tried
 * again for ever, after at most 30 s.
 */
export function executionObject(advancing: Advancing, advanceWithinMs: number) {
  return object({
    name: objectName,
    handlers: {
      advance: handlers.object.exclusive(
        {
          retryPolicy: {
            ...{ initialInterval: 500, exponentiationFactor: 2, maxInterval: 30_000 },
            ...{ maxAttempts: endlessly, onMaxAttempts: "pause" },
          },
          inactivityTimeout: advanceWithinMs + graceMs,
          abortTimeout: graceMs,
          // A timer that is handed over twice is one timer: remembered for a while after it has fired.
          idempotencyRetention: { hours: 1 },
          journalRetention: 0,
        },
        async (context): Promise<void> => {
          await advancing.run(keyOf(context.key), context.request().attemptCompletedSignal);
        },
      ),
    },
  });
}

export type ExecutionObject = ReturnType<typeof executionObject>;

function keyOf(text: string): ExecutionKey {
  const [tenantId = "", executionId = "", ...more] = text.split("/");
  if (more.length > 0 || !idPattern.test(tenantId) || !idPattern.test(executionId)) {
    // Nobody of ours asked for this, and trying again would not help.
    throw new TerminalError(`Cannot advance ${JSON.stringify(text)}: it is not TENANT/EXECUTION`, { errorCode: 400 });
  }
  return { tenantId: tenantId as ExecutionKey["tenantId"], executionId: executionId as ExecutionKey["executionId"] };
}
