import { OpsError } from "@steadyhand/core/outcome";
import type { Services } from "../../services.ts";
import type { Lab } from "../labs/lab.ts";
import { startRateLimiter } from "../labs/ratelimiter.ts";
import { startTikv } from "../labs/tikv.ts";
import { ownEnvironment } from "./own-environment.ts";
import { type DemoServer, startServer } from "./start-server.ts";

export const labNames = ["ratelimiter", "tikv"] as const;
export type LabName = (typeof labNames)[number];

/** A lab and a whole Steadyhand that watches it, both of the demo's own. */
export interface Stage {
  readonly lab: Lab;
  readonly server: DemoServer;
  /** Rejects when one of them ends by itself. Throws `demo.ended`. */
  readonly failed: Promise<never>;
  /** Ends both and removes what they kept. */
  close(): Promise<void>;
}

const starts: Readonly<Record<LabName, typeof startTikv>> = { ratelimiter: startRateLimiter, tikv: startTikv };

/** Starts both. `signal` ends what has been started, and the start with it. */
export async function openStage(
  name: LabName,
  { services: { env, io, projectFolder }, signal }: { readonly services: Services; readonly signal: AbortSignal },
): Promise<Stage> {
  const own = { projectFolder, env: ownEnvironment(env), signal };
  io.talk("Starting the lab");
  const lab = await starts[name](own);
  try {
    io.talk("Starting a Steadyhand of its own, with its data in a folder that goes with it");
    const server = await startServer({ ...own, subject: { name: lab.subject, file: lab.file } });
    const failed = Promise.race([
      lab.program.ended.then((why) => Promise.reject(endedByItself("The lab", why))),
      server.program.ended.then((why) => Promise.reject(endedByItself("Steadyhand", why))),
    ]);
    // Told to whoever waits for it; when they end because we end them, nobody does.
    failed.catch(() => {});
    return {
      ...{ lab, server, failed },
      close: async () => void (await Promise.all([lab.program.stop(), server.stop()])),
    };
  } catch (error) {
    await lab.program.stop();
    throw error;
  }
}

function endedByItself(what: string, why: string): OpsError {
  return new OpsError(`${what} ended in the middle of the demo: ${why.split("\n").at(-1)}`, {
    kind: "unavailable",
    code: "demo.ended",
    hint: "Start the demo again; `steady doctor` says what this machine lacks",
  });
}
