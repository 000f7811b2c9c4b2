import { spawn } from "node:child_process";
import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a script with this Node and this terminal, hands signals on, and gives its exit status. */
export function runNode(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" });
    const handOn = (signal: NodeJS.Signals) => void child.kill(signal);
    for (const signal of signals) process.on(signal, handOn);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const one of signals) process.off(one, handOn);
      resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]);
    });
  });
}
