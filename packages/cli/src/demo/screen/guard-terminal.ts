import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/**
 * Stands beside us and waits for our end of its input to close. Released, it goes without a word; when we were killed it gives the
 * terminal back, which we cannot do any more: its settings as they were, and what takes our own back.
 */
const guard = 'read -r word; [ "$word" = released ] || { stty "$1" <&3; printf %s "$2" >&3; }';

/** Sees to it that the terminal is usable again however this process ends. Asked for before the terminal is changed. */
export function guardTerminal(leave: string): { release(): void } {
  const terminal = openTerminal();
  if (terminal === undefined) return { release() {} };
  const { stdout } = spawnSync("stty", ["-g"], { stdio: [terminal, "pipe", "ignore"], encoding: "utf8" });
  const shell = spawn("sh", ["-c", guard, "guard", stdout.trim() || "sane", leave], {
    stdio: ["pipe", "ignore", "ignore", terminal],
    // A group of its own: what ends us from the terminal is not for it.
    detached: true,
  });
  closeSync(terminal);
  // Without a shell nobody stands beside us; everything else is as it was.
  shell.on("error", () => {});
  shell.stdin?.on("error", () => {});
  shell.unref();
  return { release: () => void shell.stdin?.end("released\n") };
}

function openTerminal(): number | undefined {
  try {
    return openSync("/dev/tty", "r+");
  } catch {
    // Without one there is nothing to give back.
    return undefined;
  }
}
