import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import { diffPolicies, sayProblem } from "@steadyhand/policy";
import type { PolicyNews, PolicyState } from "./policy-state.ts";

/** A file has no author that we know of: the record names us, and the digest says which policy it was. */
const steadyhand: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

/** A change of a hundred settings is told by its first ones and their number. */
const mostChanges = 100;

/** What the record says when a file's content has been taken over, or refused. */
export function policyEvent(
  path: string,
  news: Exclude<PolicyNews, "nothing">,
  {
    before,
    after,
    redact,
  }: { readonly before: PolicyState; readonly after: PolicyState; readonly redact: (text: string) => string },
): AuditEventDraft {
  const { origin, inForce, problems } = after;
  const state = { path, source: origin, sha256: inForce.sha256 };
  if (news === "refused") {
    const [first] = problems;
    const place = first === undefined ? path : `${path}, line ${first.line}, column ${first.column}`;
    const what = first === undefined ? "it cannot be used" : sayProblem(first);
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    const held = origin === "last_good" ? "its last good text stays in force" : "the strict standard stays in force";
    return {
      ...{ type: "policy.refused", actor: steadyhand, outcome: "refused" },
      why: `${place}: ${what}${more}; ${held}`,
      data: { ...state, problems: problems.slice(0, mostChanges) },
    };
  }
  const changes = diffPolicies(before.inForce.policy, inForce.policy);
  const says = changes.map(({ path: setting, direction, says: said }) => redact(`${setting} (${direction}): ${said}`));
  return {
    ...{ type: "policy.changed", actor: steadyhand, outcome: "ok" },
    why: `${words[news](path)}; ${sayCount(changes.length)}`,
    data: { ...state, before: before.inForce.sha256, changes: says.slice(0, mostChanges), changed: changes.length },
  };
}

const words: Readonly<Record<"changed" | "mended" | "removed", (path: string) => string>> = {
  changed: (path) => `${path} is in force as it is now`,
  mended: (path) => `${path} can be used again and says what is in force`,
  removed: (path) => `${path} is gone: the strict standard is in force`,
};

function sayCount(changes: number): string {
  if (changes === 0) return "no setting changed";
  return changes === 1 ? "1 setting changed" : `${changes} settings changed`;
}
