import type { TenantId } from "@steadyhand/core/identity";
import { createDeadline } from "../answers/deadline.ts";
import { createSharedCalls } from "../answers/shared-calls.ts";
import type { Called, Caller } from "../call/caller.ts";
import type { ToolQuestion } from "../call/protocol.ts";
import type { TaskConfig } from "../config/model-config.ts";
import type { ModelClock, ModelLog } from "../ports.ts";

/** Asks with tools, each time afresh: what an investigation sees is never the same twice. Never throws for a provider. */
export interface Asker {
  ask(tenantId: TenantId, question: ToolQuestion, signal: AbortSignal): Promise<Called>;
  /** Ends what is under way and refuses what comes. */
  close(): Promise<void>;
}

const nothing = { tokens: 0, microUsd: 0 };

export function createAsker({
  task,
  caller,
  clock,
  log,
}: {
  readonly task: TaskConfig;
  readonly caller: Caller;
  readonly clock: ModelClock;
  readonly log: ModelLog;
}): Asker {
  const shared = createSharedCalls<Called>();
  const { within, settled } = createDeadline({ name: "investigation", task, clock, log });
  let serial = 0;
  return {
    async ask(tenantId, question, signal) {
      const called = await shared.join(
        `${++serial}`,
        (ending) =>
          within(
            ending,
            (ended, deadline) => caller.call({ tenantId, question, signal: ended, deadline }),
            (content) => ({ content, used: nothing }),
          ),
        signal,
      );
      return "state" in called ? { content: called, used: nothing } : called;
    },
    async close() {
      await shared.close();
      await settled();
    },
  };
}
