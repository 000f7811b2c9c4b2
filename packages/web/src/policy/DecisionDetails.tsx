import type { DecisionWire } from "@steadyhand/api";
import { sayDuration } from "../words/index.ts";

/** Why the gate decides as it does: each cap with its value and reason, each rule, and what a yes takes. */
export function DecisionDetails({ decision }: { readonly decision: DecisionWire }) {
  const { level, caps, findings, verdict, demand, demands = [] } = decision;
  const lowestFirst = caps.toSorted((one, other) => one.level - other.level);
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-1">
        {findings.map(({ rule, reason, verdict: said }) => (
          <li key={rule} className={said === verdict ? "" : "text-text-1"}>
            <span className="text-text-2">{rule}:</span> {reason}
          </li>
        ))}
      </ul>
      {verdict === "approve" && demand && (
        <div>
          <p>{sayDemand(demand)}</p>
          <ul className="text-dense">
            {demand.quorums.map(({ rule, approvers, count }) => (
              <li key={`${rule} ${approvers.join()}`}>
                {count} of {approvers.length === 0 ? "whoever may approve" : approvers.join(", ")}{" "}
                <span className="text-text-2">({rule})</span>
              </li>
            ))}
            {demands.map(({ rule, reason }) => (
              <li key={`${rule} ${reason}`}>
                <span className="text-text-2">{rule}:</span> {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="overflow-x-auto">
        <table className="text-left text-dense" aria-label="What caps the level">
          <thead className="text-text-2">
            <tr>
              <th className="pr-4 font-normal">Cap</th>
              <th className="pr-4 font-normal">Allows</th>
              <th className="font-normal">Because</th>
            </tr>
          </thead>
          <tbody>
            {lowestFirst.map(({ name, level: allows, reason }) => (
              <tr key={`${name} ${reason}`} className={allows === level ? "font-semibold" : ""}>
                <td className="pr-4 align-top">{name}</td>
                <td className="pr-4 align-top">L{allows}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What the gate decided, for the line that opens the details. */
export function sayDecision({ verdict, level }: Pick<DecisionWire, "verdict" | "level">): string {
  return `level L${level}, ${verdictWords[verdict]}`;
}

const verdictWords: Readonly<Record<DecisionWire["verdict"], string>> = {
  run: "runs by itself",
  approve: "waits for a person",
  by_hand: "followed by hand",
  refuse: "refused",
};

function sayDemand({ kind, count, lifetimesMs }: NonNullable<DecisionWire["demand"]>): string {
  const people = count === 1 ? "one person" : `${count} people`;
  const within = lifetimesMs.map((ms) => sayDuration(ms)).join(", then ");
  return `A yes takes ${people}, ${kindWords[kind]}, within ${within}.`;
}

const kindWords: Readonly<Record<NonNullable<DecisionWire["demand"]>["kind"], string>> = {
  click: "by a click",
  typed_target: "who type the target's name",
  four_eyes: "who type the target's name and did not propose it",
};
