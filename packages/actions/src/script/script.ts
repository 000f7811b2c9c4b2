import type { Action } from "@steadyhand/core/action";
import { defineAction } from "@steadyhand/define-action";
import { z } from "zod";
import { createDockerClient } from "../docker/docker-client.ts";
import { runContainer } from "../docker/run-container.ts";
import { ended, type PerformContext } from "../perform.ts";
import { checkScript, type ScanShell } from "./check-script.ts";
import type { ScriptEngine } from "./script-engine.ts";

const seconds = { standard: 60, most: 300 };
/** For the engine to make and to remove the container. */
const aroundMs = 15_000;

const scriptParameters = z.strictObject({
  language: z.enum(["bash", "python"]).describe("What reads it"),
  source: z.string().min(1).describe("The script, up to 64 KiB"),
  arguments: z.array(z.string().max(4096)).max(50).default([]).describe("Passed on as they are"),
  timeout_seconds: z
    .number()
    .int()
    .min(1)
    .max(seconds.most)
    .default(seconds.standard)
    .describe(`How long it may run, up to ${seconds.most}`),
});

/** Runs a script in a container that is thrown away. It reaches nothing of this machine and no network. */
export function createScript(engine: Pick<ScriptEngine, "availability" | "image">, scan: ScanShell): Action {
  return defineAction({
    declaration: {
      name: "script",
      version: 1,
      origin: "script",
      title: "Run a script",
      what: "Runs bash or Python in a container that is thrown away: no network, 512 MB, one processor, 100 processes, nobody's rights, a read-only root with a scratch folder.",
      riskFloor: "caution",
      effect: "executes",
      isIdempotent: false,
      isReversible: true,
      blastRadius: "one",
      verification: "it ended with exit status 0",
      settlingMs: 0,
      timeLimitMs: seconds.most * 1000,
    },
    parameters: scriptParameters,
    availability: engine.availability,
    check({ language, source }) {
      const isKnown = language === "bash" || language === "python";
      return isKnown && typeof source === "string" ? checkScript(language, source, scan).problems : [];
    },
    look({ language, source, timeout_seconds }) {
      const { remarks } = checkScript(language, source, scan);
      const image = engine.image();
      return { remarks, timeoutMs: timeout_seconds * 1000, ...(image && { pinned: { image } }) };
    },
  });
}

/** As it was sealed: with the digest of the image that was there when it was proposed. */
export const sealedScript = scriptParameters.extend({ image: z.string().regex(/^sha256:[0-9a-f]{64}$/) });

export async function performScript(
  { language, source, arguments: given, timeout_seconds, image }: z.output<typeof sealedScript>,
  context: PerformContext & {
    readonly socketPath: string;
    readonly installation: string;
    readonly now: () => Date;
  },
): Promise<number> {
  const { socketPath, installation, now } = context;
  const words = [...interpreter[language], source, ...(language === "bash" ? ["script"] : []), ...given];
  const lifetimeMs = timeout_seconds * 1000 + aroundMs;
  const run = { image, words, lifetimeMs, installation, now };
  return ownStatus(await runContainer(createDockerClient(socketPath), run, context), context);
}

/** A script's status is its author's word: none makes it look as if it had been cut off. */
export async function ownStatus(status: number, { complain }: Pick<PerformContext, "complain">): Promise<number> {
  if (status !== ended.unknown) return status;
  await complain(`The script ended with ${status}, which is told as ${ended.notSo}\n`);
  return ended.notSo;
}

/** Without start-up files and without anything that lies in the folder they start in. */
const interpreter = {
  bash: ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c"],
  python: ["python3", "-I", "-c"],
} as const;
