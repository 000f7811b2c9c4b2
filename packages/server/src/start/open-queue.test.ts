import { systemClock } from "@steadyhand/engine";
import { expect, it } from "vitest";
import { openQueue } from "./open-queue.ts";

// Nobody is reached: the configuration is read before anything is opened.
const place = { kind: "server", connectionString: "postgres://nobody@127.0.0.1:1/none" } as const;
const log = { info() {}, error() {} };

it.each([
  ["STEADYHAND_RESTATE", { STEADYHAND_RESTATE: "restate:8080" }],
  ["STEADYHAND_RESTATE_ADMIN", { STEADYHAND_RESTATE: "http://r:8080", STEADYHAND_RESTATE_ADMIN: "no address" }],
  ["STEADYHAND_RESTATE_ADDRESS", { STEADYHAND_RESTATE: "http://r:8080", STEADYHAND_RESTATE_ADDRESS: "ftp://me" }],
  ["STEADYHAND_RESTATE_LISTEN", { STEADYHAND_RESTATE: "http://r:8080", STEADYHAND_RESTATE_LISTEN: "here:99999" }],
])("says which setting is wrong: %s", async (name, env) => {
  await using opening = new AsyncDisposableStack();
  const opened = openQueue({ place, isSoleNode: false, env, clock: systemClock, log }, opening);
  await expect(opened).rejects.toMatchObject({ code: "queue.config", message: expect.stringContaining(name) });
});
