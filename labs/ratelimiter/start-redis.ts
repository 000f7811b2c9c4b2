import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface RedisProcess {
  readonly pid: number;
  hasEnded(): boolean;
  /** It stands still, as on a machine that hangs: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once; what it held is gone. */
  kill(): Promise<void>;
}

interface RedisSettings {
  readonly port: number;
  readonly folder: string;
}

/**
 * Redis watches nobody, so a shell stands beside it: when our end of its input closes, by `kill` or because we died, it ends
 * Redis with SIGKILL, frozen or not. When Redis ends by itself, so does the shell.
 */
const guard = [
  'exec 3<&0; "$@" </dev/null 3<&- & redis=$!; echo "pid $redis"',
  '{ cat; kill -KILL "$redis"; } <&3 >/dev/null 2>&1 & watcher=$!',
  'exec 3<&- 2>/dev/null; wait "$redis"; kill "$watcher" 2>/dev/null',
].join("\n");

/** Starts Debian's `redis-server`, or `valkey-server` where that is what there is, keeping nothing on disk. */
export async function startRedis({ port, folder }: RedisSettings): Promise<RedisProcess> {
  const program = 'exec "$(command -v redis-server || command -v valkey-server || echo redis-server)" "$@"';
  const quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", folder];
  const redis = ["sh", "-c", program, "redis", "--port", String(port), ...quiet];
  // A group of its own: a Ctrl-C in the terminal is for the lab alone.
  const shell = spawn("sh", ["-c", guard, "guard", ...redis], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  const gone = new Promise<void>((resolve) => shell.once("exit", () => resolve()));
  shell.once("exit", () => shell.stdin?.destroy());
  const pid = await ready(shell);
  const hasEnded = () => shell.exitCode !== null || shell.signalCode !== null;
  const signal = (name: NodeJS.Signals) => {
    if (!hasEnded()) process.kill(pid, name);
  };
  return {
    pid,
    hasEnded,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    async kill() {
      shell.stdin?.end();
      await gone;
    },
  };
}

async function ready(shell: ChildProcess): Promise<number> {
  const { stdout } = shell;
  if (stdout === null) throw new TypeError("its output is a pipe");
  let pid = 0;
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith("pid ")) pid = Number(line.slice(4));
    if (/Ready to accept connections/.test(line)) {
      stdout.resume();
      return pid;
    }
  }
  throw new Error(
    "Redis did not start: install redis-server (apt-get install redis-server), or see what it wrote above",
  );
}
