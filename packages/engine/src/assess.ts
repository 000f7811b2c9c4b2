import type { TenantId } from "@steadyhand/core/identity";
import type { Dialect, Judgement } from "@steadyhand/core/risk";
import { keyNotAsked } from "@steadyhand/core/risk";
import type { ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import { judgeWritten } from "./judge-text.ts";
import { createKeyAnswers } from "./key-answers.ts";
import type { CommandScanner, KeyQuestion, Redactor, SecondKeys } from "./ports.ts";

/** A command of a runbook, as written, or of its undoing. */
export interface WrittenCommand {
  readonly stepId: StepId;
  readonly purpose: "forward" | "rollback";
  readonly text: string;
  readonly dialect: Dialect;
}

/** One command of a runbook, judged. */
export interface JudgedCommand extends WrittenCommand {
  readonly judgement: Judgement;
}

export interface Keys {
  readonly scanner: CommandScanner;
  readonly secondKeys: SecondKeys;
  /** What the second key is asked goes to somebody else's machine: secrets stay here. */
  readonly redactor: Redactor;
}

/** Every command and every rollback of a runbook, in the order of its steps. */
export function commandsOf({ steps }: Pick<ParsedRunbook, "steps">): readonly WrittenCommand[] {
  return steps.flatMap(({ id: stepId, command, rollback }) => [
    ...(command ? [{ stepId, purpose: "forward" as const, text: command.text, dialect: command.dialect }] : []),
    ...(rollback ? [{ stepId, purpose: "rollback" as const, text: rollback.text, dialect: rollback.dialect }] : []),
  ]);
}

/** Judges commands with both keys, all at the same time and each text once. Bounded by the second key's own time. */
export async function assess(
  { scanner, secondKeys, redactor }: Keys,
  tenantId: TenantId,
  commands: readonly WrittenCommand[],
  signal?: AbortSignal,
): Promise<readonly JudgedCommand[]> {
  const answers = createKeyAnswers(secondKeys);
  const asked = commands.map((command) => ({ command, question: questionOf(redactor, tenantId, command) }));
  await answers.ask(
    asked.map(({ question }) => question),
    signal,
  );
  return asked.map(({ command, question }) => ({
    ...command,
    judgement: judgeWritten(scanner, command, answers.of(question) ?? keyNotAsked),
  }));
}

/** What the second key is asked about a command that belongs to no run. */
export function questionOf(
  redactor: Redactor,
  tenantId: TenantId,
  { text, dialect }: Pick<WrittenCommand, "text" | "dialect">,
): KeyQuestion {
  return { tenantId, text: redactor.redact(text), dialect };
}
