import type { Clock } from "@steadyhand/engine";
import type { PostgresLog } from "../embedded/index.ts";
import type { DatabasePlace } from "./connection.ts";
import { type LedgerMonths, makeLedgerMonths } from "./ledger-months.ts";

/** How it stands with the months of the ledger. Without `months` nobody has been able to look yet. */
export interface LedgerMonthsState {
  readonly months?: LedgerMonths;
  /** Why the months could not be made at the last try, and since when. Events are recorded all the same. */
  readonly failing?: { readonly since: Date; readonly why: string };
}

export interface LedgerMonthsKeeper {
  state(): LedgerMonthsState;
  /** Ends the timer, after what is under way. */
  close(): Promise<void>;
}

/** Rarely there is something to do, and months lie ready for half a year. */
const everyMs = 6 * 3_600_000;

/** Makes the months of the ledger ahead, now and while the server runs. What stands in the way is logged and shown. */
export async function keepLedgerMonths(options: {
  readonly place: DatabasePlace;
  readonly clock: Clock;
  readonly log: PostgresLog;
}): Promise<LedgerMonthsKeeper> {
  const { place, clock, log } = options;
  let state: LedgerMonthsState = {};
  let cancel = () => {};
  let isClosed = false;

  async function make(): Promise<void> {
    try {
      state = { months: await makeLedgerMonths(place, clock.now()) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const { months, failing } = state;
      state = { ...(months && { months }), failing: { since: failing?.since ?? clock.now(), why } };
      log.error({ error }, "the months of the ledger could not be made ahead");
    }
    if (!isClosed) cancel = clock.at(new Date(clock.now().getTime() + everyMs), () => (running = make()));
  }

  let running = make();
  await running;
  return {
    state: () => state,
    async close() {
      isClosed = true;
      cancel();
      await running;
    },
  };
}
