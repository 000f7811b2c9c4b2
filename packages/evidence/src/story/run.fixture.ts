import { type AuditEventDraft, emptyChain, sealEvents } from "@steadyhand/core/audit";
import type { Decision } from "@steadyhand/core/autonomy";
import type { Actor } from "@steadyhand/core/identity";
import { type Proposal, type ResolvedCommand, seal, sha256Hex } from "@steadyhand/core/proposal";
import { createTeller, type RecordedEvent, type RunStory } from "./index.ts";

export const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
export const bo: Actor = { kind: "person", id: "act_bo", name: "Bo" };
const engine: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };
export const startedAt = new Date("2026-03-01T03:00:00.000Z");
const expiresAt = "2026-03-01T03:05:00.000Z";

type Draft = Omit<AuditEventDraft, "actor" | "outcome"> & Partial<Pick<AuditEventDraft, "actor" | "outcome">>;

/** Events as the ledger seals them, a second apart. */
export function sealed(drafts: readonly Draft[]): RecordedEvent[] {
  const whole = drafts.map(
    (draft): AuditEventDraft => ({
      actor: engine,
      outcome: "ok",
      executionId: "exe_1",
      environment: "production",
      level: 2,
      ...draft,
    }),
  );
  let after = emptyChain;
  return whole.map((draft, index) => {
    const at = new Date(startedAt.getTime() + index * 1_000);
    const [made] = sealEvents({ tenantId: "ten_one", drafts: [draft], at, after });
    if (made === undefined) throw new TypeError("one draft gives one event");
    after = { sequence: made.event.sequence, hash: made.hash };
    return { ...made.event, hash: made.hash };
  });
}

export function storyOf(events: readonly RecordedEvent[]): RunStory {
  const teller = createTeller();
  for (const event of events) teller.add(event);
  return teller.story();
}

export const started: Draft = {
  type: "execution.started",
  actor: riley,
  why: 'Riley started "Drop the old table" on db-3 (production)',
  data: {
    runbook: { id: "rbk_1", version: 4, title: "Drop the old table", sourceSha256: sha256Hex("# Drop") },
    mode: "run",
    target: { kind: "local", name: "db-3", isDisposable: false },
    subject: "shop-db",
    project: "shop",
    environment: "production",
    settings: { targetIsDisposable: false },
    values: { table: "old_orders" },
    workingDirectory: "/srv/shop",
    steps: 2,
  },
};

const decision: Decision = {
  verdict: "approve",
  level: 2,
  confirmation: "typed_target",
  caps: [{ name: "environment ceiling", level: 2, reason: "production never goes above L2" }],
  findings: [{ rule: "dangerous needs a person", verdict: "approve", reason: "nobody else may" }],
  demand: { kind: "four_eyes", count: 2, quorums: [], lifetimesMs: [300_000] },
  demands: [{ rule: "two pairs of eyes", reason: "whoever proposed it cannot approve it", count: 2 }],
};

export function proposalOf(command: ResolvedCommand, stepId: `stp_${string}` = "stp_1", attempt = 1): Proposal {
  return {
    executionId: "exe_1",
    stepId,
    attempt,
    purpose: "forward",
    command,
    target: { kind: "local", name: "db-3", isDisposable: false },
    environment: "production",
    proposedBy: riley,
    why: "Drop it",
    risk: {
      merged: { risk: "dangerous", rule: 1, why: "The scanner says dangerous." },
      scanner: "dangerous",
      evidence: [{ rule: "program.psql", risk: "dangerous", range: { start: 0, end: 4 }, why: "it drops a table" }],
      secondKey: { state: "absent", code: "timed_out", reason: "the model was late" },
      scannerVersion: "3.1",
    },
    actionClasses: ["deletes"],
    blastRadius: "one",
    isIdempotent: false,
    verification: { exitStatus: 0, outputIncludes: "DROP TABLE" },
    workingDirectory: "/srv/shop",
    environmentNames: ["PATH"],
    timeoutMs: 300_000,
    dependsOn: {
      runbook: { id: "rbk_1", version: 4, sourceSha256: sha256Hex("# Drop") },
      policySha256: sha256Hex("policy"),
      environmentSha256: sha256Hex("environment"),
    },
  };
}

export function proposed(proposal: Proposal, more: Partial<Draft> = {}): Draft {
  const { digest } = seal(proposal);
  const { stepId, attempt, purpose } = proposal;
  const why = "dangerous needs a person: nobody else may";
  const data = { purpose, digest, proposal, decision, gate: { policySha256: "never drawn" } };
  return { type: "step.proposed", actor: riley, stepId, attempt, why, data, ...more };
}

/** Asked, granted by one and then by another, handed out, ended and verified. */
export function ranOf(
  proposal: Proposal,
  { outcome = "succeeded" }: { readonly outcome?: string } = {},
): readonly Draft[] {
  const { digest } = seal(proposal);
  const { stepId, attempt } = proposal;
  const request = {
    id: "apr_1",
    digest,
    confirmation: "typed_target",
    targetName: "db-3",
    expiresAt,
    demand: decision.demand,
  };
  const grants = [
    { by: riley, roles: ["sre"], at: "2026-03-01T03:00:03.000Z" },
    { by: bo, roles: ["sre", "lead"], at: "2026-03-01T03:00:04.000Z" },
  ];
  const one = { stepId } as const;
  const stream = (text: string) => ({
    bytes: text.length,
    keptBytes: text.length,
    sha256: sha256Hex(text),
    truncated: false,
  });
  const kept = (text: string) => ({
    bytes: text.length,
    sha256: sha256Hex(text),
    start: text.slice(0, 500),
    place: "store",
  });
  const said = "DROP TABLE\n";
  const ended = {
    attemptId: `exe_1/${stepId}/${attempt}`,
    outcome,
    ...(outcome === "succeeded" && { exitCode: 0 }),
    ...(outcome === "unknown" && { detail: "the runner lost it" }),
    startedAt: "2026-03-01T03:00:05.100Z",
    endedAt: "2026-03-01T03:00:05.350Z",
    stdout: stream(said),
    stderr: stream(""),
    orphans: [],
    kept: { stdout: kept(said), stderr: kept("") },
  };
  return [
    {
      ...one,
      type: "approval.requested",
      why: "asked for 2 people's yes",
      data: { approval: { request, phase: "requested" } },
    },
    {
      ...one,
      type: "approval.granted",
      actor: riley,
      why: "Riley approved exactly these bytes: 1 of 2",
      data: { approval: { request, grants: grants.slice(0, 1) } },
    },
    {
      ...one,
      type: "step.approved",
      actor: bo,
      why: "Bo approved exactly these bytes",
      data: { approval: { request, grants, phase: "granted" } },
    },
    {
      ...one,
      type: "step.dispatched",
      attempt,
      why: "the attempt is handed to the runner",
      data: { digest, purpose: "forward" },
    },
    {
      ...one,
      type: "step.executed",
      attempt,
      why: `outcome: ${outcome}`,
      outcome: outcome === "succeeded" ? "ok" : "unknown",
      data: ended,
    },
    ...(outcome === "succeeded"
      ? [
          {
            ...one,
            type: "step.verified",
            attempt,
            why: "it ended with exit status 0",
            data: { holds: true, purpose: "forward" },
          } as const,
        ]
      : [
          {
            ...one,
            type: "step.needs_person",
            outcome: "unknown",
            why: "nobody can say how far it ran",
            data: { code: "attempt.unknown" },
          } as const,
        ]),
  ];
}

export const completed: Draft = { type: "execution.completed", why: "every step succeeded", data: {} };
