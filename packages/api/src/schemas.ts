import { z } from "zod";
import { UnfinishedIntent } from "./ledger-stream.ts";
import { PolicyState } from "./policy-state.ts";

/** Everything on the wire, once: the server validates with these, OpenAPI and the client's types come from them. */

export const Risk = z.enum(["safe", "caution", "dangerous", "unknown"]);
export const MergedTier = z.enum(["safe", "caution", "dangerous"]);
export const Dialect = z.enum(["shell", "sql", "action"]);
export const Environment = z.enum(["lab", "development", "test", "pre-production", "production"]);
export const Level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export const Outcome = z.enum(["ok", "refused", "failed", "unknown"]);

export const RunbookIdSchema = z.string().regex(/^rbk_[A-Za-z0-9_-]{1,64}$/);
export const ExecutionIdSchema = z.string().regex(/^exe_[A-Za-z0-9_-]{1,64}$/);
export const StepIdSchema = z.string().regex(/^stp_[A-Za-z0-9_-]{1,64}$/);
export const ActorIdSchema = z.string().regex(/^act_[A-Za-z0-9_.-]{1,64}$/);

const Time = z.iso.datetime();
/** UTF-16 offsets, end exclusive. */
export const Range = z.object({ start: z.int(), end: z.int() }).meta({ id: "Range" });

export const Actor = z
  .object({
    kind: z.enum(["person", "policy", "schedule", "model", "agent", "system"]),
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: "Actor" });

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** What was tried, on what, and what stood in the way. */
    detail: z.string(),
    /** Exact and stable. */
    code: z.string(),
    hint: z.string().optional(),
    /** Each part of a body or query that does not fit. */
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });

export const Effect = z.enum([
  "reads",
  "reveals",
  "writes",
  "deletes",
  "executes",
  "starts",
  "stops",
  "scales",
  "configures",
  "sends",
  "grants",
  "spends",
]);

export const Evidence = z
  .object({
    rule: z.string(),
    risk: Risk,
    range: Range,
    why: z.string(),
    /** What would make it safer. */
    instead: z.string().optional(),
    effect: Effect.optional(),
    reach: z.enum(["one", "many", "all"]).optional(),
    isReversible: z.boolean().optional(),
    /** The command that takes it back. */
    undo: z.string().optional(),
  })
  .meta({ id: "Evidence" });

export const ModelUse = z
  .object({ provider: z.string(), requestedModel: z.string(), model: z.string(), promptVersion: z.string() })
  .meta({ id: "ModelUse" });

export const SecondKey = z
  .discriminatedUnion("state", [
    z.object({
      state: z.literal("answered"),
      risk: Risk,
      confidence: z.number(),
      /** The model's own words. */
      reason: z.string(),
      rollback: z.string().optional(),
      by: ModelUse,
    }),
    z.object({ state: z.literal("absent"), code: z.string(), reason: z.string(), by: ModelUse.optional() }),
  ])
  .meta({ id: "SecondKey" });

/** One command judged: the scanner's own answer with its evidence, the second key's, and the merge of both. */
export const Judgement = z
  .object({
    scanner: Risk,
    evidence: z.array(Evidence),
    secondKey: SecondKey,
    final: MergedTier,
    mergeRule: z.int().min(1).max(5),
    why: z.string(),
    scannerVersion: z.string(),
    /** A command that would take it back, told from the tables or proposed by the model, with the scanner's answer. */
    suggestedRollback: z.object({ text: z.string(), from: z.enum(["scanner", "model"]), risk: Risk }).optional(),
  })
  .meta({ id: "Judgement" });

/** What a takeover level is set for. */
export const LevelScope = z
  .object({ kind: z.enum(["subject", "project"]), name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/) })
  .meta({ id: "LevelScope" });

/** One level more, until its time has passed. */
export const ActiveElevation = z
  .object({ id: z.string(), scope: LevelScope, reason: z.string(), askedBy: Actor, grantedBy: Actor, until: Time })
  .meta({ id: "ActiveElevation" });

export const Status = z
  .object({
    version: z.string(),
    actor: Actor,
    targetName: z.string(),
    /** Without a second key nothing is safe and every step waits for a person. */
    secondKey: z.object({
      isConfigured: z.boolean(),
      explanation: z.string(),
      howToConfigure: z.string(),
      /** The configured provider and model of the second key. */
      provider: z.string().optional(),
      model: z.string().optional(),
      /** What was spent today (UTC), and the limits; `isExhausted` names the limit that was reached. */
      budget: z
        .object({
          day: z.string(),
          tokens: z.int(),
          tokensPerDay: z.int(),
          usd: z.number(),
          usdPerDay: z.number(),
          isExhausted: z.enum(["tokens", "usd"]).optional(),
        })
        .optional(),
    }),
    environments: z.array(z.object({ name: Environment, standard: Level, ceiling: Level })),
    /** What goes further than it should for a while. */
    elevations: z.array(ActiveElevation),
    governance: z.enum(["strict", "audit"]),
    policy: PolicyState,
    /** The places besides the data folder that the signed checkpoints of the record are carried to. */
    checkpoints: z.array(
      z.object({
        name: z.string(),
        keptAt: Time.optional(),
        failing: z.object({ since: Time, why: z.string() }).optional(),
      }),
    ),
    /** What was begun more than a minute ago and has no outcome yet. */
    unfinished: z.array(UnfinishedIntent),
    /** The record cannot be written, so nothing runs: since when, and why. Absent where it can. */
    recordFailing: z.object({ since: Time, triedAt: Time, why: z.string(), hint: z.string().optional() }).optional(),
    /** The collector that the record is carried to as log records, where one is configured. */
    telemetry: z
      .object({
        name: z.string(),
        keptAt: Time.optional(),
        failing: z.object({ since: Time, why: z.string() }).optional(),
        /** So many records it would not take. */
        rejected: z.int(),
      })
      .optional(),
    /** How far the record has been divided into months ahead; `hasOthers`: some events bear a time that no month was made for. */
    ledgerMonths: z.object({
      madeUntil: Time.optional(),
      hasOthers: z.boolean().optional(),
      failing: z.object({ since: Time, why: z.string() }).optional(),
    }),
    dataFolder: z.string(),
    database: z.string(),
    scannerVersion: z.string(),
    startedAt: Time,
  })
  .meta({ id: "Status" });

// ---- runbooks

export const SourceText = z.string().max(2 * 1024 * 1024);
export const RunbookCommand = z
  .object({
    text: z.string(),
    dialect: Dialect,
    origin: z.enum(["fence", "indented", "prompt", "inline", "model", "workflow"]),
    range: Range,
  })
  .meta({ id: "RunbookCommand" });

export const RunbookStep = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    description: z.string(),
    section: z.array(z.string()),
    range: Range,
    command: RunbookCommand.optional(),
    /** Of the command as written, before variables are filled. */
    judgement: Judgement.optional(),
    variables: z.array(z.string()),
    after: z.array(z.string()),
    condition: z.object({ id: z.string(), branch: z.enum(["then", "otherwise"]) }).optional(),
    rollback: RunbookCommand.optional(),
    rollbackJudgement: Judgement.optional(),
    expect: z.object({ text: z.string(), range: Range }).optional(),
  })
  .meta({ id: "RunbookStep" });

export const RunbookVariable = z
  .object({
    name: z.string(),
    type: z.enum(["text", "number", "host", "ip", "path", "url", "name", "namespace", "date", "secret"]),
    uses: z.array(z.object({ stepId: z.string(), form: z.string(), range: Range })),
    setBy: z.string().optional(),
    default: z.string().optional(),
  })
  .meta({ id: "RunbookVariable" });

export const ParsedRunbook = z
  .object({
    title: z.string(),
    format: z.enum(["markdown", "html", "confluence", "restructuredtext", "plain", "workflow"]),
    source: z.string(),
    sourceSha256: z.string(),
    steps: z.array(RunbookStep),
    variables: z.array(RunbookVariable),
    prerequisites: z.array(
      z.object({ kind: z.enum(["network", "access", "tool", "state", "person"]), text: z.string(), range: Range }),
    ),
    conditions: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        range: Range,
        then: z.array(z.string()),
        otherwise: z.array(z.string()),
      }),
    ),
    ambiguities: z.array(
      z.object({ stepId: z.string().optional(), text: z.string(), range: Range, missing: z.string() }),
    ),
    orderedItems: z.int(),
  })
  .meta({ id: "ParsedRunbook" });

export const RunbookSummary = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    steps: z.int(),
    sourceSha256: z.string(),
    importedBy: Actor,
    importedAt: Time,
  })
  .meta({ id: "RunbookSummary" });

export const Runbook = RunbookSummary.extend({ parsed: ParsedRunbook }).meta({ id: "Runbook" });

export const ParseRunbookBody = z.strictObject({ text: SourceText });
/** A proposal of the model that a person accepted. Taken only when the text really stands at that place. */
export const AcceptedStep = z.strictObject({ text: z.string().min(1).max(8192), dialect: Dialect, range: Range });
export const ImportRunbookBody = z.strictObject({
  text: SourceText,
  runbookId: RunbookIdSchema.optional(),
  accepted: z.array(AcceptedStep).max(200).optional(),
});

/** What the model adds to the deterministic reading: proposals, each found letter for letter in the text. */
export const Extraction = z
  .discriminatedUnion("state", [
    z.object({
      state: z.literal("answered"),
      steps: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          command: RunbookCommand,
          judgement: Judgement,
          after: z.string().optional(),
        }),
      ),
      variables: z.array(z.object({ name: z.string(), range: Range })),
      branches: z.array(z.object({ text: z.string(), range: Range, then: z.array(z.string()) })),
      /** What the model returned and the text does not hold. */
      dropped: z.array(
        z.object({ kind: z.enum(["command", "variable", "branch"]), text: z.string(), why: z.string() }),
      ),
      by: ModelUse,
    }),
    z.object({ state: z.literal("absent"), code: z.string(), reason: z.string() }),
  ])
  .meta({ id: "Extraction" });

/** A runbook's text read and judged by both keys, with what the model adds. Nothing is kept. */
export const RunbookAssessment = z
  .object({ runbook: ParsedRunbook, extraction: Extraction, tookMs: z.number() })
  .meta({ id: "RunbookAssessment" });
export const ImportRunbookResult = z
  .object({ runbook: Runbook, isNew: z.boolean() })
  .meta({ id: "ImportRunbookResult" });

export const ClassifyBody = z.strictObject({ command: z.string().max(64 * 1024), dialect: Dialect.default("shell") });

const JudgedCommand = z.object({ text: z.string(), dialect: Dialect, judgement: Judgement });
/** The stored judgement of one step of a kept runbook. */
export const StepClassification = z
  .object({
    runbookId: z.string(),
    version: z.int(),
    stepId: z.string(),
    judgedAt: Time,
    /** Why it was judged then. */
    occasion: z.enum(["imported", "rescanned"]),
    command: JudgedCommand.optional(),
    rollback: JudgedCommand.optional(),
  })
  .meta({ id: "StepClassification" });
/** Steps are numbered within their runbook, so it takes both to name one. */
export const ClassificationQuery = z.object({
  runbookId: RunbookIdSchema,
  version: z.coerce.number().int().min(1).optional(),
});

export const RescanBody = z.strictObject({
  /** All kept runbooks, each in its newest version, when not given. */
  runbookId: RunbookIdSchema.optional(),
  /** Only says what would change. */
  dryRun: z.boolean().default(false),
});
const RescanSide = z.object({ scanner: Risk, final: MergedTier, scannerVersion: z.string(), why: z.string() });
export const RescanResult = z
  .object({
    dryRun: z.boolean(),
    scannerVersion: z.string(),
    runbooks: z.int(),
    commands: z.int(),
    changed: z.array(
      z.object({
        runbookId: z.string(),
        version: z.int(),
        title: z.string(),
        stepId: z.string(),
        number: z.string(),
        purpose: z.enum(["forward", "rollback"]),
        command: z.string(),
        before: RescanSide,
        after: RescanSide,
      }),
    ),
  })
  .meta({ id: "RescanResult" });

/** How the configured model did on a small known set. */
export const ModelCheck = z
  .object({
    provider: z.string(),
    requestedModel: z.string(),
    model: z.string().optional(),
    promptVersion: z.string(),
    cases: z.array(
      z.object({
        command: z.string(),
        scanner: Risk,
        answer: SecondKey,
        /** Whether the model's answer is the scanner's, or higher. */
        agrees: z.boolean(),
        tookMs: z.number(),
      }),
    ),
    answered: z.int(),
    agreed: z.int(),
    /** Below the scanner: what a model that is too trusting would do. It changes nothing but its use. */
    lower: z.int(),
    latencyMs: z.object({ median: z.number(), max: z.number() }).optional(),
    tokens: z.int(),
    /** Absent where the configuration names no price. */
    usd: z.number().optional(),
  })
  .meta({ id: "ModelCheck" });

// ---- executions

export const StartExecutionBody = z.strictObject({
  runbookId: RunbookIdSchema,
  version: z.int().min(1).optional(),
  /** `dry_run`: everything but the effect; each step is judged and shown, and nobody is asked. */
  mode: z.enum(["run", "instructions", "dry_run"]).default("run"),
  environment: Environment,
  /** What it changes; the target's name when not given. */
  subject: LevelScope.shape.name.optional(),
  /** What its subject belongs to; `default` when not given. */
  project: LevelScope.shape.name.optional(),
  /** Raises or lowers the environment's standard level for this run; never above its ceiling. */
  level: Level.optional(),
  values: z.record(z.string(), z.string().max(4096)).default({}),
  workingDirectory: z.string().max(4096).optional(),
  /** Commands that only read: what must not get worse by a change is read before it and again after it. */
  guards: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(64),
        command: z.string().min(1).max(4096),
        /** A text that its output must hold. */
        expect: z.string().min(1).max(500).optional(),
      }),
    )
    .max(20)
    .optional(),
  /** How long each change settles before it is looked at again. */
  settleMs: z.int().min(0).max(3_600_000).optional(),
  /** How often a step that only reads is tried again by itself. */
  retries: z.int().min(0).max(3).optional(),
  /** The same key again gives the same execution instead of a second one. */
  idempotencyKey: z.string().min(8).max(64).optional(),
});

export const ResolvedCommand = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("words"), words: z.array(z.string()) }),
    z.object({ kind: z.literal("shell"), script: z.string() }),
    z.object({
      kind: z.literal("action"),
      name: z.string(),
      version: z.int(),
      parameters: z.record(z.string(), z.unknown()),
    }),
  ])
  .meta({ id: "ResolvedCommand" });

export const Cap = z.object({
  name: z.string(),
  level: Level,
  reason: z.string(),
  /** An emergency elevation lifts it by one level. */
  isRaisable: z.boolean().optional(),
});
export const DemandKind = z.enum(["click", "typed_target", "four_eyes"]);
/** What a yes takes: so many different people, each of the quorums met. */
export const Demand = z
  .object({
    kind: DemandKind,
    count: z.int(),
    quorums: z.array(
      z.object({
        rule: z.string(),
        /** Nobody named: everybody who may approve at all. */
        approvers: z.array(z.string()),
        count: z.int(),
        escalation: z.array(z.array(z.string())),
      }),
    ),
    lifetimesMs: z.array(z.number()),
  })
  .meta({ id: "Demand" });
export const Decision = z
  .object({
    verdict: z.enum(["run", "approve", "by_hand", "refuse"]),
    level: Level,
    confirmation: z.enum(["click", "typed_target"]),
    caps: z.array(Cap),
    findings: z.array(z.object({ rule: z.string(), verdict: z.string(), reason: z.string() })),
    /** Absent in what was decided before demands were kept. */
    demand: Demand.optional(),
    /** What each rule demanded of a yes, and why. */
    demands: z
      .array(
        z.object({
          rule: z.string(),
          reason: z.string(),
          kind: DemandKind.optional(),
          count: z.int().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Decision" });

/** A look at the target that only reads. */
export const GuardView = z
  .object({ name: z.string(), command: ResolvedCommand, outputIncludes: z.string().optional() })
  .meta({ id: "Guard" });

/** What a guard showed, before a change or after it. */
export const ReadingView = z
  .object({
    guard: z.string(),
    result: z.enum(["holds", "does_not_hold", "unreadable"]),
    why: z.string(),
    at: Time,
  })
  .meta({ id: "Reading" });

/** A group of people that must say yes, in words, how many of it, and how many of it have. */
export const Quorum = z.object({ asks: z.string(), needed: z.int(), granted: z.int() }).meta({ id: "Quorum" });

/** Everything a person needs to answer, drawn from the bytes that will run. */
export const ApprovalView = z
  .object({
    id: z.string(),
    digest: z.string(),
    purpose: z.enum(["forward", "rollback"]),
    command: ResolvedCommand,
    judgement: Judgement,
    decision: Decision,
    confirmation: z.enum(["click", "typed_target"]),
    targetName: z.string(),
    environment: Environment,
    workingDirectory: z.string(),
    environmentNames: z.array(z.string()),
    timeoutMs: z.int(),
    verification: z.object({ exitStatus: z.literal(0), outputIncludes: z.string().optional() }),
    guards: z.array(GuardView),
    settleMs: z.int(),
    /** Who is asked, in words, how many of them, and who said yes so far. */
    asks: z.string(),
    needed: z.int(),
    quorums: z.array(Quorum),
    grants: z.array(z.object({ by: Actor, at: Time })),
    isFourEyes: z.boolean(),
    /** How often nobody answered, so that others were asked. */
    escalations: z.int(),
    rollback: z.object({ command: ResolvedCommand, final: MergedTier }).optional(),
    /** Who wrote its command last in this run, else who started the run. */
    proposedBy: Actor,
    /** Everybody who had a hand in it: none of them is a second pair of eyes. */
    proposers: z.array(Actor),
    requestedAt: Time,
    expiresAt: Time,
  })
  .meta({ id: "Approval" });

export const OutputSummary = z.object({
  bytes: z.int(),
  keptBytes: z.int(),
  sha256: z.string(),
  truncated: z.boolean(),
});

/** One stream of an attempt; `unreadable` says why its text is not here although some was kept. */
export const AttemptStream = OutputSummary.extend({
  text: z.string(),
  unreadable: z.object({ code: z.string(), why: z.string() }).optional(),
});

export const AttemptView = z
  .object({
    attempt: z.int(),
    /** The guard that it read; absent for the step's own attempts. */
    guard: z.string().optional(),
    outcome: z.enum(["succeeded", "failed", "timed_out", "cancelled", "killed", "not_started", "unknown"]),
    exitCode: z.int().optional(),
    signal: z.string().optional(),
    startedAt: Time.optional(),
    endedAt: Time,
    detail: z.string().optional(),
    orphans: z.array(z.object({ pid: z.int(), command: z.string() })),
    stdout: AttemptStream,
    stderr: AttemptStream,
  })
  .meta({ id: "Attempt" });

/** What a dry run found of a step: what would run, and what would happen to it. */
export const PreviewView = z
  .object({
    would: z.enum(["run", "approve", "by_hand", "refuse"]),
    why: z.string(),
    code: z.string().optional(),
    digest: z.string().optional(),
    command: ResolvedCommand.optional(),
    judgement: Judgement.optional(),
    decision: Decision.optional(),
    rollback: z.object({ command: ResolvedCommand, final: MergedTier }).optional(),
    guards: z.array(GuardView),
  })
  .meta({ id: "Preview" });

export const StepCommandName = z.enum(["approve", "reject", "edit", "skip", "done", "retry", "roll_back", "answer"]);

export const StepView = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    description: z.string(),
    section: z.array(z.string()),
    phase: z.enum([
      "pending",
      "ready",
      "awaiting_approval",
      "running",
      "rolling_back",
      "verifying",
      "succeeded",
      "failed",
      "rollback_available",
      "skipped",
      "manual_intervention",
      "measuring",
      "settling",
      "lost_contact",
      "previewed",
      "rolled_back",
      "left_in_place",
    ]),
    isCurrent: z.boolean(),
    /** What it waits for, what went wrong, or how it ended; a sentence. */
    why: z.string().optional(),
    code: z.string().optional(),
    waitsFor: z.enum(["proposal", "rollback_proposal", "retry", "hand", "condition"]).optional(),
    at: Time.optional(),
    /** When it goes on by itself, or a person is asked. */
    until: Time.optional(),
    /** What the change came to, read after its settling time. */
    outcome: z.enum(["improved", "unchanged", "worse", "unknown"]).optional(),
    /** What the guards showed before it. */
    readings: z.array(ReadingView).optional(),
    /** Panic paused its processes where they stand. */
    isHeld: z.boolean().optional(),
    /** The run that it was verified in, when that was another one. */
    from: z.string().optional(),
    preview: PreviewView.optional(),
    by: Actor.optional(),
    /** As the runbook has it. */
    command: z.object({ text: z.string(), dialect: Dialect }).optional(),
    /** As a person changed it for this run. */
    editedCommand: z.string().optional(),
    /** With variables filled in; absent while one is missing. */
    resolvedText: z.string().optional(),
    judgement: Judgement.optional(),
    condition: z.object({ id: z.string(), branch: z.enum(["then", "otherwise"]), text: z.string() }).optional(),
    expect: z.string().optional(),
    rollback: z.object({ text: z.string(), dialect: Dialect }).optional(),
    approval: ApprovalView.optional(),
    attempt: z.int().optional(),
    dispatchedAt: Time.optional(),
    /** What a person can do with it now. */
    can: z.array(StepCommandName),
  })
  .meta({ id: "Step" });

export const ExecutionSummary = z
  .object({
    id: z.string(),
    runbook: z.object({ id: z.string(), version: z.int(), title: z.string(), sourceSha256: z.string() }),
    mode: z.enum(["run", "instructions", "dry_run"]),
    environment: Environment,
    targetName: z.string(),
    subject: z.string(),
    project: z.string(),
    phase: z.enum(["running", "paused", "manual_intervention", "completed", "aborted", "rolled_back"]),
    startedBy: Actor,
    startedAt: Time,
    endedAt: Time.optional(),
  })
  .meta({ id: "ExecutionSummary" });

export const ExecutionHead = ExecutionSummary.extend({
  sequence: z.int(),
  level: Level,
  caps: z.array(Cap),
  values: z.record(z.string(), z.string()),
  workingDirectory: z.string(),
  abortAsked: z.object({ by: Actor, at: Time, reason: z.string() }).optional(),
  /** Who paused it, while it is paused. */
  pausedBy: z.enum(["person", "panic", "breaker"]).optional(),
  /** Set once a person asked to take all of it back. */
  undo: z.object({ by: Actor, at: Time, reason: z.string(), steps: z.array(z.string()) }).optional(),
  guards: z.array(GuardView),
  settleMs: z.int(),
  retries: z.int(),
  /** The run whose verified steps this one took over. */
  continues: z.string().optional(),
  can: z.array(z.enum(["pause", "resume", "abort", "roll_back_run"])),
}).meta({ id: "ExecutionHead" });

export const Execution = ExecutionHead.extend({ steps: z.array(StepView) }).meta({ id: "Execution" });

/** What changed since the last one on this stream; the first holds every step. */
export const ExecutionUpdate = z
  .object({ head: ExecutionHead, steps: z.array(StepView) })
  .meta({ id: "ExecutionUpdate" });

export const OutputEvent = z
  .object({ stepId: z.string(), attempt: z.int(), stream: z.enum(["stdout", "stderr"]), text: z.string(), at: Time })
  .meta({ id: "OutputEvent" });

export const DecisionBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("grant"), digest: z.string(), typedTarget: z.string().optional() }),
  z.strictObject({ type: z.literal("reject"), reason: z.string().min(1).max(500) }),
]);

export const StepCommandBody = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("edit"),
    command: z
      .string()
      .min(1)
      .max(64 * 1024),
  }),
  z.strictObject({ type: z.literal("move"), after: StepIdSchema.optional() }),
  z.strictObject({ type: z.literal("skip"), reason: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal("done"), note: z.string().max(500).default("") }),
  z.strictObject({ type: z.literal("retry") }),
  z.strictObject({ type: z.literal("roll_back") }),
  z.strictObject({ type: z.literal("answer"), conditionId: z.string(), holds: z.boolean() }),
]);

export const ExecutionCommandBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("pause"), reason: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal("resume") }),
  z.strictObject({ type: z.literal("abort"), reason: z.string().min(1).max(500) }),
  /** Takes all of it back, newest step first: each rollback is a proposal of its own. */
  z.strictObject({ type: z.literal("roll_back_run"), reason: z.string().min(1).max(500) }),
  /** A step that the runbook does not have. Without `after` it comes first. */
  z.strictObject({
    type: z.literal("add"),
    after: StepIdSchema.optional(),
    title: z.string().min(1).max(200),
    command: z
      .string()
      .min(1)
      .max(64 * 1024),
  }),
]);

export const Outputs = z
  .object({ steps: z.array(z.object({ stepId: z.string(), attempts: z.array(AttemptView) })) })
  .meta({ id: "Outputs" });

// ---- audit

export const AuditEvent = z
  .object({
    sequence: z.int(),
    hash: z.string(),
    previous: z.string(),
    at: Time,
    type: z.string(),
    actor: Actor,
    executionId: z.string().optional(),
    executionSequence: z.int().optional(),
    part: z.int().optional(),
    runbookId: z.string().optional(),
    stepId: z.string().optional(),
    attempt: z.int().optional(),
    environment: Environment.optional(),
    level: Level.optional(),
    traceId: z.string().optional(),
    outcome: Outcome,
    why: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEvent" });

export const AuditQuery = z.object({
  executionId: ExecutionIdSchema.optional(),
  runbookId: RunbookIdSchema.optional(),
  type: z.string().max(64).optional(),
  actorId: ActorIdSchema.optional(),
  /** Exact, in any case. */
  actorName: z.string().min(1).max(64).optional(),
  outcome: Outcome.optional(),
  /** Of executions on this subject. */
  subject: z.string().min(1).max(64).optional(),
  environment: Environment.optional(),
  level: z.coerce.number().pipe(Level).optional(),
  since: Time.optional(),
  until: Time.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().max(64).optional(),
});

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().max(128).optional(),
});

export const LedgerReport = z
  .discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), events: z.int(), head: z.string(), anchors: z.int() }),
    z.object({
      ok: z.literal(false),
      events: z.int(),
      sequence: z.int().optional(),
      code: z.string(),
      problem: z.string(),
    }),
  ])
  .meta({ id: "LedgerReport" });

export const ExportQuery = z.object({
  executionId: ExecutionIdSchema.optional(),
  /** `jsonl` is signed and proves itself; `csv` is for spreadsheets and proves nothing. */
  format: z.enum(["jsonl", "csv"]).default("jsonl"),
  /** Only with `csv`: what is signed is all of the record, or all of one execution. */
  since: Time.optional(),
  until: Time.optional(),
  /** Only with `csv`. */
  byteOrderMark: z.enum(["true", "false"]).optional(),
});
export const LedgerKey = z.object({ publicKeyPem: z.string() }).meta({ id: "LedgerKey" });

// ---- people

export const SignInBody = z.strictObject({ key: z.string().min(16).max(128) });
export const SignedIn = z.object({ actor: Actor }).meta({ id: "SignedIn" });
/** What a person is to the policy, such as `sre` or `admin`. */
export const Role = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
export const AddPersonBody = z.strictObject({
  name: z.string().min(1).max(64),
  roles: z.array(Role).max(20).default([]),
});
export const SetRolesBody = z.strictObject({ roles: z.array(Role).max(20) });
export const AddedPerson = z
  .object({ actor: Actor, key: z.string(), url: z.string() })
  .meta({ id: "AddedPerson", description: "The key is shown this once" });
export const Person = z.object({ actor: Actor, addedAt: Time, roles: z.array(z.string()) }).meta({ id: "Person" });

export const RunbookPage = z.object({ items: z.array(RunbookSummary), next: z.string().optional() });
export const ExecutionPage = z.object({ items: z.array(ExecutionSummary), next: z.string().optional() });
export const AuditPage = z.object({ items: z.array(AuditEvent), next: z.string().optional() });
export const PeoplePage = z.object({ items: z.array(Person) });
