import { fstatSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { labFile } from "../lab-file.ts";
import { startTikvLab } from "./lab.ts";

const { values } = parseArgs({
  options: {
    stores: { type: "string", default: "3" },
    regions: { type: "string", default: "30" },
    rate: { type: "string", default: "1" },
    logs: { type: "string" },
    fault: { type: "string" },
    store: { type: "string" },
    member: { type: "string" },
  },
});

const ownLogs = values.logs === undefined ? mkdtempSync(join(tmpdir(), "tikv-lab-")) : undefined;
const lab = await startTikvLab({
  stores: Number(values.stores),
  regions: Number(values.regions),
  rate: Number(values.rate),
  logs: values.logs ?? ownLogs ?? "",
});
if (values.fault !== undefined) await lab.begin(values.fault, { store: values.store, member: values.member });
const stores = lab.tikv.map(({ address, statusUrl, log }) => ({ address, status_url: statusUrl, log }));
const settings = { pd: lab.pd, stores };
const subject = { name: "tikv-lab", ...settings };
const file = labFile({ subject: subject.name, kind: "tikv", settings });
process.stdout.write(`${JSON.stringify({ control: lab.controlUrl, subject, file })}\n`);

let isEnding = false;
async function end() {
  if (isEnding) return;
  isEnding = true;
  await lab.stop();
  if (ownLogs !== undefined) rmSync(ownLogs, { recursive: true, force: true });
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
// Whoever started it with a pipe takes it along when it ends, however that is.
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) process.stdin.on("end", end).on("error", end).resume();
