import { fileURLToPath } from "node:url";
import { type ActionCatalogue, createCatalogue } from "@steadyhand/core/action";
import { httpCheck } from "./built-in/http-check.ts";
import { note } from "./built-in/note.ts";
import { createNotify } from "./built-in/notify.ts";
import { wait } from "./built-in/wait.ts";
import type { ActionsConfig } from "./config/actions-config.ts";
import { ended } from "./perform.ts";
import type { ActionSettings, InstallationSettings } from "./run-action/order.ts";
import type { ScanShell } from "./script/check-script.ts";
import { createScript } from "./script/script.ts";
import { createScriptEngine, type ScriptEngine } from "./script/script-engine.ts";
import { type OpenedSubject, subjectActions, subjectOfAction } from "./subject/subject-actions.ts";

/** The actions of an installation, and what it takes to carry them out. */
export interface Actions {
  readonly catalogue: ActionCatalogue;
  readonly scripts: ScriptEngine;
  /** For the runner: the program that takes actions, and what it is told besides the action. */
  readonly program: {
    readonly words: readonly string[];
    readonly unknownStatus: number;
    settings(action: string): ActionSettings;
  };
}

/** Puts together what there is: built-in tools, scripts, and what subjects offer. Ask `scripts.refresh()` before the first proposal. */
export function createActions({
  config,
  installation,
  scan,
  subjects = [],
  env = {},
}: {
  readonly config: ActionsConfig;
  /** Names this installation among those that use the same container engine. */
  readonly installation: string;
  readonly scan: ScanShell;
  /** Each of another name. Default none. */
  readonly subjects?: readonly OpenedSubject[];
  /** Where the variables are that subjects' files name. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}): Actions {
  const { allowedNetworks, channels, script } = config;
  const scripts = createScriptEngine({ ...script, installation });
  const builtIn = { actions: [wait, note, httpCheck, createNotify(Object.keys(channels))] };
  const ofInstallation: InstallationSettings = {
    allowedNetworks: [...allowedNetworks],
    channels,
    script: { socketPath: script.socketPath, installation },
  };
  return {
    catalogue: createCatalogue([
      builtIn,
      { actions: [createScript(scripts, scan)] },
      ...subjects.map((opened) => ({ actions: subjectActions(opened) })),
    ]),
    scripts,
    program: {
      words: [process.execPath, fileURLToPath(new URL("./run-action/main.ts", import.meta.url))],
      unknownStatus: ended.unknown,
      settings(action) {
        const name = subjectOfAction(action);
        if (name === undefined) return ofInstallation;
        const file = subjects.find((one) => one.file.name === name)?.file;
        // The catalogue, which the order came from, holds actions of these subjects only.
        if (file === undefined) throw new TypeError(`${action} is of no subject that is known here`);
        return { subject: { text: file.text, environment: namedOf(file, env) } };
      },
    },
  };
}

function namedOf(
  { environmentNames }: OpenedSubject["file"],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    environmentNames.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
