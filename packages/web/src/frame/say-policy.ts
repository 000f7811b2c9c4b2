import type { PolicyStateWire } from "@steadyhand/api";

/** What stands out about the policy in force; `undefined` where all is well. */
export function sayPolicyTrouble({
  source,
  problems,
  path,
}: Pick<PolicyStateWire, "source" | "problems" | "path">):
  | { readonly line: string; readonly todo: string }
  | undefined {
  if (problems.length > 0) {
    const what = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    const held = source === "last_good" ? "Its last good text stays in force." : "The strict standard is in force.";
    return { line: `The policy file has ${what} and cannot be used. ${held}`, todo: `Correct ${path}.` };
  }
  if (source !== "removed") return undefined;
  return {
    line: "The policy file was removed. The strict standard is in force.",
    todo: `Put ${path} back: what it said is kept in policy.removed.json of the data folder. Remove that copy to leave it at that.`,
  };
}

/** Where the policy in force comes from. */
export function sayPolicySource({ source }: Pick<PolicyStateWire, "source">): string {
  switch (source) {
    case "file":
      return "The file, as it is now";
    case "standard":
      return "The strict standard";
    case "last_good":
      return "The last good text of the file";
    case "removed":
      return "The strict standard, since the file was removed";
  }
}
