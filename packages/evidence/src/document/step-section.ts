import {
  dig,
  listAt,
  type StepName,
  type StepStory,
  type ToldEvent,
  type TryStory,
  textAt,
  textsAt,
} from "../story/index.ts";
import { approvalSection } from "./approval-section.ts";
import { attemptSection, verificationSection } from "./attempt-section.ts";
import type { Block, Prose } from "./block.ts";
import { commandBlock, excerpt } from "./command-text.ts";
import { decisionSection } from "./decision-section.ts";
import type { Evidence } from "./evidence.ts";
import { checkDigest } from "./find-contradictions.ts";
import { riskOf, riskSection } from "./risk-section.ts";
import { sayDecidedBy, sayStanding } from "./say-standing.ts";
import { sayActor, sayDuration, sayMoment, sayTime, sentence } from "./words.ts";

/** All that is recorded of one step: each proposal from its bytes to its verification, then what people did beside it. */
export function* stepSection(step: StepStory, name: StepName | undefined, { outputs }: Evidence): Generator<Block> {
  const title = nameOf(step, name);
  // Of a step that nothing was ever to run of there are a few lines: they need no page of their own.
  yield { kind: "heading", level: 1, text: title, isOnNewPage: step.tries.length > 0 };
  yield {
    kind: "prose",
    text: [
      { text: sentence(sayStanding(step)), style: "strong" },
      { code: `  ${step.stepId}`, style: "muted" },
    ],
  };
  for (const one of step.tries) yield* trySection(one, outputs);
  if (step.besides.length === 0) return;
  yield { kind: "heading", level: 2, text: "What people and the engine did beside it", bookmark: "Beside it" };
  yield {
    kind: "table",
    columns: [
      { title: "when (UTC)", share: 20 },
      { title: "who", share: 18 },
      { title: "what", share: 18 },
      { title: "in words", share: 44 },
    ],
    rows: step.besides.map(({ at, actor, type, why, data }) => [
      sayMoment(at),
      sayActor(actor),
      [{ code: type }],
      type === "command.refused"
        ? [{ text: `${sentence(why)} ` }, { code: textAt(data, "code") ?? "", style: "muted" }]
        : sentence(why),
    ]),
  };
  for (const event of step.besides) yield* writtenBlocks(event);
}

/** The command that somebody wrote, and the one that stood there before. */
function* writtenBlocks({ type, sequence, data }: ToldEvent): Generator<Block> {
  const [from, to, added] = [textAt(data, "from"), textAt(data, "to"), textAt(data, "command")];
  if (type === "step.edited" && from !== undefined) yield excerpt(from, `Before event ${sequence}`);
  if (type === "step.edited" && to !== undefined) yield excerpt(to, `Written by event ${sequence}`);
  if (type === "step.added" && added !== undefined) yield excerpt(added, `Written by event ${sequence}`);
}

/** What a step is called: by the run's plan, else by its first proposal, else by its id. */
export function nameOf({ stepId, tries }: Pick<StepStory, "stepId" | "tries">, name: StepName | undefined): string {
  if (name !== undefined) return `Step ${name.number}: ${name.title}`;
  const first = textAt(tries[0]?.proposed.data, "proposal", "why");
  return first === undefined ? `Step ${stepId}` : `Step ${stepId}: ${first}`;
}

function* trySection(one: TryStory, outputs: Evidence["outputs"]): Generator<Block> {
  const { proposed } = one;
  const proposal = dig(proposed.data, "proposal");
  const isRollback = textAt(proposed.data, "purpose") === "rollback";
  const number = `attempt ${proposed.attempt ?? "?"}`;
  const title = isRollback ? `Rollback, ${number}` : `Proposal, ${number}`;
  yield { kind: "heading", level: 2, text: `${title}: ${sayDecidedBy(one)}`, bookmark: title };
  yield commandBlock(dig(proposal, "command"));
  yield { kind: "facts", rows: proposalFacts(one, proposal) };
  yield* riskSection(proposal);
  yield* decisionSection(one);
  yield* approvalSection(one);
  yield* attemptSection(one, outputs);
  yield* verificationSection(one);
  yield* rollbackSection(proposal);
}

function proposalFacts(one: TryStory, proposal: unknown) {
  const { at, sequence, actor, data } = one.proposed;
  const target = textAt(proposal, "target", "name") ?? "not recorded";
  const proposers = listAt(proposal, "proposers").map((by) => textAt(by, "name") ?? "?");
  const names = textsAt(proposal, "environmentNames");
  const timeoutMs = dig(proposal, "timeoutMs");
  const digest: Prose = [{ code: textAt(data, "digest") ?? "not recorded" }, ...sayDigest(one)];
  return [
    { label: "Digest of all of it", value: digest },
    {
      label: "Proposed",
      value: `${sayTime(at)} by ${sayActor(actor)}, event ${sequence}${proposers.length > 1 ? `; had a hand in it: ${proposers.join(", ")}` : ""}`,
    },
    {
      label: "On",
      value: [{ code: target }, { text: `  ${textAt(proposal, "environment") ?? ""}`, style: "muted" as const }],
    },
    { label: "In the folder", value: [{ code: textAt(proposal, "workingDirectory") ?? "not recorded" }] },
    { label: "What it does", value: sayReach(proposal) },
    { label: "Time limit", value: typeof timeoutMs === "number" ? sayDuration(timeoutMs) : "not recorded" },
    { label: "It sees the variables", value: names.length === 0 ? "none" : [{ code: names.join(" ") }] },
  ];
}

function sayDigest({ proposed }: TryStory) {
  const found = checkDigest(proposed);
  if (found === "same")
    return [{ text: "  computed anew from the recorded proposal: the same", style: "muted" as const }];
  if (found === "redacted") {
    return [
      {
        text: "  a secret was taken out of the recorded proposal, so it cannot be computed anew",
        style: "muted" as const,
      },
    ];
  }
  return [{ text: "  IT IS NOT THE DIGEST OF THE RECORDED PROPOSAL", style: "strong" as const }];
}

function sayReach(proposal: unknown): string {
  const classes = textsAt(proposal, "actionClasses").join(", ").replaceAll("_", " ");
  const radius = textAt(proposal, "blastRadius");
  const reversible = dig(proposal, "isReversible");
  const said = [
    classes === "" ? "not recorded" : classes,
    radius !== undefined && `reaches ${radius === "unknown" ? "nobody knows how far" : radius}`,
    reversible === true && "can be taken back",
    reversible === false && "cannot be taken back",
    dig(proposal, "isIdempotent") === true && "twice is the same as once",
  ];
  return said.filter(Boolean).join("; ");
}

function* rollbackSection(proposal: unknown): Generator<Block> {
  const rollback = dig(proposal, "rollback");
  const suggested = dig(proposal, "risk", "suggestedRollback");
  if (rollback === undefined && suggested === undefined) return;
  yield { kind: "heading", level: 3, text: "How it would be undone" };
  if (rollback !== undefined) {
    yield {
      kind: "prose",
      text: [
        { text: "The runbook says how; judged " },
        { risk: riskOf(dig(rollback, "risk", "risk")) },
        { text: " beforehand." },
      ],
    };
    yield commandBlock(dig(rollback, "command"));
    return;
  }
  const from = textAt(suggested, "from") === "model" ? "The model" : "The scanner";
  yield {
    kind: "prose",
    text: [
      { text: `The runbook does not say. ${from} suggests ` },
      { code: textAt(suggested, "text") ?? "?" },
      { text: ", judged " },
      { risk: riskOf(dig(suggested, "risk")) },
      { text: "." },
    ],
  };
}
