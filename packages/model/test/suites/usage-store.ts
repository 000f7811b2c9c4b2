import type { TenantId } from "@steadyhand/core/identity";
import { describe, expect, it } from "vitest";
import type { UsageStore } from "../../src/index.ts";

const day = "2026-11-21";
const limits = { tokens: 1000, microUsd: 500 };

/** What every `UsageStore` does. `open` gives an empty one with two tenants that exist. */
export function describeUsageStore(
  name: string,
  open: () => Promise<{ readonly store: UsageStore; readonly tenants: readonly [TenantId, TenantId] }>,
): void {
  describe(`${name} counts what a model uses`, () => {
    it("reserves up to a limit, and not beyond", async () => {
      const { store, tenants } = await open();
      const [tenantId] = tenants;
      const ask = (tokens: number, microUsd: number) =>
        store.reserve({ tenantId, day, amount: { tokens, microUsd }, limits });
      expect(await ask(600, 100)).toEqual({ ok: true });
      expect(await ask(401, 0)).toEqual({ ok: false, limit: "tokens", used: { tokens: 600, microUsd: 100 } });
      expect(await ask(1, 401)).toEqual({ ok: false, limit: "usd", used: { tokens: 600, microUsd: 100 } });
      expect(await ask(400, 400)).toEqual({ ok: true });
      expect(await store.get({ tenantId, day })).toEqual({ tokens: 1000, microUsd: 500 });
    });

    it("replaces a reservation by what was used, also when that is more", async () => {
      const { store, tenants } = await open();
      const [tenantId] = tenants;
      const reserved = { tokens: 600, microUsd: 300 };
      await store.reserve({ tenantId, day, amount: reserved, limits });
      await store.settle({ tenantId, day, reserved, used: { tokens: 50, microUsd: 20 } });
      expect(await store.get({ tenantId, day })).toEqual({ tokens: 50, microUsd: 20 });
      await store.reserve({ tenantId, day, amount: { tokens: 10, microUsd: 0 }, limits });
      const more = { tokens: 2000, microUsd: 900 };
      await store.settle({ tenantId, day, reserved: { tokens: 10, microUsd: 0 }, used: more });
      expect(await store.get({ tenantId, day })).toEqual({ tokens: 2050, microUsd: 920 });
    });

    it("never goes beyond a limit, however many reserve at once", async () => {
      const { store, tenants } = await open();
      const [tenantId] = tenants;
      const amount = { tokens: 30, microUsd: 1 };
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => store.reserve({ tenantId, day, amount, limits })),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(33);
      expect(await store.get({ tenantId, day })).toEqual({ tokens: 990, microUsd: 33 });
    });

    it("counts every day and every tenant for itself", async () => {
      const { store, tenants } = await open();
      const [one, other] = tenants;
      const amount = { tokens: 1000, microUsd: 0 };
      expect(await store.reserve({ tenantId: one, day, amount, limits })).toEqual({ ok: true });
      expect(await store.reserve({ tenantId: one, day: "2026-11-22", amount, limits })).toEqual({ ok: true });
      expect(await store.reserve({ tenantId: other, day, amount, limits })).toEqual({ ok: true });
      expect(await store.get({ tenantId: other, day: "2026-11-22" })).toEqual({ tokens: 0, microUsd: 0 });
    });
  });
}
