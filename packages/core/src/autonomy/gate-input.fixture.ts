import type { StoredCircumstances } from "./circumstances.ts";
import type { GateInput } from "./decision.ts";
import type { JudgedProposal } from "./judged-proposal.ts";

/** Nothing is known that would hold anything up. */
export const quietCircumstances: StoredCircumstances = {
  trust: { level: 2, why: "it has proven itself" },
  changesLastHour: 0,
  session: { actions: 0, rapid: 0 },
  setbacks: [],
  drift: { attempts: 0, automatic: 0 },
};

/** A reversible change of one object on a disposable lab target, started by a person. */
export const smallChange: JudgedProposal = {
  environment: "lab",
  targetIsDisposable: true,
  project: "default",
  subject: "web-1",
  runbookId: "rbk_1",
  risk: "caution",
  actionClasses: ["writes"],
  blastRadius: "one",
  isReversible: true,
  hasRollback: true,
  actionKey: "00",
  purpose: "forward",
  kind: "command",
  proposedBy: "person",
};

/** What the gate judges by, in the middle of a quiet Wednesday. */
export function gateInputOf({
  proposal,
  circumstances,
  ...rest
}: Partial<Omit<GateInput, "proposal" | "circumstances">> & {
  readonly proposal?: Partial<JudgedProposal>;
  readonly circumstances?: Partial<StoredCircumstances>;
} = {}): GateInput {
  return {
    proposal: { ...smallChange, ...proposal },
    circumstances: { ...quietCircumstances, ...circumstances },
    occasion: "proposal",
    panic: { isOn: false },
    now: new Date("2026-03-04T12:00:00.000Z"),
    ...rest,
  };
}
