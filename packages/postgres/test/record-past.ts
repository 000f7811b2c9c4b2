import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { AttemptRecordChange, How } from "@steadyhand/core/levels";
import { sha256Hex } from "@steadyhand/core/proposal";
import { draft, execution, next, riley } from "./samples.ts";
import { openTestStores, type TestServer, type TestStores, tenantId } from "./test-server.ts";

type Dispatched = Extract<AttemptRecordChange, { type: "dispatched" }>;

export interface PastAttempt {
  readonly at: Date;
  readonly by?: Actor;
  readonly tenantId?: TenantId;
  readonly subject?: string;
  readonly holds?: boolean;
  readonly how?: How;
  readonly level?: Dispatched["level"];
  readonly actionClass?: Dispatched["actionClass"];
  readonly program?: string;
  readonly tookMs?: number;
}

/** A record that is written at times of one's choosing, through the stores. */
export interface Past extends AsyncDisposable {
  readonly stores: TestStores;
  /** What the stores take for now. */
  setNow(now: Date): void;
  /** A run of one step with one attempt, from its start to its completion. */
  run(attempt: PastAttempt): Promise<ExecutionId>;
  /** A person does something that belongs to no run. */
  act(at: Date, by?: Actor, tenant?: TenantId): Promise<void>;
}

let runs = 0;

export async function openPast(server: TestServer): Promise<Past> {
  let now = new Date(0);
  const clock = { now: () => now, at: () => () => {} };
  const stores = await openTestStores(await server.newPlace(), undefined, clock);
  return {
    stores,
    setNow(to) {
      now = to;
    },
    async act(at, by = riley, tenant = tenantId) {
      now = at;
      await stores.ledger.append(tenant, [{ ...draft("did something"), actor: by }]);
    },
    async run({ at, by = riley, tenantId: tenant = tenantId, subject = "web-1", tookMs = 1_000, ...attempt }) {
      const id: ExecutionId = `exe_${++runs}`;
      const ended = new Date(at.getTime() + tookMs);
      now = at;
      const begun = { ...execution(id, tenant, at), subject, startedBy: by };
      const started = { ...draft("started", begun), type: "execution.started", actor: by } as const;
      await stores.executions.create(begun, [started]);
      await stores.executions.transition({ tenantId: tenant, executionId: id }, (e) => {
        const events = [proposed(next(e), attempt.program ?? "df"), stepEvent(next(e), "step.dispatched", 1)];
        return { execution: next(e), events, records: [dispatched(at, attempt)], result: 0 };
      });
      now = ended;
      const { holds = true } = attempt;
      await stores.executions.transition({ tenantId: tenant, executionId: id }, (e) => {
        const over = { ...next(e), phase: "completed", endedAt: ended } as const;
        const outcome = holds ? "ok" : "failed";
        const events: AuditEventDraft[] = [
          { ...stepEvent(over, "step.executed", 0), outcome },
          { ...draft("completed", over, 1), type: "execution.completed" },
        ];
        const same = { stepId: "stp_1", attempt: 1, at: ended } as const;
        const records: AttemptRecordChange[] = [
          { type: "ended", ...same, result: holds ? "succeeded" : "failed" },
          { type: "judged", ...same, holds, outcome: holds ? "improved" : "unchanged" },
        ];
        return { execution: over, events, records, result: 0 };
      });
      return id;
    },
    [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose](),
  };
}

function dispatched(at: Date, { how = "approved", level = 2, ...attempt }: Omit<PastAttempt, "at">): Dispatched {
  const { actionClass = "reads", program = "df" } = attempt;
  return {
    ...{ type: "dispatched", stepId: "stp_1", attempt: 1, purpose: "forward", risk: "safe", approvers: [], at },
    ...{
      actionKey: sha256Hex(`${program} ${actionClass}`),
      actionClass,
      isChange: actionClass !== "reads",
      how,
      level,
    },
  };
}

type Of = Parameters<typeof draft>[1];

function stepEvent(of: Of, type: AuditEventDraft["type"], part: number): AuditEventDraft {
  return { ...draft("a step", of, part), type, attempt: 1 };
}

function proposed(of: Of, program: string): AuditEventDraft {
  const isListed = program !== "frobnicate";
  const rule = isListed ? `program.${program}` : "program.unknown";
  const proposal = {
    command: { kind: "words", words: [program, "-h"] },
    risk: { evidence: [{ rule, risk: "safe", why: "reads" }] },
  };
  return { ...stepEvent(of, "step.proposed", 0), data: { proposal } };
}
