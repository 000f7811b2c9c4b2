import type {
  JudgementWire,
  ParsedRunbookWire,
  RunbookStepWire,
  RunbookSummaryWire,
  RunbookWire,
} from "@steadyhand/api";
import type { ParsedCommand, ParsedRunbook, ParsedStep } from "@steadyhand/core/runbook";
import type { Engine, RunbookSummary, RunbookVersion } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";
import { presentJudgement } from "./judgement.ts";

type Judge = Engine["judge"];

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

export function presentRunbook(version: RunbookVersion, judge: Judge): RunbookWire {
  return { ...presentRunbookSummary(version), parsed: presentParsedRunbook(version.parsed, judge) };
}

/** A runbook as read, each command judged as it stands in the text. */
export function presentParsedRunbook(runbook: ParsedRunbook, judge: Judge): ParsedRunbookWire {
  return {
    title: runbook.title,
    format: runbook.format,
    source: runbook.source,
    sourceSha256: runbook.sourceSha256,
    steps: runbook.steps.map((step) => presentParsedStep(step, judge)),
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

function presentParsedStep(step: ParsedStep, judge: Judge): RunbookStepWire {
  const { command, rollback, section, variables, after, ...rest } = step;
  return {
    ...rest,
    section: [...section],
    variables: [...variables],
    after: [...after],
    ...(command && { command, judgement: judged(command, judge) }),
    ...(rollback && { rollback, rollbackJudgement: judged(rollback, judge) }),
  };
}

function judged({ text, dialect }: ParsedCommand, judge: Judge): JudgementWire {
  return presentJudgement(judge(text, dialect));
}
