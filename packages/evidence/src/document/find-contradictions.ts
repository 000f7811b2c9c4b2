import { canonicalJson, proposalDigest } from "@steadyhand/core/proposal";
import { dig, type RunStory, type ToldEvent, type TryStory, textAt } from "../story/index.ts";
import { isRedacted } from "./command-text.ts";
import type { Problem } from "./evidence.ts";

/** Whether a recorded proposal still has the digest that people approved. */
export type DigestCheck = "same" | "redacted" | "other";

/** Computes the digest anew from the recorded proposal. Where a secret was taken out of it, nobody can. */
export function checkDigest({ data }: Pick<ToldEvent, "data">): DigestCheck {
  const proposal = dig(data, "proposal");
  const digest = textAt(data, "digest");
  if (proposal !== undefined && proposalDigest(canonicalJson(proposal)) === digest) return "same";
  return isRedacted(proposal) ? "redacted" : "other";
}

/** What the events of one execution say against one another, besides what the chain shows. */
export function findContradictions({ steps }: RunStory): readonly Problem[] {
  return steps.flatMap(({ stepId, tries }) =>
    tries.flatMap((one) => [...ofProposal(stepId, one), ...ofBytes(stepId, one)]),
  );
}

function ofProposal(stepId: string, { proposed }: TryStory): readonly Problem[] {
  if (checkDigest(proposed) !== "other") return [];
  const says = `event ${proposed.sequence} (step ${stepId}) does not hold the proposal whose digest it names`;
  return [{ code: "evidence.other_proposal", says }];
}

/** What was asked, approved and handed out must be what was proposed. */
function ofBytes(stepId: string, { proposed, after }: TryStory): readonly Problem[] {
  const digest = textAt(proposed.data, "digest");
  return after.flatMap((event): readonly Problem[] => {
    const named = digestNamed(event);
    if (named === undefined || named === digest) return [];
    const says = `event ${event.sequence} (${event.type} of step ${stepId}) is about other bytes than those that were proposed`;
    return [{ code: "evidence.other_bytes", says }];
  });
}

/** The digest that an event is about, where it is about a proposal's bytes. */
export function digestNamed({ type, data }: ToldEvent): string | undefined {
  if (type === "step.dispatched" || type === "step.auto_executed") return textAt(data, "digest");
  return textAt(data, "approval", "request", "digest");
}
