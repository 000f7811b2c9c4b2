// Appends to the ledger from several sides at once and notes on disk what was acknowledged, until it is killed.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { OpsError } from "@steadyhand/core/outcome";
import { systemClock } from "@steadyhand/engine";
import { openEmbeddedPostgres } from "../../src/index.ts";
import { draft, execution } from "../samples.ts";
import { openTestStores, quiet, tenantId } from "../test-server.ts";
import { acknowledgedFile, type Said, writers } from "./acknowledged.ts";

const [, , home = "", connectionString = ""] = process.argv;
const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);
const embedded =
  connectionString === "" ? await openEmbeddedPostgres({ directory: join(home, "postgres"), log: quiet }) : undefined;
// As the server does: without its database it has nothing to go on with.
void embedded?.ended.then(() => process.exit(1));
const place = embedded ?? ({ kind: "server", connectionString } as const);
const stores = await openTestStores(place, home, systemClock);
say({ verified: await stores.ledger.verify(tenantId), ...(embedded && { postgresPid: embedded.pid }) });

const life = `${process.pid}-${Date.now()}`;
await Promise.all([...Array.from({ length: writers }, (_, writer) => write(writer)), signAllTheTime()]);

async function write(writer: number): Promise<void> {
  const acknowledged = await open(join(home, acknowledgedFile(writer)), "a");
  for (let n = 1; ; n++) {
    const marker = `marker ${life}-${writer}-${n}`;
    try {
      await (n % 4 === 0 ? begin(marker) : stores.ledger.append(tenantId, [draft(marker)]));
    } catch (error) {
      // Nobody knows whether it was stored: it is not done again.
      say({ failed: error instanceof OpsError ? error.code : String(error) });
      await wait(5);
      continue;
    }
    await acknowledged.writeFile(`${marker}\n`);
    await acknowledged.datasync();
    say({ acknowledged: marker });
  }
}

/** An event that comes with the state it tells of. */
async function begin(marker: string): Promise<void> {
  const started = execution(`exe_${marker.slice("marker ".length)}`, tenantId, new Date());
  await stores.executions.create(started, [draft(marker, started)]);
}

async function signAllTheTime(): Promise<void> {
  for (;;) {
    await stores.anchorAll().catch(() => {});
    await wait(5);
  }
}
