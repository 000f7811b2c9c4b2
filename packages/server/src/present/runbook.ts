import type {
  JudgementWire,
  ParsedRunbookWire,
  RunbookStepWire,
  RunbookSummaryWire,
  RunbookWire,
} from "@steadyhand/api";
import type { Judgement } from "@steadyhand/core/risk";
import type { ParsedRunbook, ParsedStep } from "@steadyhand/core/runbook";
import type { JudgedCommand, RunbookSummary, RunbookVersion } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";
import { presentJudgement } from "./judgement.ts";

type JudgementOf = (of: Pick<JudgedCommand, "stepId" | "purpose">) => Judgement | undefined;

export function presentRunbookSummary(summary: RunbookSummary): RunbookSummaryWire {
  const { id, version, title, steps, sourceSha256, importedBy, importedAt } = summary;
  return {
    id,
    version,
    title,
    steps,
    sourceSha256,
    importedBy: presentActor(importedBy),
    importedAt: importedAt.toISOString(),
  };
}

export function presentRunbook(version: RunbookVersion, judged: readonly JudgedCommand[]): RunbookWire {
  return { ...presentRunbookSummary(version), parsed: presentParsedRunbook(version.parsed, judged) };
}

/** A runbook as read, each command with its judgement as it stands in the text. */
export function presentParsedRunbook(runbook: ParsedRunbook, judged: readonly JudgedCommand[]): ParsedRunbookWire {
  const known = new Map(judged.map((command) => [placeOf(command), command.judgement]));
  const judgementOf: JudgementOf = (of) => known.get(placeOf(of));
  return {
    title: runbook.title,
    format: runbook.format,
    source: runbook.source,
    sourceSha256: runbook.sourceSha256,
    steps: runbook.steps.map((step) => presentParsedStep(step, judgementOf)),
    variables: runbook.variables.map((variable) => ({ ...variable, uses: [...variable.uses] })),
    prerequisites: [...runbook.prerequisites],
    conditions: runbook.conditions.map(({ then, otherwise, ...rest }) => ({
      ...rest,
      then: [...then],
      otherwise: [...otherwise],
    })),
    ambiguities: [...runbook.ambiguities],
    orderedItems: runbook.orderedItems,
  };
}

function presentParsedStep(step: ParsedStep, judgementOf: JudgementOf): RunbookStepWire {
  const { command, rollback, section, variables, after, ...rest } = step;
  return {
    ...rest,
    section: [...section],
    variables: [...variables],
    after: [...after],
    ...(command && { command, ...named("judgement", judgementOf({ stepId: step.id, purpose: "forward" })) }),
    ...(rollback && { rollback, ...named("rollbackJudgement", judgementOf({ stepId: step.id, purpose: "rollback" })) }),
  };
}

function named<Name extends string>(name: Name, judgement: Judgement | undefined): { [Key in Name]?: JudgementWire } {
  return judgement === undefined ? {} : ({ [name]: presentJudgement(judgement) } as { [Key in Name]: JudgementWire });
}

function placeOf({ stepId, purpose }: Pick<JudgedCommand, "stepId" | "purpose">): string {
  return `${stepId}/${purpose}`;
}
