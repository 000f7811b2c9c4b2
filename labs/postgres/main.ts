import { once } from "node:events";
import { parseArgs } from "node:util";
import { labFile } from "../lab-file.ts";
import { startPostgresLab } from "./lab.ts";

/**
 * `node labs/postgres/main.ts [--fault NAME]`: a primary and a standby under load until it is interrupted. It prints one JSON line with
 * the addresses and the faults there are, and one for each fault that it began.
 */
const { values } = parseArgs({ options: { fault: { type: "string", multiple: true, default: [] } } });
const ended = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
const lab = await startPostgresLab();
try {
  const faults = Object.fromEntries(Object.entries(lab.faults).map(([name, { what }]) => [name, what]));
  const { primary, standbys } = lab;
  const file = labFile({ subject: "postgres-lab", kind: "postgres", settings: { primary, standbys } });
  say({ primary, standbys, faults, file });
  for (const name of values.fault) {
    const fault = lab.faults[name];
    if (fault === undefined) throw new Error(`There is no fault ${name} here: ${Object.keys(lab.faults).join(", ")}`);
    await fault.begin();
    say({ fault: name, what: fault.what });
  }
  await ended;
} finally {
  await lab.stop();
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
