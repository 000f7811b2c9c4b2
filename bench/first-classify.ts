import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inTurn, median, print, ratio } from "./figure.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const command = "kubectl delete pod web-0";
const script = `
  import { openScanner } from ${JSON.stringify(new URL("../packages/scanner/src/index.ts", import.meta.url).href)};
  const { risk } = await openScanner().classify(${JSON.stringify(command)}, "shell");
  process.stdout.write(risk);
`;

/** From the start of a process to its first judgement, beside a process that does nothing. */
export async function benchFirstClassify(): Promise<void> {
  const run = (args: readonly string[]) => spawnSync(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const source = ["--input-type=module", "--eval", script];
  const steady = here("../packages/cli/bin/steady.mjs");
  const contestants: Record<string, () => unknown> = { nothing: () => run(["-e", "0"]), source: () => run(source) };
  // Where it has been built.
  if (existsSync(here("../packages/cli/dist/main.cjs"))) contestants.bundle = () => run([steady, "classify", command]);
  if (run(source).stdout.toString() !== "dangerous") throw new Error("The scanner does not start from its source");
  inTurn(2, contestants);
  const times = inTurn(15, contestants);
  const floor = times.nothing ?? [];
  const note = `beside \`node -e 0\`: ${median(floor).toPrecision(3)} ms`;
  for (const [name, ours] of Object.entries(times)) {
    if (name === "nothing") continue;
    const beside = ratio(ours, floor);
    const aim = name === "bundle" ? { aim: "<= 2.1", met: beside <= 2.1 } : {};
    const took = `${median(ours).toPrecision(3)} ms`;
    print({ name: `classify.first.${name}`, value: beside, unit: "ratio", ...aim, note: `${took} ${note}` });
  }
}
