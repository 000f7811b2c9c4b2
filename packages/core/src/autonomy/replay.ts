import type { Json } from "../json/index.ts";
import type { Policy } from "../policy/index.ts";
import type { Decision, GateInput } from "./decision.ts";
import { judge } from "./gate.ts";

/** The gate's whole input as the ledger keeps it, so that any decision can be made again under another policy. */
export type RecordedGateInput = Json<GateInput>;

export function recordGateInput(input: GateInput): RecordedGateInput {
  // The gate's input is plain data: JSON makes texts of its dates and nothing else.
  return JSON.parse(JSON.stringify(input)) as RecordedGateInput;
}

/** What the gate would have said of something that was once judged, under this policy. */
export function replay(recorded: RecordedGateInput, policy: Policy): Decision {
  const { circumstances, panic, now } = recorded;
  const { elevation, setbacks, ...others } = circumstances;
  const input: GateInput = {
    ...recorded,
    circumstances: {
      ...others,
      ...(elevation && { elevation: { ...elevation, until: new Date(elevation.until) } }),
      setbacks: setbacks.map((setback) => ({ ...setback, at: new Date(setback.at) })),
    },
    panic: panic.isOn ? { ...panic, since: new Date(panic.since) } : panic,
    now: new Date(now),
  };
  return judge(input, policy);
}
