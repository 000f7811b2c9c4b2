import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDataKeys, createOutputKeys, openMasterKeys } from "@steadyhand/blobs";
import { systemClock } from "@steadyhand/engine";
import { createStores, openDatabase, openLedgerKey } from "@steadyhand/postgres";

// Wraps data keys anew, and after so many tenants says so and stands still until it is killed.
const [place = "{}", file = "", standAfter = "1"] = process.argv.slice(2);
const log = { info() {}, error() {} };
const database = await openDatabase({ place: JSON.parse(place), log });
const home = mkdtempSync(join(tmpdir(), "steadyhand-rewrap-"));
const signingKey = await openLedgerKey(home);
const anchorFile = join(home, "anchors.jsonl");
const stores = await createStores({ database, signingKey, anchorFile, clock: systemClock, log });
const masters = await openMasterKeys({ env: {}, file, mayMake: false });
let done = 0;
const store = {
  ...stores.keys,
  async rewrap(...given: Parameters<typeof stores.keys.rewrap>) {
    await stores.keys.rewrap(...given);
    if (++done < Number(standAfter)) return;
    process.stdout.write("standing\n");
    await new Promise(() => {});
  },
};
const keys = createDataKeys({ store, masters, clock: systemClock });
const by = { kind: "person", id: "act_riley", name: "Riley" } as const;
await createOutputKeys({ store, masters, keys, clock: systemClock }).rewrap(by, { isBegin: true });
