import type { Approval } from "@steadyhand/core/approval";
import type { Execution, Reading, Seen, StepState, Underway } from "@steadyhand/core/execution";
import fc from "fast-check";
import { expect, it } from "vitest";
import { execution, riley } from "../../test/samples.ts";
import { decodeExecution, decodeResult, decodeSummary, encodeExecution, encodeSummary } from "./execution-codec.ts";

const anyDate = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
const anyText = fc.string({ unit: "binary" });
const anyStream = fc.record({ bytes: fc.nat(), keptBytes: fc.nat(), sha256: anyText, truncated: fc.boolean() });

const anySeen: fc.Arbitrary<Seen> = fc.record(
  {
    outcome: fc.constantFrom("succeeded", "failed", "timed_out", "cancelled", "killed", "not_started", "unknown"),
    exitCode: fc.nat(),
    signal: anyText,
    startedAt: anyDate,
    endedAt: anyDate,
    stdout: anyStream,
    stderr: anyStream,
    detail: anyText,
    orphans: fc.array(fc.record({ pid: fc.nat(), command: anyText })),
    hasExpectedOutput: fc.boolean(),
  },
  { requiredKeys: ["outcome", "endedAt", "stdout", "stderr", "orphans"] },
);

const anyReading: fc.Arbitrary<Reading> = fc.record({
  guard: anyText,
  result: fc.constantFrom("holds", "does_not_hold", "unreadable"),
  why: anyText,
  at: anyDate,
});

const request = fc.record({
  id: fc.constant("apr_1" as const),
  digest: anyText,
  risk: fc.constantFrom("safe", "caution", "dangerous"),
  confirmation: fc.constantFrom("click", "typed_target"),
  targetName: anyText,
  environment: fc.constantFrom("lab", "production"),
  proposedBy: fc.constant("act_steadyhand" as const),
  requestedAt: anyDate,
  expiresAt: anyDate,
});
const by = fc.constant(riley);
const grants = fc.array(fc.record({ by, at: anyDate, roles: fc.array(anyText) }));
const anyApproval: fc.Arbitrary<Approval> = fc.oneof(
  fc.record({ request, phase: fc.constant("requested") }),
  fc.record({ request, grants, phase: fc.constant("requested") }),
  fc.record({ request, grants, phase: fc.constant("granted"), by, at: anyDate }),
  fc.record({ request, phase: fc.constant("rejected"), by, at: anyDate, reason: anyText }),
  fc.record({ request, phase: fc.constant("expired"), at: anyDate }),
  fc.record({ request, phase: fc.constant("void"), at: anyDate, reason: anyText }),
);

const dispatched = {
  attempt: fc.nat(),
  attemptId: fc.constant("exe_1/stp_1/1" as const),
  digest: anyText,
  proposalBytes: anyText,
  dispatchedAt: anyDate,
};
const purpose = fc.constantFrom("forward", "rollback");
const decision = fc.constant({
  ...{ verdict: "approve", level: 2, confirmation: "click", caps: [], findings: [], demands: [] },
  demand: { kind: "click", count: 1, quorums: [], lifetimesMs: [900_000] },
} as const);
const forward = { ...dispatched, before: fc.array(anyReading) };
const checked = { holds: fc.boolean(), why: anyText, hasRun: fc.boolean() };
const reading = { readingId: dispatched.attemptId, readingAt: anyDate, readings: fc.array(anyReading) };
const anyUnderway: fc.Arbitrary<Underway> = fc.oneof(
  fc.record({ phase: fc.constant("running"), ...forward }),
  fc.record({ phase: fc.constant("running"), ...dispatched, hold: fc.constant("paused") }),
  fc.record({ phase: fc.constant("rolling_back"), ...dispatched }),
  fc.record({ phase: fc.constant("measuring"), when: fc.constant("before"), ...dispatched, ...reading }),
  fc.record({ phase: fc.constant("measuring"), when: fc.constant("after"), ...forward, ...checked, ...reading }),
);
const anyStep: fc.Arbitrary<StepState> = fc.oneof(
  fc.record({ phase: fc.constant("pending") }),
  fc.record({ phase: fc.constant("ready"), waitsFor: fc.constantFrom("proposal", "hand", "condition"), why: anyText }),
  fc.record({
    phase: fc.constant("awaiting_approval"),
    purpose,
    approval: anyApproval,
    decision,
    proposalBytes: anyText,
  }),
  fc.record({ phase: fc.constant("ready"), waitsFor: fc.constant("retry"), why: anyText, at: anyDate }),
  anyUnderway,
  fc.record({ phase: fc.constant("lost_contact"), since: anyDate, until: anyDate, why: anyText, was: anyUnderway }),
  fc.record({ phase: fc.constant("settling"), ...forward, ...checked, until: anyDate }),
  fc.record({ phase: fc.constant("previewed"), at: anyDate, would: fc.constant("run"), why: anyText }),
  fc.record({ phase: fc.constant("rolled_back"), at: anyDate, how: fc.constant("verified"), why: anyText }),
  fc.record({ phase: fc.constant("left_in_place"), at: anyDate, why: anyText, by }),
  fc.record({ phase: fc.constant("verifying"), ...dispatched, purpose, seen: anySeen }),
  fc.record({ phase: fc.constant("succeeded"), at: anyDate, how: fc.constantFrom("verified", "by_hand"), by }),
  fc.record({ phase: fc.constant("failed"), at: anyDate, why: anyText, isRolledBack: fc.boolean() }),
  fc.record({ phase: fc.constant("rollback_available"), at: anyDate, why: anyText }),
  fc.record({ phase: fc.constant("skipped"), at: anyDate, why: anyText, by }),
  fc.record({ phase: fc.constant("manual_intervention"), at: anyDate, code: anyText, why: anyText }),
);

const looksLikeDates = fc.dictionary(
  fc.oneof(anyText, fc.constantFrom("at", "startedAt", "expiresAt", "requestedAt")),
  fc.oneof(
    anyText,
    anyDate.map((date) => date.toISOString()),
  ),
);
const anyExecution: fc.Arbitrary<Execution> = fc
  .record(
    {
      phase: fc.constantFrom("running", "paused", "manual_intervention", "completed", "aborted", "rolled_back"),
      undo: fc.record({ by, at: anyDate, reason: anyText, steps: fc.constant(["stp_1"]) }),
      failures: fc.constant({ stp_1: [new Date(5), new Date(7)] }),
      startedAt: anyDate,
      endedAt: anyDate,
      abortAsked: fc.record({ by, at: anyDate, reason: anyText }),
      values: looksLikeDates,
      steps: fc.dictionary(fc.stringMatching(/^stp_\w+$/), anyStep) as fc.Arbitrary<Execution["steps"]>,
      answers: fc.dictionary(anyText, fc.boolean()),
      sequence: fc.nat(),
    },
    { requiredKeys: ["phase", "startedAt", "values", "steps", "answers", "sequence"] },
  )
  .map((parts) => ({ ...execution("exe_1", "ten_default", new Date(0)), ...parts }));

it("brings every execution back as it was, in every phase of every step", () => {
  fc.assert(
    fc.property(anyExecution, (before) => {
      expect(decodeExecution(JSON.parse(encodeExecution(before)))).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

it("brings back what a list shows", () => {
  fc.assert(
    fc.property(anyExecution, (before) => {
      const { id, runbook, mode, environment, target, phase, startedBy, startedAt, endedAt } = before;
      const { subject, project } = before;
      const shown = {
        ...{ id, runbook, mode, environment, targetName: target.name, subject, project, phase },
        ...{ startedBy, startedAt, endedAt },
      };
      expect(decodeSummary(JSON.parse(encodeSummary(before)))).toEqual(shown);
    }),
    { numRuns: 100 },
  );
});

it("brings back the result of an attempt", () => {
  fc.assert(
    fc.property(anySeen, anyText, ({ hasExpectedOutput: _seen, ...seen }, stdout) => {
      const result = { ...seen, attemptId: "exe_1/stp_1/1", output: { stdout, stderr: "" } };
      expect(decodeResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
    }),
    { numRuns: 100 },
  );
});
