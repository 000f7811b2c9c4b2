import { OpsError } from "@steadyhand/core/outcome";
import type { OutputBlob, OutputVault } from "./blob-port.ts";
import type { AttemptOutput, ExecutionKey, ExecutionStore } from "./ports.ts";

/** So many blobs are asked for at a time: a run of a thousand steps must not open a thousand files. */
const atATime = 8;

/**
 * Executions whose outputs come with their texts. A text that cannot be had comes as the reason why; never as other
 * bytes, and never in the way of the others.
 */
export function openOutputs<Store extends Pick<ExecutionStore, "listOutputs">>(
  executions: Store,
  vault: Pick<OutputVault, "open">,
): Store {
  return {
    ...executions,
    async listOutputs(tenantId, executionId) {
      const left = [...(await executions.listOutputs(tenantId, executionId)).entries()];
      const opened: AttemptOutput[] = [];
      const work = async () => {
        for (let next = left.shift(); next !== undefined; next = left.shift()) {
          const [at, output] = next;
          opened[at] = await openOne(vault, { tenantId, executionId }, output);
        }
      };
      await Promise.all(Array.from({ length: atATime }, work));
      return opened;
    },
  };
}

async function openOne(
  vault: Pick<OutputVault, "open">,
  key: ExecutionKey,
  output: AttemptOutput,
): Promise<AttemptOutput> {
  let opened = notKept(output);
  for (const blob of output.blobs ?? []) opened = await openStream(vault, key, opened, blob);
  return opened;
}

async function openStream(
  vault: Pick<OutputVault, "open">,
  key: ExecutionKey,
  output: AttemptOutput,
  blob: OutputBlob,
): Promise<AttemptOutput> {
  const { stepId, attempt, result } = output;
  const { stream } = blob;
  try {
    const kept = result.kept?.[stream];
    if (kept === undefined) return withReason(output, stream, notRecorded);
    const text = await vault.open({ ...key, stepId, attempt }, blob, kept);
    return { ...output, result: { ...result, output: { ...result.output, [stream]: text } } };
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    return withReason(output, stream, { code: error.code, why: error.message });
  }
}

const notRecorded = { code: "output.not_recorded", why: "Its row names a blob, and says nothing of what is in it" };

/** What was kept and has no blob any more was not kept, or went with its tenant. */
function notKept(output: AttemptOutput): AttemptOutput {
  const { kept } = output.result;
  if (kept === undefined) return output;
  return (["stdout", "stderr"] as const).reduce((seen, stream) => {
    const { place, why } = kept[stream];
    if (place === "empty" || output.blobs?.some((blob) => blob.stream === stream)) return seen;
    return place === "nowhere"
      ? withReason(seen, stream, {
          code: "output.not_kept",
          why: `It could not be kept: ${why ?? "no reason is known"}`,
        })
      : withReason(seen, stream, {
          code: "output.deleted",
          why: "It was deleted, and the key that it was sealed with is destroyed",
        });
  }, output);
}

function withReason(
  output: AttemptOutput,
  stream: OutputBlob["stream"],
  reason: { readonly code: string; readonly why: string },
): AttemptOutput {
  return { ...output, unreadable: { ...output.unreadable, [stream]: reason } };
}
