import type { ActionSubject } from "@steadyhand/core/action";
import type { Execution } from "@steadyhand/core/execution";
import type { ResolvedCommand } from "@steadyhand/core/proposal";
import type { Dialect } from "@steadyhand/core/risk";
import type { CommandScanner, KeyQuestion } from "./ports.ts";
import type { RedactorOf } from "./redactors.ts";

/** A text that will be judged: what it is read as, and what the second key is asked about it. */
export interface Part {
  readonly text: string;
  readonly dialect: "shell" | "action";
  readonly command: ResolvedCommand;
  /** An action's own limit; a command's comes from its risk. */
  readonly timeoutMs?: number;
  /** How long an action says that its effect takes to show. */
  readonly settlingMs?: number;
  /** Whose own action it is: that is what it acts on. A command acts on the machine of the run. */
  readonly subject?: ActionSubject;
  /** Without the secrets that the text may hold. */
  readonly question: KeyQuestion;
}

export type ReadPart =
  | { readonly ok: true; readonly part: Part }
  | { readonly ok: false; readonly code: string; readonly why: string };

/** What is not an action runs in a shell: whatever the runbook took it for, it is read and judged as a command of one. */
export function readPart(
  { scanner, redactorOf }: { readonly scanner: CommandScanner; readonly redactorOf: RedactorOf },
  execution: Execution,
  resolved: { readonly text: string; readonly dialect: Dialect },
): ReadPart {
  const { text } = resolved;
  const dialect = resolved.dialect === "action" ? "action" : "shell";
  const question = { tenantId: execution.tenantId, text: redactorOf(execution).redact(text), dialect } as const;
  const read = scanner.read(text, dialect);
  switch (read.kind) {
    case "words":
      return { ok: true, part: { text, dialect, question, command: { kind: "words", words: read.words } } };
    case "shell":
      return { ok: true, part: { text, dialect, question, command: { kind: "shell", script: text } } };
    case "action": {
      const { command, timeoutMs, settlingMs, subject } = read;
      const refused = subject && refuseOther(subject, execution);
      if (refused) return refused;
      const part: Part = {
        ...{ text, dialect, question, command, timeoutMs },
        ...(settlingMs > 0 && { settlingMs }),
        ...(subject && { subject }),
      };
      return { ok: true, part };
    }
    case "invalid":
      return { ok: false, code: read.code ?? "command.unreadable", why: read.code ? read.why : unreadable };
  }
}

/** Levels, ceilings and "one change at a time" go by the subject and the environment of the run: they must be the action's own. */
function refuseOther(
  subject: ActionSubject,
  { tenantId, subject: name, environment }: Pick<Execution, "tenantId" | "subject" | "environment">,
): Extract<ReadPart, { readonly ok: false }> | undefined {
  // In the words for an action that there is not: what others have is not told.
  if (subject.tenantId !== tenantId) return { ok: false, code: "action.unknown", why: "there is no such action" };
  if (subject.name !== name) {
    const why = `it is an action of ${subject.name}, and this run is on ${name}: start a run on ${subject.name}`;
    return { ok: false, code: "action.other_subject", why };
  }
  if (subject.environment !== environment) {
    const why = `${subject.name} is of ${subject.environment}, and this run is of ${environment}: start it for ${subject.environment}`;
    return { ok: false, code: "action.other_environment", why };
  }
  return undefined;
}

const unreadable = "the shell could not read it as it stands: edit it, or do it by hand";
