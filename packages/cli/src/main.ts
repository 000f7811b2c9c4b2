import manifest from "../package.json" with { type: "json" };
import { createInterrupts } from "./interrupts/interrupts.ts";
import { createIo } from "./io/io.ts";
import { steady } from "./steady.ts";

/** Runs the command line of this process, from source or from the bundle, and sets how the process ends. */
export async function main(projectFolder: string): Promise<void> {
  process.exitCode = await steady(process.argv.slice(2), {
    version: manifest.version,
    projectFolder,
    io: createIo({
      stdin: () => process.stdin,
      isInputTerminal: () => process.getBuiltinModule("node:tty").isatty(0),
      stdout: () => endingWithItsReader(process.stdout),
      stderr: () => endingWithItsReader(process.stderr),
      env: process.env,
    }),
    env: process.env,
    workingDirectory: process.cwd(),
    now: () => new Date(),
    exit: (code) => process.exit(code),
    runNode: async (script, args) => (await import("./run-node.ts")).runNode(script, args),
    // Otherwise the collector lets garbage pile up to some hundred MiB before it looks.
    keepMemorySmall: () => void import("node:v8").then((v8) => v8.setFlagsFromString("--optimize-for-size")),
    isRoot: process.getuid?.() === 0,
    interrupts: createInterrupts({ process, now: () => performance.now() }),
  });
}

const watched = new Set<NodeJS.WriteStream>();

/** Whoever reads our output may close it at any time, as `head` does: there is nobody left to tell. */
function endingWithItsReader(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (watched.has(stream)) return stream;
  watched.add(stream);
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return stream;
}
