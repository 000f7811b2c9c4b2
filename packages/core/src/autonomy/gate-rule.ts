import type { ResolvedPolicy } from "../policy/index.ts";
import type { Cap, DemandFinding, Finding, GateInput, Level } from "./decision.ts";

/** All that a rule judges by: the input, and the settings that hold for it. */
export interface Known extends GateInput {
  readonly settings: ResolvedPolicy;
  /** Whether it may change its target. What only reads is bound by no pace and no calendar. */
  readonly isChange: boolean;
}

export type CapSaid = Omit<Cap, "name"> & {
  /** Where one rule gives several, what each is called. */
  readonly name?: string;
};
export type Said = Omit<Finding, "rule">;
export type DemandSaid = Omit<DemandFinding, "rule">;

/**
 * One rule of the gate. It may cap the level, say what may become of a proposal at the level that holds, and demand
 * something of a yes. Whatever it says can only make the decision stricter; a lift alone raises, and only what may be.
 */
export interface GateRule {
  readonly name: string;
  caps?(known: Known): readonly CapSaid[];
  /** Why what may be raised is one level higher now. */
  lifts?(known: Known): string | undefined;
  says?(known: Known, level: Level): Said | undefined;
  demands?(known: Known): readonly DemandSaid[];
}
