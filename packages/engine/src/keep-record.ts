import type { Execution, Transition } from "@steadyhand/core/execution";
import type { AttemptRecordChange } from "@steadyhand/core/levels";
import { builtIn, type Policy } from "@steadyhand/core/policy";
import type { Around } from "./around.ts";
import { attemptRecords } from "./attempt-records.ts";
import type { EngineOptions } from "./engine-options.ts";
import { ceilingOf } from "./level-ceiling.ts";
import type { LevelReview } from "./level-ports.ts";
import { reviewLevels } from "./level-review.ts";
import type { Stored } from "./ports.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** What a transition adds to the record of attempts, and what its judged attempt means for levels. */
export function keepRecord(
  loaded: Execution,
  transition: Transition,
  around: Pick<Around, "policy" | "now">,
  { newId }: Pick<EngineOptions, "newId">,
): Pick<Stored<never>, "records" | "levelReview"> {
  if (!transition.ok || transition.state === loaded) return {};
  const { policy } = around.policy;
  const records = attemptRecords(loaded, transition, around.now);
  const judged = records.find(({ type }) => type === "judged");
  if (judged?.type !== "judged") return records.length > 0 ? { records } : {};
  return { records, levelReview: reviewOf(loaded, judged, { policy, now: around.now, newId }) };
}

interface Rules extends Pick<EngineOptions, "newId"> {
  readonly policy: Policy;
  readonly now: Date;
}

function reviewOf(
  { environment, project }: Execution,
  { outcome }: AttemptRecordChange & { readonly type: "judged" },
  { policy, now, newId }: Rules,
): LevelReview {
  const promotion = { ...builtIn.promotion, ...policy.promotion };
  const demotion = { ...builtIn.demotion, ...policy.demotion };
  return {
    countFrom: new Date(now.getTime() - promotion.days * dayMs),
    decide: (evidence) =>
      reviewLevels(
        evidence,
        { environment, outcome },
        {
          ...{ promotion, demotion, now },
          ceilingOf: ({ scope, environments }) => ceilingOf(policy, { scope, runIn: environments, project }).level,
          newPromotionId: () => newId("pro"),
        },
      ),
  };
}
