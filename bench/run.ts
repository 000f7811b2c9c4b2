import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * `npm run bench`: one JSON line a figure. `npm run bench -- parse classify` takes only those.
 * Set-up talks on stderr; a figure that misses its aim is printed as such and does not fail the run.
 */
const benches: Readonly<Record<string, () => Promise<() => Promise<void>>>> = {
  parse: async () => (await import("./parse.ts")).benchParse,
  classify: async () => (await import("./classify.ts")).benchClassify,
  gate: async () => (await import("./gate.ts")).benchGate,
  execution: async () => (await import("./execution.ts")).benchExecution,
  ledger: async () => (await import("./ledger.ts")).benchLedger,
  record: async () => (await import("./record.ts")).benchRecord,
  server: async () => (await import("./server.ts")).benchServer,
  model: async () => (await import("./model.ts")).benchModel,
  queue: async () => (await import("./queue.ts")).benchQueue,
  panic: async () => (await import("./panic.ts")).benchPanic,
  assess: async () => (await import("./assess.ts")).benchAssess,
  monitor: async () => (await import("./monitor.ts")).benchMonitor,
  redaction: async () => (await import("./redaction.ts")).benchRedaction,
};

// As `steady` does: what V8 made of the sources is kept, and the helper, which is forked for every step, stays small.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "steadyhand", "compile"));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}: choose from ${Object.keys(benches).join(", ")}\n`);
  process.exit(2);
}
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  await (await load())();
}
process.exit(0);
