import { OpsError } from "@steadyhand/core/outcome";

/** A batch of a million lines would be a million questions that cost money. */
export function modelInBatch(name: string): OpsError {
  return new OpsError(`Cannot ${name} with --jsonl and --with-model: a batch is judged by the scanner alone`, {
    kind: "invalid",
    code: "usage.model_in_batch",
    hint: "Leave one of the two out",
  });
}
