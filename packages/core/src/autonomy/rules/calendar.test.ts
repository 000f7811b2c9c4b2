import { describe, expect, it } from "vitest";
import type { Freeze, MaintenanceWindow, Policy } from "../../policy/index.ts";
import { frozen, wednesday } from "../any-gate-input.fixture.ts";
import { judge, whatIsKnown } from "../gate.ts";
import { gateInputOf } from "../gate-input.fixture.ts";
import { freezes, maintenanceWindows } from "./calendar.ts";

const reads = { proposal: { actionClasses: ["reads"] } } as const;
const open = wednesday("10:00", "14:00");
const closed = wednesday("22:00", "23:00");

describe("maintenance windows", () => {
  it.each<[string, readonly MaintenanceWindow[], string | undefined]>([
    ["none is set", [], undefined],
    ["one is open", [open], undefined],
    ["it is closed", [closed], "approve"],
    ["one of two is open", [closed, open], undefined],
    ["the closed one is for another subject", [{ ...closed, subjects: ["web-2"] }], undefined],
    ["its time zone does not exist", [{ ...open, when: { ...open.when, timeZone: "Mars/Olympus" } }], "approve"],
  ])("let changes run by themselves only within them: %s", (_what, windows, verdict) => {
    const known = whatIsKnown(gateInputOf(), { windows });
    expect(maintenanceWindows.says?.(known, 5)?.verdict).toBe(verdict);
    expect(maintenanceWindows.says?.(whatIsKnown(gateInputOf(reads), { windows }), 5)).toBeUndefined();
  });
});

describe("a freeze", () => {
  const dates = (from: string, to: string): Freeze => ({ ...frozen("nothing"), when: { from, to } });

  it.each<[string, readonly Freeze[], string | undefined]>([
    ["none is set", [], undefined],
    ["nothing may run", [frozen("nothing")], "refuse"],
    ["a second person may let it run", [frozen("second_person")], "approve"],
    ["the stricter of two holds", [frozen("second_person"), frozen("nothing")], "refuse"],
    ["it is for another environment", [{ ...frozen("nothing"), environments: ["production"] }], undefined],
    ["it is for another project", [{ ...frozen("nothing"), projects: ["shop"] }], undefined],
    ["it is over", [dates("2026-03-03T00:00:00Z", "2026-03-04T12:00:00Z")], undefined],
    ["it begins now", [dates("2026-03-04T12:00:00Z", "2026-03-05T00:00:00Z")], "refuse"],
    ["its times cannot be read", [dates("soon", "later")], "refuse"],
  ])("refuses changes: %s", (_what, list, verdict) => {
    expect(freezes.says?.(whatIsKnown(gateInputOf(), { freezes: list }), 5)?.verdict).toBe(verdict);
    expect(freezes.says?.(whatIsKnown(gateInputOf(reads), { freezes: list }), 5)).toBeUndefined();
  });

  it("takes the name typed and two people, where it allows that", () => {
    const policy: Policy = { freezes: [frozen("second_person")] };
    expect(judge(gateInputOf(), policy).demand).toMatchObject({ kind: "four_eyes", count: 2 });
  });
});
