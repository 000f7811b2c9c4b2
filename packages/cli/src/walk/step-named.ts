import type { ExecutionWire, StepWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";

/** The step of an execution that a person names by its id or by its number. Throws `step.not_found`. */
export function stepNamed({ id, steps }: ExecutionWire, name: string): StepWire {
  const step = steps.find((one) => one.id === name) ?? steps.find(({ number }) => number === name);
  if (step) return step;
  const numbers = steps.map(({ number }) => number);
  const some = numbers.length > 12 ? `${numbers.slice(0, 12).join(", ")} …` : numbers.join(", ");
  throw new OpsError(`Cannot find step ${name} of ${id}: there is none`, {
    kind: "not_found",
    code: "step.not_found",
    hint: `Its steps are ${some}`,
  });
}
