import { readFileSync, writeFileSync } from "node:fs";

const reasons = ["cancelled", "killed"] as const;
export type IntendedReason = (typeof reasons)[number];

/** Leaves word for the helper of an earlier server why its attempt is being ended. The first word stays. */
export function writeIntent(path: string, reason: IntendedReason): void {
  try {
    writeFileSync(path, reason, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

export function readIntent(path: string): IntendedReason | undefined {
  try {
    const text = readFileSync(path, "utf8");
    return reasons.find((reason) => reason === text);
  } catch {
    // Nobody left word: it ended by itself.
    return undefined;
  }
}
