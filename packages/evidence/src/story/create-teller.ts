import { OpsError } from "@steadyhand/core/outcome";
import { dig, type RecordedEvent } from "./recorded.ts";
import type { RunStory, StepStory, ToldEvent, TryStory } from "./run-story.ts";

/** What one document may hold, in characters of recorded text. Past it, it would be thousands of pages that nobody reads. */
export const mostCharacters = 48 * 1024 * 1024;
/** And so many events, since what is said of each to programs that read aloud is held until the end. */
const mostEvents = 25_000;

interface OpenStep {
  readonly stepId: string;
  readonly tries: { readonly proposed: ToldEvent; readonly after: ToldEvent[] }[];
  readonly besides: ToldEvent[];
  last: ToldEvent;
}

/** Puts the events of one execution, in order, into its story. */
export function createTeller(): {
  /** Throws `evidence.too_large`. */
  add(event: RecordedEvent): void;
  story(): RunStory;
} {
  const steps = new Map<string, OpenStep>();
  const ofRun: ToldEvent[] = [];
  const events: Omit<ToldEvent, "data">[] = [];
  let started: ToldEvent | undefined;
  let standing: ToldEvent | undefined;
  let divergence: ToldEvent | undefined;
  let lacksOutputs = false;
  let characters = 0;

  function ofStep(event: ToldEvent, stepId: string): void {
    const step = steps.get(stepId) ?? { stepId, tries: [], besides: [], last: event };
    steps.set(stepId, step);
    if (tellsStanding(event)) step.last = event;
    if (event.type === "step.proposed") step.tries.push({ proposed: event, after: [] });
    else (tryOf(step, event)?.after ?? step.besides).push(event);
  }

  return {
    add(event) {
      const told = tell(event);
      characters += JSON.stringify(told).length;
      if (characters > mostCharacters || events.length >= mostEvents)
        throw tooLarge(event.executionId ?? "the execution");
      const { data: _data, ...line } = told;
      events.push(line);
      if (told.type === "execution.started") started ??= told;
      if (told.type.startsWith("execution.")) standing = told;
      if (told.type === "step.executed" && dig(told.data, "kept") === undefined) lacksOutputs = true;
      if (told.type === "divergence.detected") divergence = told;
      else if (told.stepId !== undefined) ofStep(told, told.stepId);
      else if (told.type !== "execution.started") ofRun.push(told);
    },
    story: () => ({
      ...(started && { started }),
      ...(standing && { standing }),
      ...(divergence && { divergence }),
      steps: [...steps.values()].map(({ tries, ...rest }): StepStory => ({ ...rest, tries: tries as TryStory[] })),
      ofRun,
      lacksOutputs,
      events,
    }),
  };
}

/** All that the gate judged by repeats what stands elsewhere and is for machines: the export of the record holds it. */
function tell({ data: { gate: _gate, ...data }, ...event }: RecordedEvent): ToldEvent {
  return { ...event, data };
}

/** Of what belongs to no proposal; the rest goes to the proposal that it names, or else to the newest one. */
const besidesTypes: ReadonlySet<string> = new Set([
  "step.edited",
  "step.added",
  "step.moved",
  "step.skipped",
  "step.done_by_hand",
  "step.retried",
  "step.taken_over",
  "step.left_in_place",
  "step.rollback_asked",
  "command.refused",
  "execution.paused",
]);

function tryOf({ tries }: OpenStep, { type, attempt }: ToldEvent) {
  if (besidesTypes.has(type)) return undefined;
  const named = attempt === undefined ? undefined : tries.findLast(({ proposed }) => proposed.attempt === attempt);
  // A look at a guard has a number of its own: it belongs to the change around it, which is the newest.
  return named ?? tries.at(-1);
}

/** A refused command and a look change nothing of how a step stands. */
function tellsStanding({ type }: ToldEvent): boolean {
  return type !== "command.refused" && type !== "step.reading" && type !== "note.written";
}

function tooLarge(executionId: string): OpsError {
  return new OpsError(
    `Cannot draw the evidence of ${executionId}: it has more than ${mostEvents} events, or more than ${mostCharacters / 1024 / 1024} MiB of text`,
    {
      kind: "refused",
      code: "evidence.too_large",
      hint: `Take all of it with \`steady audit export --execution ${executionId} --out FILE\``,
    },
  );
}
