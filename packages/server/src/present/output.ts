import type { AttemptWire, OutputEventWire, OutputsWire } from "@steadyhand/api";
import type { AttemptOutput, LiveOutput } from "@steadyhand/engine";

/** Kept output of every attempt, by step, in the order it was run. */
export function presentOutputs(outputs: readonly AttemptOutput[]): OutputsWire {
  const bySteps = Map.groupBy(outputs, ({ stepId }) => stepId);
  return {
    steps: [...bySteps].map(([stepId, attempts]) => ({ stepId, attempts: attempts.map(presentAttempt) })),
  };
}

function presentAttempt({ attempt, result, unreadable }: AttemptOutput): AttemptWire {
  const { guard, outcome, exitCode, signal, startedAt, endedAt, detail, orphans, stdout, stderr, output } = result;
  return {
    attempt,
    ...(guard !== undefined && { guard }),
    outcome,
    ...(exitCode !== undefined && { exitCode }),
    ...(signal !== undefined && { signal }),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    endedAt: endedAt.toISOString(),
    ...(detail !== undefined && { detail }),
    orphans: [...orphans],
    stdout: { ...stdout, text: output.stdout, ...(unreadable?.stdout && { unreadable: unreadable.stdout }) },
    stderr: { ...stderr, text: output.stderr, ...(unreadable?.stderr && { unreadable: unreadable.stderr }) },
  };
}

export function presentLiveOutput({ stepId, attempt, stream, text, at }: LiveOutput): OutputEventWire {
  return { stepId, attempt, stream, text, at: at.toISOString() };
}
