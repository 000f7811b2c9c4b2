// Opens the database in the folder it is given, says so, does what it is told, and waits to be killed.
import { openEmbeddedPostgres } from "../src/index.ts";
import { draft } from "./samples.ts";
import { openTestStores, quiet, tenantId } from "./test-server.ts";

const [, , home = "", what = ""] = process.argv;
const embedded = await openEmbeddedPostgres({ directory: `${home}/postgres`, log: quiet });
process.stdout.write(`pid ${embedded.pid}\n`);
if (what === "append") {
  const { ledger } = await openTestStores(embedded, home);
  for (let n = 1; ; n++) {
    await ledger.append(tenantId, [draft(`event ${n}`)]);
    process.stdout.write(`${n}\n`);
  }
}
setInterval(() => {}, 60_000);
