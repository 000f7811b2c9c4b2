import { type Execution, type Plan, type PlannedStep, startExecution } from "@steadyhand/core/execution";
import type { Actor } from "@steadyhand/core/identity";
import { createRedactor } from "@steadyhand/core/redaction";
import type { SecondKey } from "@steadyhand/core/risk";
import { loadScanner, readCommand, scannerVersion } from "@steadyhand/scanner";
import type { Around } from "../src/around.ts";
import { type CommandScanner, policyInForce } from "../src/index.ts";
import type { Proposer } from "../src/propose.ts";
import { createRedactors } from "../src/redactors.ts";

export const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
export const now = new Date("2026-03-01T03:00:00.000Z");
export const by = { provider: "fake", requestedModel: "m", model: "m-1", promptVersion: "1" };

const loaded = await loadScanner();
/** The real one. */
export const scanner: CommandScanner = {
  version: scannerVersion,
  scan: (text, dialect) => loaded.scan(text, dialect),
  scanWritten: (text, dialect) => loaded.scan(text, dialect),
  read: readCommand,
};

let approvals = 0;
export const proposer: Proposer = {
  scanner,
  stepEnvironment: { PATH: "/bin" },
  newApprovalId: () => `apr_${++approvals}`,
  redactorOf: createRedactors((learned) => createRedactor({ learned })),
};

export function answered(risk: "safe" | "caution" | "dangerous" | "unknown", confidence = 1): SecondKey {
  return { state: "answered", risk, confidence, reason: "because I say so", by };
}

/** A run in the lab at L3, where what is safe runs without a person. */
export function runOf(command: string, rest: Partial<PlannedStep> = {}, values: Record<string, string> = {}) {
  const step: PlannedStep = {
    ...{ id: "stp_1", number: "1", title: "Do it", description: "", section: [], variables: [] },
    command: { text: command, dialect: "shell" },
    ...rest,
  };
  const variables = Object.keys(values).map((name) => ({ name, type: "secret" as const }));
  const plan: Plan = { steps: [step], conditions: [], variables };
  const begun = startExecution(
    {
      ...{ id: "exe_1", tenantId: "ten_a", mode: "run", environment: "lab", workingDirectory: "/" },
      runbook: { id: "rbk_1", version: 1, title: "Do it", sourceSha256: "00" },
      target: { kind: "local", name: "web-1", isDisposable: false },
      ...{ subject: "web-1", project: "default" },
      settings: { targetIsDisposable: false, requestedLevel: 3 },
      ...{ values, secretNames: Object.keys(values), startedBy: riley },
    },
    plan,
    now,
  );
  if (!begun.ok) throw new TypeError(begun.refusal.message);
  const execution: Execution = begun.state;
  return { execution, plan, step };
}

/** A lab where what is allowed runs, with a runbook that has proven itself. */
export const audit = policyInForce({ governanceMode: "audit" });

/** What stands around a run of which nothing is known that would hold it up. */
export function aroundOf(more: Partial<Around> = {}): Around {
  return {
    policy: audit,
    panic: { isOn: false },
    now,
    circumstances: {
      trust: { level: 2, why: "it has proven itself" },
      changesLastHour: 0,
      session: { actions: 0, rapid: 0 },
      setbacks: [],
      drift: { attempts: 0, automatic: 0 },
    },
    ...more,
  };
}
