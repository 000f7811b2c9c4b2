import type { Subject, SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { DeclaredPorts, Ran } from "../declared/index.ts";
import { notDone, notKnown, subjectAction } from "../subject-action/index.ts";

/** How a lab lets itself be worked on freely: words that a command is put behind, and words that set all of it back. */
export interface LabHands {
  readonly shell?: readonly string[];
  readonly reset?: readonly string[];
}

const [shellLimitMs, resetLimitMs, mostShown] = [120_000, 300_000, 16_000] as const;

/** A subject with the two further actions of a lab. They are actions like any other: proposed, judged, recorded. */
export function withLabHands(
  subject: Subject,
  { shell, reset }: LabHands,
  { run }: Pick<DeclaredPorts, "run">,
): Subject {
  const hands = [...(shell ? [shellAction(shell, run)] : []), ...(reset ? [resetAction(reset, run)] : [])];
  return hands.length === 0 ? subject : { ...subject, actions: [...subject.actions, ...hands] };
}

function shellAction(words: readonly string[], run: DeclaredPorts["run"]): SubjectAction {
  return subjectAction({
    declaration: {
      ...{ name: "shell", version: 1, title: "Run a command in the lab", effect: "executes" },
      what: "Runs any text as a shell command within the lab, which may be broken and thrown away. Nobody knows what it does.",
      // Whatever the text is: only a disposable target of a lab at L5 takes it without a person.
      ...{ riskFloor: "dangerous", isIdempotent: false, isReversible: false, blastRadius: "all" },
      ...{ verification: "the command ends with status 0", settlingMs: 0, timeLimitMs: shellLimitMs },
    },
    parameters: z.strictObject({
      command: z.string().min(1).max(8_000).describe("The command, as a shell reads it"),
    }),
    // Both streams in the order in which they were written.
    perform: async ({ command }, { signal }) => told(await run([...words, `exec 2>&1\n${command}`], { signal })),
  });
}

function resetAction(words: readonly string[], run: DeclaredPorts["run"]): SubjectAction {
  return subjectAction({
    declaration: {
      ...{ name: "reset", version: 1, title: "Set the lab back", effect: "configures" },
      what: "Takes back everything that was done to the lab, so that it is as it was at its start.",
      ...{ riskFloor: "caution", isIdempotent: true, isReversible: false, blastRadius: "all" },
      ...{ verification: "the lab's own program ends with status 0", settlingMs: 5_000, timeLimitMs: resetLimitMs },
    },
    parameters: z.strictObject({}),
    perform: async (_none, { signal }) => told(await run(words, { signal })),
  });
}

function told({ exitCode, stdout }: Ran) {
  const said = stdout.length > mostShown ? `${stdout.slice(0, mostShown)}\n(cut: ${stdout.length} characters)` : stdout;
  if (exitCode === 0) return { ok: true, said } as const;
  const why = `it ended with status ${exitCode}: ${said}`;
  // A text that failed half-way has changed what it had reached by then.
  return exitCode > 128
    ? notKnown("lab.ended", why)
    : notDone("lab.failed", why, "Look at what it said; what it had done by then stands");
}
