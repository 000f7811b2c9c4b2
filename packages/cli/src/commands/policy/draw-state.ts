import type { PolicyStateWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { drawProblems } from "./policy-file.ts";

/** Where the policy in force comes from, in one line. */
export function drawPolicySource({ source, path, since }: PolicyStateWire, now: Date): string {
  switch (source) {
    case "file":
      return `${drawLine(path)}, taken over ${moment(since, now)}`;
    case "standard":
      return `the strict standard; ${drawLine(path)} would say otherwise`;
    case "last_good":
      return `the last good text of ${drawLine(path)}, taken over ${moment(since, now)}`;
    case "removed":
      return `the strict standard: ${drawLine(path)} was removed, ${moment(since, now)}`;
  }
}

/** What stands out about the policy in force; `undefined` where all is well. For every place where steps are decided. */
export function drawPolicyWarning({ source, path, problems }: PolicyStateWire): string | undefined {
  if (problems.length > 0) {
    const held = source === "last_good" ? "its last good text stays in force" : "the strict standard is in force";
    return `The policy file cannot be used; ${held}.\n${drawProblems(path, problems)}`;
  }
  if (source !== "removed") return undefined;
  return (
    `The policy file ${drawLine(path)} was removed: the strict standard is in force.\n` +
    "What it said is kept in policy.removed.json of the data folder; put it back, or remove that copy to leave it at that."
  );
}
