import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttemptEnd, type LocalRunner, type Order, openLocalRunner } from "@steadyhand/runner";
import { type Actions, createActions } from "../src/create-actions.ts";
import type { ActionsConfig } from "../src/index.ts";

/** What an action came to, as the runner saw it. */
export interface Taken {
  readonly end: AttemptEnd;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly attemptId: string;
  readonly pid: Promise<number>;
  readonly taken: Promise<Taken>;
  /** Resolves when this was said on stdout. */
  said(text: string): Promise<void>;
}

/** Takes actions the way the product does: prepared by their source, as child processes of a real runner. */
export interface ActionBench extends AsyncDisposable {
  readonly actions: Actions;
  readonly runner: LocalRunner;
  /** Throws the refusal of a call that does not fit. */
  start(text: string, more?: { readonly attemptId?: string; readonly timeoutMs?: number }): Promise<Started>;
  /** As it is, prepared by nobody. */
  run(command: Order["command"]): Promise<Taken>;
  take(text: string, more?: { readonly attemptId?: string; readonly timeoutMs?: number }): Promise<Taken>;
}

export const noConfig: ActionsConfig = {
  allowedNetworks: [],
  channels: {},
  script: { socketPath: "/nowhere/docker.sock" },
};

let count = 0;

export async function openActionBench(
  config: ActionsConfig = noConfig,
  more: Pick<Parameters<typeof createActions>[0], "subjects" | "env"> = {},
): Promise<ActionBench> {
  const folder = mkdtempSync(join(tmpdir(), "sh-actions-"));
  const actions = createActions({
    config,
    installation: `test-${process.pid}`,
    scan: (text) => ({ risk: /\brm\b/.test(text) ? "dangerous" : "safe", evidence: [] }),
    ...more,
  });
  await actions.scripts.refresh();
  const runner = await openLocalRunner({
    journalDirectory: join(folder, "journal"),
    graceMs: 5000,
    actionProgram: actions.program,
  });

  async function start(text: string, more: { readonly attemptId?: string; readonly timeoutMs?: number } = {}) {
    const resolved = actions.catalogue.resolve(text);
    if (!resolved.ok) throw new Error(`${resolved.refusal.code}: ${resolved.refusal.message}`);
    return startCommand(resolved.command, { timeoutMs: resolved.call.timeoutMs, ...more });
  }

  async function startCommand(
    command: Order["command"],
    more: { readonly attemptId?: string; readonly timeoutMs: number },
  ) {
    count += 1;
    const attemptId = more.attemptId ?? `exe_${process.pid}/stp_${count}/1`;
    const ended = Promise.withResolvers<Taken>();
    const started = Promise.withResolvers<number>();
    const shown = { stdout: "", stderr: "" };
    const waiting: (() => void)[] = [];
    await runner.start(
      {
        attemptId,
        command,
        workingDirectory: folder,
        environment: { PATH: "/usr/bin:/bin" },
        timeoutMs: more.timeoutMs,
      },
      {
        started: (pid) => started.resolve(pid),
        output(stream, bytes) {
          shown[stream] += Buffer.from(bytes).toString("utf8");
          for (const look of waiting) look();
        },
        ended: (end) => ended.resolve({ end, ...shown }),
      },
    );
    return {
      attemptId,
      pid: started.promise,
      taken: ended.promise,
      said: (wanted: string) =>
        new Promise<void>((resolve) => {
          const look = () => shown.stdout.includes(wanted) && resolve();
          waiting.push(look);
          look();
        }),
    };
  }

  return {
    actions,
    runner,
    start,
    run: async (command) => (await startCommand(command, { timeoutMs: 30_000 })).taken,
    take: async (text, more) => (await start(text, more)).taken,
    async [Symbol.asyncDispose]() {
      await runner.close({ graceMs: 500 });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
