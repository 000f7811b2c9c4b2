/** The lab's own time. It runs like the machine's, or so many times as quickly, and can be put forward. */
export interface LabClock {
  nowMs(): number;
  setRate(rate: number): void;
  advance(ms: number): void;
  /** How long the machine takes for so much of the lab's time. */
  machineMs(labMs: number): number;
}

export function createLabClock(): LabClock {
  let base = { lab: Date.now(), machine: performance.now() };
  let rate = 1;
  const nowMs = () => base.lab + (performance.now() - base.machine) * rate;
  const rebase = (addedMs: number) => {
    base = { lab: nowMs() + addedMs, machine: performance.now() };
  };
  return {
    nowMs,
    setRate(next) {
      rebase(0);
      rate = next;
    },
    advance: rebase,
    machineMs: (labMs) => labMs / rate,
  };
}
