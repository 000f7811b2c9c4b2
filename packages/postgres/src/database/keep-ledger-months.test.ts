import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, quiet, type TestServer } from "../../test/test-server.ts";
import { keepLedgerMonths } from "./keep-ledger-months.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** A clock that is set by hand, and runs what is due when it is. */
function handClock(at: Date) {
  let now = at;
  let due: { readonly at: Date; readonly run: () => unknown } | undefined;
  return {
    now: () => now,
    at(when: Date, run: () => unknown) {
      due = { at: when, run };
      return () => (due = undefined);
    },
    isWaiting: () => due !== undefined,
    /** Lets so much time pass; resolves when what it started is done. */
    async pass(ms: number) {
      now = new Date(now.getTime() + ms);
      if (due === undefined || due.at > now) throw new Error("nothing is due");
      const { run } = due;
      due = undefined;
      await run();
    },
  };
}

const quarterDay = 6 * 3_600_000;

it("makes the months ahead at the start, and those that have become due as time goes on", async () => {
  const clock = handClock(new Date());
  const keeper = await keepLedgerMonths({ place: await server.newPlace(), clock, log: quiet });
  const first = keeper.state().months?.madeUntil ?? clock.now();
  expect(first.getTime() - clock.now().getTime()).toBeGreaterThan(6 * 28 * 86_400_000);
  await clock.pass(40 * 86_400_000);
  const second = keeper.state().months?.madeUntil ?? clock.now();
  expect(second.getTime() - first.getTime()).toBeGreaterThan(27 * 86_400_000);
  await keeper.close();
  expect(clock.isWaiting()).toBe(false);
});

it("says since when it cannot and why, keeps what it knew, and recovers by itself", async () => {
  const place = await server.newPlace();
  const clock = handClock(new Date());
  const said: string[] = [];
  const log = { info() {}, error: (_fields: object, message: string) => said.push(message) };
  const keeper = await keepLedgerMonths({ place, clock, log });
  const { months } = keeper.state();
  const admin = await server.superuser(place);
  await admin.query("BEGIN; LOCK TABLE steadyhand.audit_event IN ACCESS EXCLUSIVE MODE");
  await clock.pass(40 * 86_400_000);
  const since = clock.now();
  expect(keeper.state()).toEqual({ months, failing: { since, why: expect.stringContaining("lock timeout") } });
  await clock.pass(quarterDay);
  expect(keeper.state().failing?.since).toEqual(since);
  expect(said).toEqual(Array(2).fill("the months of the ledger could not be made ahead"));
  await admin.query("ROLLBACK");
  await admin.end();
  await clock.pass(quarterDay);
  expect(keeper.state().failing).toBeUndefined();
  expect(keeper.state().months?.madeUntil.getTime()).toBeGreaterThan(months?.madeUntil.getTime() ?? 0);
  await keeper.close();
});
