import { spawn } from "node:child_process";
import { once } from "node:events";

/** A command in a pseudo-terminal, driven like a person would: wait for a text, then type. */
export interface Terminal {
  /** Everything shown so far. */
  shown(): string;
  /** Resolves when `text` is shown after what was waited for before; rejects when the command ends first. */
  waitFor(text: string | RegExp): Promise<void>;
  type(keys: string): void;
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<number>;
  /** Ends the command if it still runs. */
  close(): Promise<void>;
}

/** Far longer than anything takes: only a test that fails waits for it. */
const usualPatienceMs = 20_000;

/** Opens one through util-linux's `script`, which gives the command a real terminal. */
export function openTerminal(
  words: readonly string[],
  {
    env = {},
    cwd,
    patienceMs = usualPatienceMs,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly patienceMs?: number;
  } = {},
): Terminal {
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const child = spawn("script", ["-qfec", `exec ${line}`, "/dev/null"], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TERM: "xterm",
      SHELL: "/bin/sh",
      ...env,
    },
    ...(cwd !== undefined && { cwd }),
  });
  let shown = "";
  let seen = 0;
  let hasEnded = false;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of [...waiting]) check();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    wake();
  });
  // Typing into a terminal that has gone is no error of the test.
  child.stdin.on("error", () => {});
  const ended = once(child, "close").then(([code]) => {
    hasEnded = true;
    wake();
    return code as number;
  });
  const find = (text: string | RegExp) => {
    const rest = shown.slice(seen);
    const found = typeof text === "string" ? rest.indexOf(text) : rest.search(text);
    if (found === -1) return false;
    seen += found + (typeof text === "string" ? text.length : (rest.match(text)?.[0].length ?? 0));
    return true;
  };
  return {
    shown: () => shown,
    ended,
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          waiting.delete(check);
          clearTimeout(patience);
          act();
        };
        const fail = (why: string) => reject(new Error(`${why} ${text}. It showed:\n${shown}`));
        const check = () => {
          if (find(text)) settle(resolve);
          else if (hasEnded) settle(() => fail("The command ended before it showed"));
        };
        const patience = setTimeout(
          () => settle(() => fail(`The command did not show within ${patienceMs} ms`)),
          patienceMs,
        );
        waiting.add(check);
        check();
      }),
    type: (keys) => void child.stdin.write(keys),
    signal: (signal) => void child.kill(signal),
    async close() {
      // Its terminal closes with it, and the command hears of that as it would from a lost connection.
      if (!hasEnded) child.kill("SIGKILL");
      await ended;
    },
  };
}
