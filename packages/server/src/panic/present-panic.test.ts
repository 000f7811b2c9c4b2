import type { NodeStop, PanicPress, StopState } from "@steadyhand/core/panic";
import type { PanicReport } from "@steadyhand/engine";
import { expect, it } from "vitest";
import { type OpenRun, presentPanic } from "./present-panic.ts";

const by = { kind: "person", id: "act_riley", name: "riley" } as const;
const press: PanicPress = { id: "pan_1", since: new Date(), reason: "wrong cluster", kill: false, by };
const open: OpenRun[] = [{ id: "exe_1", runbook: { id: "rbk_1", version: 1, title: "Do it", sourceSha256: "00" } }];

function reportOf(...states: StopState[]): PanicReport {
  const nodes = states.map((state, index): NodeStop => {
    return { node: { id: `nod_${index}`, name: `n${index}` }, state, attempts: [] };
  });
  return {
    ...{ panic: { isOn: true, ...press }, stop: "stopped", nodes, resumption: { phase: "none" }, record: "stored" },
    bus: { isConnected: true },
  };
}

it.each<[StopState[], StopState]>([
  [["stopped", "stopped"], "stopped"],
  [["stopped", "unconfirmed"], "unconfirmed"],
  [["stopping"], "stopping"],
])("gives a run that no node has told of as far as the slowest node: %j is %s", (states, expected) => {
  const { runs } = presentPanic(reportOf(...states), { open });
  expect(runs).toMatchObject([{ executionId: "exe_1", state: expected, processes: 0 }]);
});
