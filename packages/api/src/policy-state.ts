import { z } from "zod";

/** One thing that keeps a policy text from being used, with its place. */
export const PolicyProblem = z
  .object({
    /** Counts from 1. */
    line: z.int(),
    /** Counts from 1, in UTF-16 code units. */
    column: z.int(),
    /** The setting, such as `environments.production.ceiling`; empty for the file as a whole. */
    path: z.string(),
    message: z.string(),
    /** What may stand there instead. */
    allowed: z.string().optional(),
  })
  .meta({ id: "PolicyProblem" });

/**
 * Where the policy in force comes from. `file`: the file as it is. `standard`: there is no file, or none that could ever
 * be used; the strict standard holds. `last_good`: the file is broken now, so its last good text holds. `removed`: the
 * file is gone, so the strict standard holds.
 */
export const PolicyOrigin = z.enum(["file", "standard", "last_good", "removed"]);

export const PolicyState = z
  .object({
    source: PolicyOrigin,
    /** Where the file lies, or would. */
    path: z.string(),
    /** Hex, over the policy's canonical form: comments and order do not count. */
    sha256: z.string(),
    since: z.iso.datetime(),
    /** What is wrong with the file as it is now. */
    problems: z.array(PolicyProblem),
  })
  .meta({ id: "PolicyState" });
