import { z } from "zod";
import { PolicyProblem, PolicyState } from "./policy-state.ts";
import { Decision } from "./proposal.ts";
import { Environment, ExecutionIdSchema, MergedTier, StepIdSchema } from "./words.ts";

const Time = z.iso.datetime();

/** One setting in words. */
export const PolicySetting = z.object({
  path: z.string(),
  says: z.string(),
  /** Whether it is what holds without a file. */
  isStandard: z.boolean(),
});

export const PolicySection = z.object({ title: z.string(), settings: z.array(PolicySetting) });

export const PolicyInForce = PolicyState.extend({
  /** The whole policy as a file would hold it. */
  document: z.record(z.string(), z.unknown()),
  sections: z.array(PolicySection),
}).meta({ id: "PolicyInForce" });

/** A policy file's whole text. */
export const PolicyText = z.string().max(512 * 1024);

export const CheckPolicyBody = z.strictObject({ text: PolicyText });

/** `stricter`: less runs by itself, or more is asked of people. `other`: neither, or it cannot be said. */
export const PolicyChange = z.object({
  path: z.string(),
  says: z.string(),
  direction: z.enum(["stricter", "looser", "other"]),
});

/** A text read as a policy, with what it would change. Nothing is put in force. */
export const PolicyCheck = z
  .discriminatedUnion("ok", [
    z.object({
      ok: z.literal(true),
      sha256: z.string(),
      /** Against the policy in force. */
      changes: z.array(PolicyChange),
    }),
    z.object({ ok: z.literal(false), problems: z.array(PolicyProblem) }),
  ])
  .meta({ id: "PolicyCheck" });

export const ExplanationQuery = z.object({
  /** The current step when not given. */
  stepId: StepIdSchema.optional(),
});

/** A proposal's digest, or so many of its first digits that it can be no other. */
export const ProposalParams = z.strictObject({ digest: z.string().regex(/^sha256:[0-9a-f]{8,64}$/) });

/** Why the gate decided of a step as it did, from the record. */
export const DecisionExplanation = z
  .object({
    executionId: ExecutionIdSchema,
    stepId: StepIdSchema,
    attempt: z.int(),
    purpose: z.enum(["forward", "rollback"]),
    /** When it was judged. */
    at: Time,
    digest: z.string(),
    environment: Environment,
    targetName: z.string(),
    risk: MergedTier,
    /** Whether a person is being asked on this decision now. */
    isOpen: z.boolean(),
    decision: Decision,
  })
  .meta({ id: "DecisionExplanation" });

export const SimulatePolicyBody = z.strictObject({
  text: PolicyText,
  since: Time,
  /** From the answer before: goes on with older decisions. */
  after: z.string().max(64).optional(),
});

const Verdict = z.enum(["run", "approve", "by_hand", "refuse"]);
/** How many decisions were of each verdict. */
const VerdictCounts = z.object({ run: z.int(), approve: z.int(), by_hand: z.int(), refuse: z.int() });
const SimulatedSide = z.object({
  verdict: Verdict,
  level: z.int(),
  /** How many people must say yes, and how; 0 where nobody is asked. */
  approvals: z.int(),
  confirmation: z.string().optional(),
});

/** One recorded decision that would be another one. */
export const SimulatedDecision = z
  .object({
    sequence: z.int(),
    at: Time,
    executionId: z.string(),
    stepId: z.string(),
    attempt: z.int(),
    environment: z.string(),
    targetName: z.string(),
    risk: z.string(),
    command: z.string(),
    before: SimulatedSide,
    after: SimulatedSide,
    /** What makes the difference, each with its reason. */
    why: z.array(z.string()),
  })
  .meta({ id: "SimulatedDecision" });

/** What recorded decisions would have been under another policy; newest first, page by page. */
export const PolicySimulation = z
  .object({
    since: Time,
    /** Decisions that were replayed here. */
    decisions: z.int(),
    /** Recorded in a form that cannot be replayed. */
    unreadable: z.int(),
    before: VerdictCounts,
    after: VerdictCounts,
    changed: z.array(SimulatedDecision),
    next: z.string().optional(),
  })
  .meta({ id: "PolicySimulation" });
