import { type Actions, type ActionsConfig, createActions, type OpenedSubject } from "@steadyhand/actions";
import { sha256Hex } from "@steadyhand/core/proposal";
import type { CommandScanner } from "@steadyhand/engine";
import { runnerFolderId } from "@steadyhand/runner";
import type { ServerLog } from "../log.ts";

/** How often the container engine is looked at, and what was left behind is removed. */
const lookEveryMs = 15_000;

/** Where a runner keeps what it knows of its attempts, and whether other servers of this machine do so there too. */
export interface RunnerFolder {
  readonly path: string;
  readonly isShared: boolean;
}

/** Opens what actions need, and looks after the containers of scripts for as long as the server runs. */
export async function openActions(
  {
    config,
    dataFolder,
    runnerFolder,
    scanner,
    subjects,
    env,
    log,
  }: {
    readonly config: ActionsConfig;
    readonly dataFolder: string;
    readonly runnerFolder: RunnerFolder;
    readonly scanner: CommandScanner;
    readonly subjects: readonly OpenedSubject[];
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly log: ServerLog;
  },
  opening: AsyncDisposableStack,
): Promise<Actions> {
  // Servers that share a runner folder take over one another's attempts, and so each must reach the containers of all.
  const installation = runnerFolder.isShared ? runnerFolderId(runnerFolder.path) : sha256Hex(dataFolder).slice(0, 16);
  const scan = (text: string) => scanner.scan(text, "shell");
  const actions = createActions({ config, installation, scan, subjects, env });

  async function look(): Promise<void> {
    await actions.scripts.refresh();
    const swept = await actions.scripts.sweep(new Date());
    if (swept.length > 0) log.warn({ attempts: swept }, "containers of scripts were left behind and were removed");
  }

  await look();
  if (config.script.image === undefined) return actions;
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  opening.defer(() => clearInterval(timer));
  return actions;
}

/** The secrets that actions use: they are removed from everything that is recorded or shown. */
export function actionSecrets({ channels }: ActionsConfig): string[] {
  return Object.values(channels).map(({ secret }) => secret);
}
