import type { TenantId } from "@steadyhand/core/identity";
import { beginInvestigation, usualBudget } from "@steadyhand/core/investigation";
import type { Elevation } from "@steadyhand/core/levels";
import type { WatchLease } from "@steadyhand/engine";
import { createExecutionStore } from "../src/stores/execution-store.ts";
import { draft, execution, judged, plan, riley, runbook } from "./samples.ts";
import type { TestStores } from "./test-server.ts";

/** Who the rows are made for. Two tenants have the same ids wherever that is possible: no id tells them apart. */
export interface FilledTenant {
  readonly tenantId: TenantId;
  /** One letter of a hash, since no two people share a key. */
  readonly key: string;
}

/** Makes rows of one tenant in every table there is, through the stores. */
export async function fillTenant(s: TestStores, { tenantId, key }: FilledTenant): Promise<void> {
  const at = s.clock.now();
  const started = execution("exe_1", tenantId, at);
  await s.executions.create(started, [draft("started", started)]);
  const facts = { id: `nod_${key}`, name: key, target: "web-1", runnerId: "run_1", version: "1" } as const;
  const lease = await s.nodes.register(facts);
  const carried = execution("exe_2", tenantId, at);
  const { database } = s;
  const clock = { now: s.clock.now, at: () => () => {} };
  await createExecutionStore({ database, clock, lease: () => lease }).create(carried, [draft("started", carried)]);
  const events = () => [draft("imported")];
  const classifications = ({ id, version }: { id: `rbk_${string}`; version: number }) => [judged(id, version, at)];
  await s.runbooks.import({ tenantId, parsed: runbook("# A"), plan, by: riley, at, events, classifications });
  await s.modelAnswers.put(tenantId, "a".repeat(64), { task: "second_key", model: "any", json: "{}" });
  const amount = { tokens: 1, microUsd: 1 };
  await s.modelUsage.reserve({ tenantId, day: "2026-03-01", amount, limits: amount });
  await s.people.add(tenantId, { actor: riley, keySha256: key.repeat(64) }, [draft("added")]);
  await s.schedules.add(
    {
      ...{ id: "sch_1", tenantId, name: "Nightly", createdBy: riley, createdAt: at, revision: 1 },
      runbook: { id: "rbk_disk", title: "A" },
      request: { runbookId: "rbk_disk", mode: "run", environment: "test", values: {} },
      timing: { kind: "once", at },
      state: { phase: "active", nextDue: at },
    },
    [draft("added")],
  );
  const press = { id: "pan_1", since: at, by: riley, reason: "wrong cluster", kill: false } as const;
  await s.panic.clusterSecret(tenantId, "s".repeat(32));
  await s.panic.panicOf(tenantId).press(press, [draft("panic")]);
  await s.panic.panicOf(tenantId).resume(() => ({
    ...{ resumption: { phase: "asked", by: riley, at, reason: "over" }, events: [draft("asked")], result: undefined },
  }));
  await fillLevels(s, tenantId, at);
  const stream = { bytes: 0, keptBytes: 0, sha256: "", truncated: false };
  await s.executions.transition({ tenantId, executionId: "exe_1" }, (e) => ({
    execution: { ...e, sequence: 1 },
    events: [draft("asked", { ...e, sequence: 1 })],
    approvals: [
      {
        stepId: "stp_1",
        proposalBytes: "{}",
        approval: {
          phase: "requested",
          grants: [{ by: riley, at }],
          request: {
            ...{
              id: "apr_1",
              digest: `sha256:${"0".repeat(64)}`,
              risk: "caution",
              confirmation: "click",
              targetName: "web-1",
            },
            ...{ environment: "production", proposedBy: "act_steadyhand", requestedAt: at, expiresAt: at },
          },
        },
      },
    ],
    records: [
      {
        ...{
          type: "dispatched",
          stepId: "stp_1",
          attempt: 1,
          purpose: "forward",
          actionKey: "a",
          actionClass: "writes",
        },
        ...{ isChange: true, risk: "caution", how: "automatic", approvers: [], level: 3, at },
      },
    ],
    outputs: [
      {
        ...{ stepId: "stp_1", attempt: 1 },
        result: {
          ...{ attemptId: "exe_1/stp_1/1", outcome: "succeeded", endedAt: at, stdout: stream, stderr: stream },
          ...{ orphans: [], output: { stdout: "", stderr: "" } },
        },
      },
    ],
    result: undefined,
  }));
  await fillOutputs(s, tenantId);
  await fillIncidents(s, tenantId, lease);
}

/** A subject that its server watches, with an incident of one violation. */
async function fillIncidents(
  { incidents, investigations }: TestStores,
  tenantId: TenantId,
  lease: WatchLease,
): Promise<void> {
  const at = new Date("2026-03-01T03:00:00.000Z");
  const watched = { phase: "violated", since: at, confirmedAt: at, onsets: [at] } as const;
  const what = { invariant: "node_down", member: "n1" };
  const evidence = {
    ...what,
    title: "A node is down",
    severity: "critical",
    since: at,
    confirmedAt: at,
    why: "",
  } as const;
  await incidents.claim(tenantId, lease, ["shop"]);
  await incidents.transition({ tenantId, lease, subjects: ["shop"], since: at }, () => ({
    put: [{ ...what, watched }],
    gone: [],
    incident: {
      ...{ id: "inc_1", subject: "shop", title: "A node is down", severity: "critical", openedAt: at, batchAt: at },
      ...{ violations: [{ ...evidence, batch: 1, times: 1, state: "violated" }], sequence: 1, phase: "open" },
    },
    events: [draft("opened")],
  }));
  const { investigation } = beginInvestigation({
    ...{ id: "inv_1", incidentId: "inc_1", subject: "shop", reasoner: { kind: "rules", version: 1 }, why: "" },
    ...{ startedBy: riley, startedAt: at, budget: usualBudget },
  });
  const call = { tool: "observe", arguments: {}, why: "" } as const;
  const turns = [{ number: 1, call, askedAt: at }];
  await investigations.begin(tenantId, { investigation: { ...investigation, turns }, events: [draft("begun")] });
}

async function fillLevels(s: TestStores, tenantId: TenantId, at: Date): Promise<void> {
  const scope = { kind: "subject", name: "web-1" } as const;
  const said = { by: riley, at, why: "because" };
  await s.levels.change(tenantId, scope, () => ({
    changes: [{ scope, level: 2, how: "set", ...said }],
    promotions: [{ ...{ id: "pro_1", scope, from: 2, to: 3, offeredAt: at, evidence: [] }, phase: "offered" }],
    events: [draft("set")],
  }));
  await s.levels.changeTrust(tenantId, { runbookId: "rbk_disk", kind: "trust", trust: 2, ...said }, [draft("trust")]);
  const asked: Elevation = {
    ...{ id: "elv_1", scope, reason: "", minutes: 5, askedBy: riley, askedAt: at },
    phase: "asked",
  };
  await s.levels.askElevation(tenantId, asked, [draft("asked")]);
}

/** What the attempt above wrote, sealed under a key of its tenant. */
async function fillOutputs(s: TestStores, tenantId: TenantId): Promise<void> {
  const name = "c".repeat(64);
  const inserts = [
    `tenant_key (tenant_id, version, master_id, wrapped, key_check, made_at, wrapped_at)
      VALUES ($1, 1, 'mst', 'wrapped', repeat('0', 32), now(), now())`,
    `output_blob (tenant_id, execution_id, step_id, attempt, stream, name, key_version, place)
      VALUES ($1, 'exe_1', 'stp_1', 1, 'stdout', '${name}', 1, 'database')`,
    `sealed_blob (tenant_id, name, sealed) VALUES ($1, '${name}', 'sealed')`,
  ];
  await s.database.transaction("fill the outputs", { tenantId }, async (session) => {
    for (const insert of inserts)
      await session.run({
        name: `fill_${insert.split(" ", 1)[0]}`,
        sql: `INSERT INTO steadyhand.${insert}`,
        parameters: [tenantId],
      });
  });
}
