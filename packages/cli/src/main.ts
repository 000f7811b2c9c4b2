import { readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { setFlagsFromString } from "node:v8";
import { createInterrupts } from "./interrupts/interrupts.ts";
import { createIo } from "./io/io.ts";
import { runNode } from "./run-node.ts";
import { steady } from "./steady.ts";

// Whoever reads our output may close it at any time, as `head` does: there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

process.exitCode = await steady(process.argv.slice(2), {
  version,
  io: createIo({
    stdin: () => process.stdin,
    isInputTerminal: isatty(0),
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
  }),
  env: process.env,
  workingDirectory: process.cwd(),
  now: () => new Date(),
  exit: (code) => process.exit(code),
  runNode,
  // Otherwise the collector lets garbage pile up to some hundred MiB before it looks.
  keepMemorySmall: () => setFlagsFromString("--optimize-for-size"),
  isRoot: process.getuid?.() === 0,
  interrupts: createInterrupts({ process, now: () => performance.now() }),
});
