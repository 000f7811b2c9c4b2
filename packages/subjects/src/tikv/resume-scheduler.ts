import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import { offer } from "./offer.ts";
import { readNames } from "./pd-answers.ts";
import { done, type Hands, limitOf, lookFirst, notDone, notKnown, until, whyNotTaken } from "./performing.ts";

/** Ends the pause of one of PD's own schedulers, such as the one that balances leaders. */
export function resumeScheduler(hands: Hands): SubjectAction {
  const { action, parametersOf } = offer({
    declaration: {
      name: "resume_scheduler",
      title: "Let a paused scheduler of PD go on",
      what: "Ends the pause of one scheduler. It moves leaders or replicas again by itself.",
      riskFloor: "caution",
      effect: "configures",
      blastRadius: "many",
      isIdempotent: true,
      isReversible: true,
      verification: "PD lists the scheduler, and not among those that are paused",
      settlingMs: 5_000,
      timeLimitMs: 120_000,
    },
    parameters: z.strictObject({
      scheduler: z
        .enum(["balance-leader-scheduler", "balance-region-scheduler", "balance-hot-region-scheduler"])
        .describe("The scheduler, as PD calls it"),
    }),
  });
  return {
    action,
    async perform(call, options) {
      const { scheduler } = parametersOf(call);
      const signal = limitOf(call, options.signal);
      const all = await lookFirst(hands.pd, "/schedulers", readNames, signal);
      if (!all.ok) return all.performed;
      if (!all.value.includes(scheduler))
        return notDone(
          "tikv.no_scheduler",
          `PD has no ${scheduler}: it was removed, not paused`,
          "Add it again with pd-ctl",
        );
      const answer = await hands.pd.change("POST", `/schedulers/${scheduler}`, { delay: 0 }, { signal });
      const notTaken = whyNotTaken(answer, `Read whether ${scheduler} is paused`);
      if (notTaken !== undefined) return notTaken;
      const seen = await until(
        async () => {
          const paused = await hands.pd.get("/schedulers?status=paused", { signal });
          return paused.kind === "ok" && !readNames(paused.body).includes(scheduler) ? true : undefined;
        },
        { pollMs: hands.pollMs, signal },
      );
      return seen
        ? done(`${scheduler} runs`)
        : notKnown(`PD took it, and still showed ${scheduler} as paused`, "Read the schedulers that PD has");
    },
  };
}
