import type { ExecutionWire } from "@steadyhand/api";
import type { Situation } from "./situation.ts";

/** What a person can press, and what it is called. */
export interface Choice {
  readonly name: ChoiceName;
  readonly key: string;
  /** With its key in brackets. */
  readonly label: string;
  readonly help: string;
}

export type ChoiceName =
  | "approve"
  | "reject"
  | "edit"
  | "skip"
  | "done"
  | "retry"
  | "roll_back"
  | "yes"
  | "no"
  | "view"
  | "pause"
  | "resume"
  | "abort"
  | "roll_back_run"
  | "leave"
  | "help";

const all: readonly Choice[] = [
  { name: "approve", key: "a", label: "[a]pprove", help: "run exactly what is drawn above, once" },
  { name: "yes", key: "y", label: "[y]es", help: "the condition holds" },
  { name: "no", key: "n", label: "[n]o", help: "the condition does not hold" },
  { name: "done", key: "d", label: "[d]one", help: "you did it yourself, and it is done" },
  { name: "reject", key: "r", label: "[r]eject", help: "do not run it; the step waits for another decision" },
  { name: "retry", key: "t", label: "[t]ry again", help: "judge it again and ask again" },
  { name: "roll_back", key: "b", label: "roll [b]ack", help: "ask for the runbook's rollback of this step" },
  { name: "edit", key: "e", label: "[e]dit", help: "change the command; it is judged again and asked again" },
  { name: "skip", key: "s", label: "[s]kip", help: "go on without this step" },
  { name: "view", key: "v", label: "[v]iew all", help: "print the whole command" },
  { name: "resume", key: "g", label: "[g]o on", help: "resume the execution" },
  { name: "pause", key: "p", label: "[p]ause", help: "nothing new starts until somebody resumes it" },
  {
    name: "roll_back_run",
    key: "u",
    label: "[u]ndo all",
    help: "take the whole run back, newest step first; each rollback is asked about",
  },
  { name: "abort", key: "x", label: "[x] abort", help: "end this execution for good" },
  {
    name: "leave",
    key: "q",
    label: "[q]uit",
    help: "leave the execution as it is; `steady run EXECUTION` takes it up again",
  },
  { name: "help", key: "?", label: "[?]", help: "say what the keys do" },
];

/** The choices that make sense now, in the order in which they are drawn. */
export function choicesFor(
  situation: Situation,
  { can }: Pick<ExecutionWire, "can">,
  { isCut }: { readonly isCut: boolean },
): readonly Choice[] {
  const open = new Set<ChoiceName>(["leave", "help", ...can]);
  if (isCut) open.add("view");
  if (situation.kind !== "ended" && situation.kind !== "moving" && situation.step) {
    for (const name of situation.step.can) {
      if (name === "answer") open.add("yes").add("no");
      else open.add(name);
    }
  }
  // A paused execution refuses to approve, and says so; better not to offer it.
  if (situation.kind === "paused") open.delete("approve");
  return all.filter(({ name }) => open.has(name));
}

/** The choice a typed line stands for: its key, alone, in either case. Anything else is no answer. */
export function choiceOf(line: string, choices: readonly Choice[]): ChoiceName | undefined {
  const typed = line.trim().toLowerCase();
  return choices.find(({ key }) => key === typed)?.name;
}
