import { spawn } from "node:child_process";

/**
 * The least it could take: each line of the first argument a process of its own, one after another, from a process that
 * holds nothing else. Prints the milliseconds.
 */
const commands = (process.argv[2] ?? "").split("\n").map((line) => line.split(" "));
const startedAt = process.hrtime.bigint();
for (const [program = "", ...words] of commands) {
  await new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.resume();
    child.stderr.resume();
    child.on("close", resolve);
  });
}
process.stdout.write(`${Number(process.hrtime.bigint() - startedAt) / 1e6}\n`);
