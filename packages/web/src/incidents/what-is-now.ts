import type {
  HandlingWire,
  IncidentWire,
  InvestigationSummaryWire,
  KeptApprovalWire,
  RemedyWire,
} from "@steadyhand/api";

type OverOrNot = Pick<IncidentWire, "phase" | "hold" | "resolvedAt" | "resolvedBy" | "why">;

/** The one thing that a person should know or decide about an incident now. */
export type Now =
  | { readonly kind: "approve"; readonly approval: KeptApprovalWire; readonly remedy: RemedyWire }
  | { readonly kind: "over"; readonly incident: OverOrNot }
  | { readonly kind: "held"; readonly hold: NonNullable<IncidentWire["hold"]> }
  | { readonly kind: "under_way"; readonly remedy: RemedyWire }
  | { readonly kind: "escalated"; readonly why: string; readonly at: string }
  | { readonly kind: "next"; readonly handling: HandlingWire };

/** Decides what stands first on the page. A question that waits for a person comes before all else, also when the rest is over. */
export function whatIsNow(known: {
  readonly incident: OverOrNot;
  readonly handling: HandlingWire;
  /** Newest first. */
  readonly investigations: readonly Pick<InvestigationSummaryWire, "remedy" | "escalated">[];
  readonly approvals: readonly KeptApprovalWire[];
}): Now {
  const { incident, handling, investigations, approvals } = known;
  // Somebody may ask for another look while it is still seen what came of an action.
  const underWay = investigations.map(({ remedy }) => remedy).find((remedy) => remedy && remedy.phase !== "ended");
  const escalated = investigations[0]?.escalated;
  const approval = approvals.find(
    ({ executionId, phase }) => executionId === underWay?.executionId && phase === "requested",
  );
  if (underWay && approval) return { kind: "approve", approval, remedy: underWay };
  if (incident.phase === "resolved") return { kind: "over", incident };
  if (underWay) return { kind: "under_way", remedy: underWay };
  if (incident.hold) return { kind: "held", hold: incident.hold };
  if (escalated) return { kind: "escalated", ...escalated };
  return { kind: "next", handling };
}
