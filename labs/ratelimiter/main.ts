import { parseArgs } from "node:util";
import { startLab } from "./lab.ts";
import { isLabFault, labFaults } from "./lab-faults.ts";
import { subjectConfigOf, subjectFileOf } from "./subject-config.ts";

const help = `node labs/ratelimiter/main.ts [--nodes 3] [--rps 30] [--fault NAME [--on node-1]]

Starts a rate limiter of real processes on free ports, prints where it is as JSON lines, and lives until Ctrl-C.
\`file\` of the line \`ready\` is a subject's file: put it into the folder of subjects, and it is watched.
Faults, also while it runs by POST to CONTROL/inject/NAME/NODE and CONTROL/undo/NAME/NODE:
${Object.entries(labFaults)
  .map(([name, { what }]) => `  ${name.padEnd(14)} ${what}`)
  .join("\n")}
`;

const { values } = parseArgs({
  options: {
    nodes: { type: "string", default: "3" },
    rps: { type: "string", default: "30" },
    fault: { type: "string" },
    on: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const say = (event: string, fields: object) => process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);

if (values.help) process.stdout.write(help);
else await run();

async function run() {
  const { fault } = values;
  const [nodes, rps] = [wholeNumber("nodes", values.nodes, 50), wholeNumber("rps", values.rps, 5000)];
  if (fault !== undefined && !isLabFault(fault)) return refuse(`there is no fault ${fault}\n\n${help}`);
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  const lab = await startLab({ nodes, rps });
  try {
    const { redisUrl, controlUrl } = lab;
    const ready = { nodes: lab.nodes, redisUrl, controlUrl, subject: subjectConfigOf(lab), file: subjectFileOf(lab) };
    say("ready", ready);
    if (fault !== undefined) {
      await lab.inject(fault, values.on);
      say("broken", { fault, what: labFaults[fault].what });
    }
    await asked;
  } finally {
    say("stopped", lab.load.counts());
    await lab.stop();
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  return refuse(`--${name} is a whole number from 1 to ${most}`);
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
