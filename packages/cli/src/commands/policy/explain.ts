import type { DecisionExplanationWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { duration, moment } from "../../io/duration.ts";
import type { Paint } from "../../io/paint.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const explain = command({
  name: "explain",
  summary: "Say why a step runs, waits or is refused: each cap with its value and reason, each rule that spoke",
  description:
    "Of the execution's current step when no step is named. The decision is told as it was made and recorded.",
  examples: ["steady policy explain exe_9xQ1 stp_3", "steady policy explain sha256:d1f7918c --json"],
  args: {
    proposal: { help: "a proposal's digest (sha256:…, eight digits are enough), or an execution's id" },
    step: { help: "a step's id", isOptional: true },
  },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const explanation = args.proposal.startsWith("sha256:")
        ? await client.explainProposal({ parameters: { digest: args.proposal } })
        : await client.explainDecision({
            parameters: { executionId: args.proposal },
            query: args.step === undefined ? {} : { stepId: args.step },
          });
      io.out(options.json ? JSON.stringify(explanation) : draw(explanation, now(), io.answers.paint));
      return exitCode.ok;
    }),
});

const verdicts = {
  run: "It runs by itself",
  approve: "It waits for people",
  by_hand: "It is left to do by hand",
  refuse: "It is refused",
} as const;

function draw(explanation: DecisionExplanationWire, now: Date, paint: Paint): string {
  const { stepId, attempt, purpose, at, digest, environment, targetName, risk, isOpen, decision } = explanation;
  const { verdict, level, caps, findings, demands = [] } = decision;
  const what = purpose === "rollback" ? "the rollback of step" : "step";
  return [
    `${paint("strong", `${verdicts[verdict]}: ${what} ${stepId}, attempt ${attempt}`)}`,
    `${riskMark(risk, paint)} in ${environment} on ${drawLine(targetName)}; judged ${moment(at, now)}${isOpen ? "; people are being asked now" : ""}`,
    digest,
    "",
    `It stands at L${level}: the lowest of`,
    table(
      ["", "cap", "level", "why"],
      caps
        .toSorted((one, other) => one.level - other.level)
        .map((cap) => [cap.level === level ? "→" : " ", cap.name, `L${cap.level}`, drawLine(cap.reason)]),
    ),
    "",
    "What the rules say",
    table(
      ["rule", "verdict", "why"],
      findings.map(({ rule, verdict: said, reason }) => [rule, said, drawLine(reason)]),
    ),
    ...(verdict === "approve" ? drawDemand(decision.demand, demands) : []),
  ].join("\n");
}

function drawDemand(
  demand: DecisionExplanationWire["decision"]["demand"],
  demands: NonNullable<DecisionExplanationWire["decision"]["demands"]>,
): string[] {
  if (demand === undefined) return [];
  const { kind, count, quorums, lifetimesMs } = demand;
  const people = count === 1 ? "one person" : `${count} people`;
  const times = lifetimesMs.map((ms) => duration(ms)).join(", then ");
  return [
    "",
    `A yes takes ${people}, ${kinds[kind]}, within ${times}`,
    ...quorums.map(
      ({ rule, approvers, count: of }) =>
        `  ${of} of ${approvers.length === 0 ? "whoever may approve" : drawLine(approvers.join(", "))} (${rule})`,
    ),
    ...(demands.length === 0
      ? []
      : [
          table(
            ["rule", "why"],
            demands.map(({ rule, reason }) => [rule, drawLine(reason)]),
          ),
        ]),
  ];
}

const kinds = {
  click: "by a key",
  typed_target: "who type the target's name",
  four_eyes: "who type the target's name and did not propose it",
} as const;
