import type { Incident, Violation } from "@steadyhand/core/incident";
import type { Watched } from "@steadyhand/core/invariant";
import type { Json } from "@steadyhand/core/json";
import { unreachable } from "@steadyhand/core/outcome";
import type { KeptWatch } from "@steadyhand/engine";

// Only `JSON.stringify` of these types writes the documents, and the migration in force knows their shape.

export function decodeIncident(document: unknown): Incident {
  const { openedAt, batchAt, hold, violations, ...json } = document as Json<Incident>;
  const whole = {
    ...{ openedAt: new Date(openedAt), batchAt: new Date(batchAt), violations: violations.map(decodeViolation) },
    ...(hold && { hold: { ...hold, at: new Date(hold.at) } }),
  };
  switch (json.phase) {
    case "open":
      return { ...json, ...whole };
    case "settling":
      return { ...json, ...whole, settlingSince: new Date(json.settlingSince) };
    case "resolved":
      return { ...json, ...whole, resolvedAt: new Date(json.resolvedAt) };
    default:
      return unreachable(json);
  }
}

function decodeViolation({ since, confirmedAt, ...json }: Json<Violation>): Violation {
  const dates = { since: new Date(since), confirmedAt: new Date(confirmedAt) };
  switch (json.state) {
    case "violated":
      return { ...json, ...dates };
    case "settling":
      return { ...json, ...dates, holdsSince: new Date(json.holdsSince) };
    case "resolved":
      return { ...json, ...dates, resolvedAt: new Date(json.resolvedAt) };
    default:
      return unreachable(json);
  }
}

type KeptState = Pick<KeptWatch, "watched" | "said">;

export function encodeWatch({ watched, said }: KeptWatch): string {
  const kept: KeptState = said === undefined ? { watched } : { watched, said };
  return JSON.stringify(kept);
}

export function decodeWatch(document: unknown): KeptState {
  const { watched, said } = document as Json<KeptState>;
  return { watched: decodeWatched(watched), ...(said && { said }) };
}

export function decodeWatched({ onsets, blindSince, ...json }: Json<Watched>): Watched {
  const always = {
    onsets: onsets.map((onset) => new Date(onset)),
    ...(blindSince !== undefined && { blindSince: new Date(blindSince) }),
  };
  switch (json.phase) {
    case "holding":
      return { phase: "holding", ...always };
    case "suspected":
      return { phase: "suspected", since: new Date(json.since), ...always };
    case "violated":
    case "settling": {
      const certain = { since: new Date(json.since), confirmedAt: new Date(json.confirmedAt), ...always };
      if (json.phase === "violated") return { phase: "violated", ...certain, ...(json.hasEased && { hasEased: true }) };
      return { phase: "settling", holdsSince: new Date(json.holdsSince), ...certain };
    }
    default:
      return unreachable(json);
  }
}
