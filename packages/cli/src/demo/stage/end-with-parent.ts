/**
 * Loaded before a program that the demo starts, with `node --import`: when the demo is gone, however it went, the program is asked
 * to end as by Ctrl-C. What it is given to remove goes when it has.
 */
import { rmSync } from "node:fs";

const folder = process.env.STEADY_DEMO_FOLDER;
delete process.env.STEADY_DEMO_FOLDER;
let isEnding = false;

function end(): void {
  if (isEnding) return;
  isEnding = true;
  process.kill(process.pid, "SIGTERM");
}

process.stdin.on("end", end).on("error", end).resume();
// Its programs end with it, and nobody else would remove what it kept.
if (folder !== undefined) process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
