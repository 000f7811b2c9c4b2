import type { Environment, Level } from "@steadyhand/core/autonomy";
import { isScopeName, scopeNameForm } from "@steadyhand/core/levels";
import { environments, hardLimits } from "@steadyhand/core/policy";
import { z } from "zod";
import { duration, subjectName } from "../declared/index.ts";

/** What kinds of subject a file can be of. */
export const subjectKinds = ["declared", "ratelimiter", "tikv", "postgres"] as const;

/** A disposable system may be broken and thrown away: nothing that others depend on is. */
const mayBeDisposable: readonly Environment[] = ["lab", "development"];
const levels = [1, 2, 3, 4, 5] as const satisfies readonly Level[];

const words = z.array(z.string().min(1).max(4_000)).min(1).max(50);

/** What every subject's file has, whatever its kind. */
export const Head = z
  .strictObject({
    subject: subjectName,
    kind: z.enum(subjectKinds).default("declared"),
    environment: z.enum(environments, `say which one it is of: ${environments.join(", ")}`),
    project: z.string().refine(isScopeName, `a project is named by ${scopeNameForm}`).optional(),
    /** Between two looks. */
    every: duration.refine((ms) => ms >= 1_000, "once a second is the most").default(30_000),
    /** How long one look may take. */
    within: duration.refine((ms) => ms >= 100 && ms <= 60_000, "between 100ms and 60s").default(10_000),
    /** The most that is asked for by itself. */
    level: z.literal(levels).optional(),
    disposable: z.boolean().default(false),
    /** How a disposable lab lets itself be worked on freely. */
    lab: z.strictObject({ shell: words.optional(), reset: words.optional() }).optional(),
  })
  .superRefine(({ environment, disposable, level, lab }, context) => {
    if (lab !== undefined && !(disposable && environment === "lab")) {
      const message = "only what is disposable and stands in lab is worked on freely";
      context.addIssue({ code: "custom", path: ["lab"], message });
    }
    if (disposable && !mayBeDisposable.includes(environment)) {
      const message = `nothing in ${environment} is disposable: only what stands in ${mayBeDisposable.join(" or ")} can be`;
      context.addIssue({ code: "custom", path: ["disposable"], message });
    }
    const most = hardLimits.ceiling[environment];
    if (level !== undefined && level > most) {
      context.addIssue({ code: "custom", path: ["level"], message: `${environment} never goes above ${most}` });
    }
  });

export type HeadValue = z.output<typeof Head>;

/** The names that belong to the head: what else stands in a file is of its kind. */
export const headNames: ReadonlySet<string> = new Set(Object.keys(Head.shape));
