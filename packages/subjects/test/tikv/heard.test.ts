import { expect, it } from "vitest";
import { heardOf } from "../../src/tikv/drain-actions.ts";
import { createMeantDrains } from "../../src/tikv/meant-drains.ts";

const now = new Date("2026-03-01T03:00:00.000Z");
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

it("takes a drain that another process begins for meant, for as long as that was told, and until it is taken back", () => {
  const meant = createMeantDrains([]);
  const heard = heardOf(meant, () => now);
  heard({ name: "drain_store", parameters: { store_id: 4, for_minutes: 30 } });
  expect([meant.isMeant(4, after(29)), meant.isMeant(4, after(31)), meant.isMeant(5, now)]).toEqual([
    true,
    false,
    false,
  ]);
  heard({ name: "undrain_store", parameters: { store_id: 4 } });
  expect(meant.isMeant(4, now)).toBe(false);
  heard({ name: "transfer_leader", parameters: { store_id: 4, for_minutes: 30 } });
  heard({ name: "drain_store", parameters: { store_id: "4" } });
  expect(meant.isMeant(4, now)).toBe(false);
});
