import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { OpsError } from "@steadyhand/core/outcome";
import type { MasterKey, WrapContext } from "./master-key.ts";

const withinMs = 10_000;
const mostAnswerBytes = 64 * 1024;

/**
 * A master key that stays with a key service: a program wraps and unwraps. It is started by the shell with one more word,
 * `wrap` or `unwrap`, gets base64 on its input and answers base64. Bounded by 10 s; whatever goes wrong, there is no key.
 */
export function commandMasterKey(command: string, env: Readonly<Record<string, string | undefined>>): MasterKey {
  const run = (operation: "wrap" | "unwrap", input: Uint8Array, context: WrapContext) =>
    runCommand({ command, operation, input: Buffer.from(input), env: { ...env, ...said(context) } });
  return {
    id: `mk_command_${createHash("sha256").update(command).digest("hex").slice(0, 16)}`,
    from: "the command in STEADYHAND_MASTER_KEY_COMMAND",
    wrap: (secret, context) => run("wrap", secret, context),
    async unwrap(wrapped, context) {
      const secret = await run("unwrap", wrapped, context);
      if (secret.length !== 32) throw failed("unwrap", `it answered ${secret.length} bytes instead of 32`);
      return secret;
    },
  };
}

/** For services that bind a wrapped key to a context. */
function said({ tenantId, version }: WrapContext): Record<string, string> {
  return { STEADYHAND_KEY_TENANT: tenantId, STEADYHAND_KEY_VERSION: String(version) };
}

interface Run {
  readonly command: string;
  readonly operation: "wrap" | "unwrap";
  readonly input: Buffer;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function runCommand({ command, operation, input, env }: Run): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the shell started ends with it.
    const child = spawn("/bin/sh", ["-c", `${command} ${operation}`], { env, detached: true });
    const fail = (why: string) => {
      clearTimeout(timer);
      endGroup(child.pid);
      reject(failed(operation, why));
    };
    const timer = setTimeout(() => fail(`it has not answered within ${withinMs / 1000} s`), withinMs);
    let answer = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
      if (answer.length > mostAnswerBytes) fail(`it answered more than ${mostAnswerBytes} bytes`);
    });
    // What it says may hold secrets: nothing of it goes anywhere.
    child.stderr.resume();
    child.on("error", (error) => fail(error.message));
    // It may end without reading what it was given.
    child.stdin.on("error", () => {});
    child.on("close", (code, signal) => {
      if (code !== 0) return fail(code === null ? `it was ended by ${signal}` : `it ended with exit status ${code}`);
      const bytes = Buffer.from(answer.trim(), "base64");
      if (bytes.length === 0 || !/^[A-Za-z0-9+/=\s_-]+$/.test(answer)) return fail("it did not answer in base64");
      clearTimeout(timer);
      resolve(bytes);
    });
    child.stdin.end(`${input.toString("base64")}\n`);
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function failed(operation: string, why: string): OpsError {
  return new OpsError(`Cannot ${operation} a data key by STEADYHAND_MASTER_KEY_COMMAND: ${why}`, {
    kind: "unavailable",
    code: "keys.command_failed",
    hint: `Run it by hand with the word ${operation} and base64 on its input; docs/outputs.md says what it must answer`,
  });
}
