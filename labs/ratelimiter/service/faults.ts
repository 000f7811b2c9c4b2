/** What the lab can switch on inside a node: bugs that rate limiters really have. */
export interface NodeFaults {
  /** A code path that lets requests through and never asks the counter. */
  skipsCheck: boolean;
  /** How far the machine's clock was stepped after the node had measured it. */
  clockStepMs: number;
}

/** What the lab tells a node over the channel that it was started with. */
export type FaultOrder =
  | { readonly fault: "check_skipped"; readonly isOn: boolean }
  | { readonly fault: "clock_stepped"; readonly isOn: boolean; readonly stepMs: number }
  | { readonly fault: "cache_stale"; readonly isOn: boolean; readonly key: string };
