import { type RunStory, type StepStory, type TryStory, textAt } from "../story/index.ts";
import { sayActor, sayLevel } from "./words.ts";

/** How a step stands, as its newest event tells it. */
export function sayStanding({ last }: StepStory): string {
  const { type, outcome, why, actor, data } = last;
  const by = sayActor(actor);
  switch (type) {
    case "step.verified":
    case "step.assessed":
      return outcome === "ok" ? "Done and verified" : `Did not work: ${why}`;
    case "step.worsened":
      return `Made something worse: ${why}`;
    case "step.done_by_hand":
      return `Done by hand by ${by}`;
    case "step.skipped":
      return actor.kind === "person" ? `Skipped by ${by}: ${why}` : `Skipped: ${why}`;
    case "step.rolled_back":
      return "Rolled back";
    case "step.left_in_place":
      return `Left in place by ${by}`;
    case "step.taken_over":
      return `Taken over from ${textAt(data, "from") ?? "another run"}`;
    case "step.needs_person":
      return `Needs a person: ${why}`;
    case "approval.requested":
    case "approval.granted":
    case "approval.escalated":
      return "Waits for a person's answer";
    case "approval.voided":
      return `Did not run: ${why}`;
    case "step.previewed":
      return `Dry run, nothing ran: ${why}`;
    case "step.dispatched":
      return "Handed out; no end of it is recorded";
    case "step.contact_lost":
      return `Outcome not known: ${why}`;
    default:
      return `${type}: ${why}`;
  }
}

/** Who or what let a proposal run. */
export function sayDecidedBy({ proposed, after }: TryStory): string {
  const rejected = after.find(({ type }) => type === "step.rejected");
  if (rejected) return `Rejected by ${sayActor(rejected.actor)}`;
  if (proposed.outcome === "refused") return "Refused by the gate";
  const yes = after.filter(({ type }) => type === "step.approved" || type === "approval.granted");
  if (yes.length > 0) return `Approved by ${[...new Set(yes.map(({ actor }) => sayActor(actor)))].join(" and ")}`;
  const auto = after.find(({ type }) => type === "step.auto_executed");
  if (auto) return auto.level === undefined ? "By itself" : `By itself at ${sayLevel(auto.level)}`;
  return withoutAnswer(after.findLast(({ type }) => /^approval\.|previewed$/.test(type))?.type);
}

function withoutAnswer(last: string | undefined): string {
  switch (last) {
    case "approval.requested":
    case "approval.escalated":
      return "Not answered yet";
    case "approval.expired":
      return "Nobody answered in time";
    case "approval.voided":
      return "Question withdrawn";
    case "step.previewed":
      return "Dry run";
    default:
      return "Not let run";
  }
}

/** How the run stands, as the newest event of the run itself tells it. */
export function sayRunStanding({ standing, steps }: Pick<RunStory, "standing" | "steps">): {
  readonly says: string;
  readonly isEnded: boolean;
} {
  if (standing === undefined) return { says: "Not recorded", isEnded: false };
  const { type, why, actor } = standing;
  const by = sayActor(actor);
  switch (type) {
    case "execution.completed":
      return { says: "Completed: every step succeeded, was done by hand or was skipped", isEnded: true };
    case "execution.aborted":
      return { says: `Aborted: ${why}`, isEnded: true };
    case "execution.rolled_back":
      return { says: "Rolled back: each step is undone or was let stand", isEnded: true };
    case "execution.rollback_asked":
      return { says: `Being rolled back, asked by ${by}: ${why}`, isEnded: false };
    case "execution.paused":
      return { says: `Paused: ${why}`, isEnded: false };
    case "execution.abort_asked":
      return { says: `Being aborted, asked by ${by}: ${why}`, isEnded: false };
    default:
      return { says: sayGoingOn(steps), isEnded: false };
  }
}

/** A run that has not ended stands where its newest step does. */
function sayGoingOn(steps: readonly StepStory[]): string {
  const newest = steps.toSorted((one, other) => other.last.sequence - one.last.sequence)[0];
  return newest === undefined ? "Going on" : `Not ended. Its newest step: ${sayStanding(newest)}`;
}
