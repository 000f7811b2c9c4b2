import { fileURLToPath } from "node:url";
import { type ActionCatalogue, createCatalogue } from "@steadyhand/core/action";
import { httpCheck } from "./built-in/http-check.ts";
import { note } from "./built-in/note.ts";
import { createNotify } from "./built-in/notify.ts";
import { wait } from "./built-in/wait.ts";
import type { ActionsConfig } from "./config/actions-config.ts";
import type { ActionSettings } from "./run-action/order.ts";
import type { ScanShell } from "./script/check-script.ts";
import { createScript } from "./script/script.ts";
import { createScriptEngine, type ScriptEngine } from "./script/script-engine.ts";

/** The actions of an installation, and what it takes to carry them out. */
export interface Actions {
  readonly catalogue: ActionCatalogue;
  readonly scripts: ScriptEngine;
  /** For the runner: the program that takes actions, and what it is told besides the action. */
  readonly program: { readonly words: readonly string[]; settings(): ActionSettings };
}

/** Puts together what there is: built-in tools and scripts. Ask `scripts.refresh()` before the first proposal. */
export function createActions({
  config,
  installation,
  scan,
}: {
  readonly config: ActionsConfig;
  /** Names this installation among those that use the same container engine. */
  readonly installation: string;
  readonly scan: ScanShell;
}): Actions {
  const { allowedNetworks, channels, script } = config;
  const scripts = createScriptEngine({ ...script, installation });
  const builtIn = { actions: [wait, note, httpCheck, createNotify(Object.keys(channels))] };
  const settings: ActionSettings = {
    allowedNetworks: [...allowedNetworks],
    channels,
    script: { socketPath: script.socketPath, installation },
  };
  return {
    catalogue: createCatalogue([builtIn, { actions: [createScript(scripts, scan)] }]),
    scripts,
    program: {
      words: [process.execPath, fileURLToPath(new URL("./run-action/main.ts", import.meta.url))],
      settings: () => settings,
    },
  };
}
