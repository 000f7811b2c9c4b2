import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FaultOrder } from "./service/faults.ts";
import type { NodeSettings } from "./service/node.ts";

export interface NodeProcess {
  /** Tells it to misbehave, or to stop doing so, and waits until it does. */
  order(order: FaultOrder): Promise<void>;
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL("./service/main.ts", import.meta.url));
const startWithinMs = 20_000;

/** Starts one node of the service, and waits until it listens. What it says goes to the file. */
export async function startNode(settings: NodeSettings, logFile: string): Promise<NodeProcess> {
  const log = openSync(logFile, "a");
  const child = fork(program, [JSON.stringify(settings)], {
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
    // What the lab itself was started with, such as a test runner's loaders, is not for its nodes.
    execArgv: [],
  });
  closeSync(log);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  try {
    await said(child, "listening");
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    async order(order) {
      const obeyed = said(child, "obeyed");
      child.send(order);
      await obeyed;
    },
    kill,
  };
}

function said(child: ChildProcess, type: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => {
      clearTimeout(late);
      child.off("message", onMessage).off("exit", onExit);
      if (error) reject(error);
      else resolve();
    };
    const onMessage = (message: unknown) => {
      if (typeof message === "object" && message !== null && "type" in message && message.type === type) done();
    };
    const onExit = () => done(new Error(`a node of the rate limiter ended before it said ${type}; its log says why`));
    const late = setTimeout(() => done(new Error(`a node did not say ${type} in time`)), startWithinMs);
    child.on("message", onMessage).on("exit", onExit);
  });
}
