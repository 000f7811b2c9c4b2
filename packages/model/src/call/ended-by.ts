import { type Absence, absent } from "./absence.ts";

/** Why a signal was ended, when the reason is one of ours; else, that whoever asked went away. */
export function endedBy(signal: AbortSignal): Absence {
  const reason: unknown = signal.reason;
  const isOurs = typeof reason === "object" && reason !== null && "state" in reason && reason.state === "absent";
  // The cast is true: only `absent` makes objects with this state.
  return isOurs ? (reason as Absence) : absent("cancelled", "whoever asked did not wait for the answer");
}
