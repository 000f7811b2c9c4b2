import { enableCompileCache } from "node:module";
import { homedir, hostname, networkInterfaces, userInfo } from "node:os";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { Steadyhand } from "./compose.ts";
import { exitCode, exitCodeOf } from "./exit-codes.ts";
import { helpText, readOptions, type StartOptions } from "./start/read-options.ts";

/** A terminal's Ctrl-C reaches us twice when npm stands between: from the terminal, and from npm. */
const sameSignalMs = 300;

const say = (line: string) => process.stderr.write(`${line}\n`);

async function start(options: StartOptions): Promise<void> {
  // Halves the start. In a folder of the user's own: what lies there is run.
  enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "steadyhand", "compile"));
  // After the flags were read: a wrong flag is answered without loading anything.
  const { openSteadyhand } = await import("./compose.ts");
  const { createLog } = await import("./log.ts");
  const clockFile = process.env.STEADYHAND_TEST_CLOCK_FILE;
  const steadyhand = await openSteadyhand({
    ...options,
    env: process.env,
    userName: userInfo().username,
    machineName: hostname(),
    machineAddresses: Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []),
    workingDirectory: homedir(),
    ...(clockFile && { clock: (await import("./start/skewed-clock.ts")).skewedClock(clockFile) }),
    log: createLog({ level: process.env.STEADYHAND_LOG || "warn", env: process.env }),
    onDatabaseLost() {
      say(
        "The embedded database has ended by itself, so nothing can be recorded and nothing goes on; start Steadyhand again",
      );
      process.exit(exitCode.data);
    },
    ...(process.stderr.isTTY && { onProgress: say }),
  });
  stopOnSignals(steadyhand);
  try {
    const { url, socket } = await steadyhand.listen({ tcp: true });
    const ready = options.json ? JSON.stringify({ url, socket, pid: process.pid }) : `Steadyhand is ready: ${url}`;
    process.stdout.write(`${ready}\n`);
  } catch (error) {
    await steadyhand.close();
    throw error;
  }
}

/** The first signal stops in good order, the second at once. */
function stopOnSignals(steadyhand: Steadyhand): void {
  let stoppedAt: number | undefined;
  const stop = () => {
    if (stoppedAt !== undefined) {
      if (performance.now() - stoppedAt > sameSignalMs) process.exit(exitCode.interrupted);
      return;
    }
    stoppedAt = performance.now();
    if (process.stderr.isTTY) say("Stopping: what runs is being ended. Press Ctrl-C again to leave at once.");
    steadyhand.close().then(() => process.exit(exitCode.ok), fail);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
}

/** One line: what could not be done and why; then what to do. */
function fail(error: unknown): void {
  const isOurs = error instanceof OpsError;
  const inner = error instanceof Error ? error.message : String(error);
  const message = (isOurs ? error.message : `Cannot start: ${inner}`).replaceAll(/\s*\n\s*/g, " ");
  say(isOurs && error.hint ? `${message}; ${error.hint.charAt(0).toLowerCase()}${error.hint.slice(1)}` : message);
  process.exit(isOurs ? exitCodeOf(error) : exitCode.failed);
}

try {
  const options = readOptions({
    args: process.argv.slice(2),
    env: process.env,
    isRoot: process.getuid?.() === 0,
    home: homedir(),
    workingDirectory: process.env.INIT_CWD ?? process.cwd(),
  });
  if (options.help) process.stdout.write(helpText);
  else await start(options);
} catch (error) {
  fail(error);
}
