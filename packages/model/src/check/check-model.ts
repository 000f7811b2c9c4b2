import type { TenantId } from "@steadyhand/core/identity";
import type { Risk, SecondKey } from "@steadyhand/core/risk";
import type { TaskConfig } from "../config/model-config.ts";
import type { Amount, CheckCase, ModelCheck, ModelClock } from "../ports.ts";
import { secondKeyPromptVersion } from "../second-key/prompt.ts";
import type { SecondKeyDesk } from "../second-key/second-key.ts";

/** Below, equal or above, as a person would order them: what is not known is as good as a caution, or worse. */
const height: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 1, dangerous: 2 };

/** Asks the second key about each case, all in parallel and past the cache, and compares with the scanner. */
export async function checkModel(
  { task, desk, clock }: { readonly task: TaskConfig; readonly desk: SecondKeyDesk; readonly clock: ModelClock },
  { tenantId, cases }: { readonly tenantId: TenantId; readonly cases: readonly CheckCase[] },
  signal?: AbortSignal,
): Promise<ModelCheck> {
  const tried = await Promise.all(
    cases.map(async ({ command, dialect, scanner }) => {
      const startedAt = clock.now().getTime();
      const { answer, used } = await desk.askAfresh({ tenantId, text: command, dialect }, signal);
      return { command, scanner, answer, used, tookMs: clock.now().getTime() - startedAt };
    }),
  );
  const answered = tried.filter(({ answer }) => answer.state === "answered");
  const latencyMs = latencyOf(answered.map(({ tookMs }) => tookMs));
  const model = answered[0]?.answer.by?.model;
  return {
    provider: task.provider.name,
    requestedModel: task.model,
    ...(model !== undefined && { model }),
    promptVersion: secondKeyPromptVersion,
    cases: tried.map(({ used, ...one }) => ({ ...one, agrees: agrees(one.scanner, one.answer) })),
    answered: answered.length,
    agreed: tried.filter(({ scanner, answer }) => agrees(scanner, answer)).length,
    lower: answered.filter(({ scanner, answer }) => !agrees(scanner, answer)).length,
    ...(latencyMs && { latencyMs }),
    ...spent(
      tried.map(({ used }) => used),
      task,
    ),
  };
}

function agrees(scanner: Risk, answer: SecondKey): boolean {
  return answer.state === "answered" && height[answer.risk] >= height[scanner];
}

function latencyOf(times: readonly number[]): ModelCheck["latencyMs"] {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const max = sorted.at(-1);
  return median === undefined || max === undefined ? undefined : { median, max };
}

function spent(amounts: readonly Amount[], { price }: TaskConfig): { readonly tokens: number; readonly usd?: number } {
  const tokens = amounts.reduce((sum, one) => sum + one.tokens, 0);
  const microUsd = amounts.reduce((sum, one) => sum + one.microUsd, 0);
  return { tokens, ...(price && { usd: microUsd / 1e6 }) };
}
