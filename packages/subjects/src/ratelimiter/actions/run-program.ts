import { spawn } from "node:child_process";

export type Ran = { readonly ok: true } | { readonly ok: false; readonly hasStarted: boolean; readonly why: string };

/** More of what it wrote than this end helps nobody. */
const keptChars = 500;

/** Runs one program to its end, with no shell between. Ends it with the signal. Never rejects. */
export function runProgram([program = "", ...args]: readonly string[], signal: AbortSignal): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], signal, killSignal: "SIGKILL" });
    let wrote = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        wrote = (wrote + text).slice(-keptChars);
      });
    }
    let failure: Error | undefined;
    child.once("error", (error) => {
      failure = error;
      if (child.pid === undefined) resolve({ ok: false, hasStarted: false, why: `${program}: ${error.message}` });
    });
    child.once("close", (code, name) => {
      if (code === 0) return resolve({ ok: true });
      const end = failure?.message ?? (name === null ? `it ended with ${code}` : `it was ended by ${name}`);
      resolve({ ok: false, hasStarted: true, why: [`${program}: ${end}`, wrote.trim()].filter(Boolean).join(": ") });
    });
  });
}
