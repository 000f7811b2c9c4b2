import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openTestStores, type TestStores, tenantId } from "../test-server.ts";
import { findable, monthClock } from "./sample-chain.ts";
import { emptyDatabase, type TamperedServer } from "./tampered-server.ts";

/** A database with one chain of 66 events, 60 of them in this month, and the checkpoints that belong to it; to be copied. */
export interface LongChain {
  /** Another of the same, its stores opened when it was made. */
  copy(name: string): Promise<{ readonly name: string; readonly home: string; open(): Promise<TestStores> }>;
}

const [thisMonth, nextMonth] = [60, 6];

export async function makeLongChain(server: TamperedServer, folder: string): Promise<LongChain> {
  const home = join(folder, "home");
  await mkdir(home, { recursive: true });
  const clock = monthClock();
  const stores = await openTestStores(await server.copy(emptyDatabase, "long"), home, clock);
  const numbers = Array.from({ length: thisMonth + nextMonth }, (_, index) => index + 1);
  // So long that they fill some pages, and stand there as they are: what is longer is packed.
  const draft = (n: number) => ({ ...findable(n), data: { bytes: n, line: `event ${n} ${"abcdefgh".repeat(100)}` } });
  await stores.ledger.append(tenantId, numbers.slice(0, thisMonth).map(draft));
  await stores.anchorAll();
  clock.turn();
  for (const n of numbers.slice(thisMonth)) await stores.ledger.append(tenantId, [draft(n)]);
  await stores.anchorAll();
  await stores[Symbol.asyncDispose]();
  return {
    async copy(name) {
      const own = join(folder, name);
      await cp(home, own, { recursive: true });
      const place = await server.copy("long", name);
      return { name, home: own, open: () => openTestStores(place, own, clock) };
    },
  };
}
