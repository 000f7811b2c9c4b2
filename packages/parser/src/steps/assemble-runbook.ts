import { createHash } from "node:crypto";
import type {
  Condition,
  ParsedCommand,
  ParsedRunbook,
  ParsedStep,
  SourceFormat,
  StepId,
} from "@steadyhand/core/runbook";
import type { FoundCommand } from "../commands/extract-commands.ts";
import { collectVariables, type UsedCommand } from "../variables/collect-variables.ts";
import type { Draft } from "./draft.ts";
import { linkSteps } from "./link-steps.ts";
import { numberSteps } from "./number-steps.ts";
import type { Outline } from "./outline.ts";
import { undoes } from "./pair-rollback.ts";

/** Turns what was found on a page into a runbook: ids, numbers, edges, variables. */
export function assembleRunbook(
  outline: Outline,
  { source, format, orderedItems }: { source: string; format: SourceFormat; orderedItems: number },
): ParsedRunbook {
  const ids = new Map(outline.drafts.map((draft, i) => [draft, stepId(i)]));
  const idOf = (draft: Draft): StepId => ids.get(draft) ?? stepId(0);
  const numbers = numberSteps(outline.drafts);
  attachRollbacks(outline, numbers);
  const after = linkSteps(outline.drafts.map((draft) => ({ id: idOf(draft), branches: draft.branches })));
  const { variables, namesByStep } = collectVariables(usedCommands(outline.drafts, idOf));
  const steps = outline.drafts.map((draft): ParsedStep => {
    const id = idOf(draft);
    const branch = draft.branches.at(-1);
    return {
      id,
      number: numbers.get(draft) ?? id,
      title: draft.title,
      description: draft.description.join("\n").trim(),
      section: draft.section,
      range: draft.range,
      variables: [...(namesByStep.get(id) ?? [])],
      after: after.get(id) ?? [],
      ...(draft.command === undefined ? {} : { command: parsedCommand(draft.command) }),
      ...(branch === undefined ? {} : { condition: branch }),
      ...(draft.rollback === undefined ? {} : { rollback: parsedCommand(draft.rollback) }),
      ...(draft.expect === undefined ? {} : { expect: draft.expect }),
    };
  });
  return {
    title: outline.title ?? steps[0]?.title ?? "Runbook",
    format,
    source,
    sourceSha256: createHash("sha256").update(source, "utf8").digest("hex"),
    steps,
    variables,
    prerequisites: outline.prerequisites,
    conditions: conditionsOf(outline, idOf),
    ambiguities: outline.ambiguities.map(({ draft, ...rest }) =>
      draft === undefined ? rest : { stepId: idOf(draft), ...rest },
    ),
    orderedItems,
  };
}

function stepId(index: number): StepId {
  return `stp_${index + 1}`;
}

function parsedCommand({ text, dialect, origin, mapped }: FoundCommand): ParsedCommand {
  return { text, dialect, origin, range: mapped.range(0, mapped.text.length) };
}

function usedCommands(drafts: readonly Draft[], idOf: (draft: Draft) => StepId): readonly UsedCommand[] {
  return drafts.flatMap((draft) =>
    [draft.command, draft.rollback].flatMap((command) =>
      command === undefined ? [] : [{ stepId: idOf(draft), command }],
    ),
  );
}

/** A fork without steps on either side decides nothing here. */
function conditionsOf(outline: Outline, idOf: (draft: Draft) => StepId): readonly Condition[] {
  const sides = new Map<string, { then: StepId[]; otherwise: StepId[] }>();
  for (const draft of outline.drafts) {
    for (const { id, branch } of draft.branches) {
      const known = sides.get(id) ?? { then: [], otherwise: [] };
      known[branch].push(idOf(draft));
      sides.set(id, known);
    }
  }
  return outline.conditions.flatMap((condition) => {
    const both = sides.get(condition.id);
    return both === undefined ? [] : [{ ...condition, ...both }];
  });
}

/** Rollbacks named by step number, and commands of a rollback section that plainly undo one step. */
function attachRollbacks(outline: Outline, numbers: ReadonlyMap<Draft, string>): void {
  for (const { number, command } of outline.rollbacksByNumber) {
    const named = outline.drafts.find((draft) => numbers.get(draft) === number && draft.command !== undefined);
    if (named !== undefined) named.rollback ??= command;
  }
  const isRollback = (draft: Draft): boolean =>
    draft.section.some((title) => /roll(?:ing)?[ -]?back|revert|undo/i.test(title));
  const forward = outline.drafts.filter((draft) => draft.command !== undefined && !isRollback(draft));
  for (const draft of outline.drafts) {
    const { command } = draft;
    if (command === undefined || !isRollback(draft)) continue;
    const undone = forward.filter((candidate) => candidate.command !== undefined && undoes(command, candidate.command));
    const [only] = undone;
    if (undone.length === 1 && only !== undefined) only.rollback ??= command;
  }
}
