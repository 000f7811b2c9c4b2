import { OpsError, unreachable } from "@steadyhand/core/outcome";

/** What is to be run, in full. The helper adds one marker variable and recomputes nothing. */
export interface Order {
  /** Execution, step and attempt; whoever receives an order drops repeats of it. */
  readonly attemptId: string;
  /**
   * `words` run as they are, without a shell; a script runs under `bash -euo pipefail` without start-up files; an action
   * is taken by the runner's `actionProgram`.
   */
  readonly command:
    | { readonly kind: "words"; readonly words: readonly string[] }
    | { readonly kind: "shell"; readonly script: string }
    | {
        readonly kind: "action";
        readonly name: string;
        readonly version: number;
        readonly parameters: Readonly<Record<string, unknown>>;
      };
  readonly workingDirectory: string;
  /** The whole environment of the process: nothing else is passed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of running; time spent paused does not count. */
  readonly timeoutMs: number;
  /** In ms of the machine's monotonic clock. Later it is not started any more: the server's lease may have ended. */
  readonly startBefore?: number;
}

const maximumCommandBytes = 128 * 1024;
const maximumEnvironmentBytes = 64 * 1024;
const maximumTimeoutMs = 2 ** 31 - 1;
/** These make bash run more than the script that was approved, or run it differently. */
const changesBash = /^(?:BASH_ENV|BASHOPTS|SHELLOPTS|BASH_FUNC_.*)$/;

/** The program that takes typed actions, as a child process like any other. */
export interface ActionProgram {
  readonly words: readonly string[];
  /** The exit status by which an action says that nobody knows whether it happened. */
  readonly unknownStatus: number;
  /** What the action of this name needs to know of this installation. It may hold secrets, so it goes the way the action goes. */
  settings(name: string): unknown;
}

/** What is spawned for an order: words for everybody to see, and what only the process itself reads from its input. */
export interface Spawn {
  readonly words: readonly string[];
  readonly input?: string;
  /** Of an action only: what it ends with where nobody knows whether it happened. */
  readonly unknownStatus?: number;
}

/** What is spawned for an order. Throws `runner.no_actions` where the runner was given no program for actions. */
export function spawnOf({ attemptId, command }: Order, actionProgram: ActionProgram | undefined): Spawn {
  switch (command.kind) {
    case "words":
      return { words: command.words };
    case "shell":
      return { words: ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", command.script] };
    case "action": {
      if (actionProgram === undefined) {
        const message = `Cannot run attempt ${attemptId}: this runner takes no actions`;
        throw new OpsError(message, { kind: "invalid", code: "runner.no_actions" });
      }
      const { name, version, parameters } = command;
      const input = { attemptId, action: { name, version, parameters }, settings: actionProgram.settings(name) };
      const { words, unknownStatus } = actionProgram;
      return { words, input: JSON.stringify(input), unknownStatus };
    }
    default:
      return unreachable(command);
  }
}

/** Throws what no process can be started with. */
export function checkOrder({ attemptId, command, workingDirectory, environment, timeoutMs }: Order): void {
  const refuse = (code: string, why: string, hint: string) => {
    throw new OpsError(`Cannot run attempt ${attemptId}: ${why}`, { kind: "invalid", code, hint });
  };
  const texts = textsOf(command);
  if (texts.length === 0 || texts[0] === "") refuse("runner.no_command", "its command is empty", "Give it a command");
  const commandBytes = byteLength(texts);
  if (commandBytes > maximumCommandBytes) {
    const why = `its command has ${commandBytes} bytes, the limit is ${maximumCommandBytes}`;
    refuse("runner.command_too_long", why, "Put the text into a file on the target and run that");
  }
  const environmentBytes = byteLength(Object.entries(environment).flat());
  if (environmentBytes > maximumEnvironmentBytes) {
    const why = `its environment has ${environmentBytes} bytes, the limit is ${maximumEnvironmentBytes}`;
    refuse("runner.environment_too_long", why, "Pass fewer or shorter variables");
  }
  if ([...texts, workingDirectory, ...Object.values(environment)].some((text) => text.includes("\0"))) {
    refuse("runner.nul_byte", "it holds a NUL byte, which no program can be given", "Remove the NUL byte");
  }
  const badName = Object.keys(environment).find((name) => name === "" || /[=\0]/.test(name));
  if (badName !== undefined) {
    refuse("runner.variable_name", `"${badName}" cannot be the name of a variable`, "Rename the variable");
  }
  const changing =
    command.kind === "shell" ? Object.keys(environment).find((name) => changesBash.test(name)) : undefined;
  if (changing !== undefined) {
    refuse("runner.variable_refused", `${changing} would change what bash runs`, `Leave ${changing} out`);
  }
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > maximumTimeoutMs) {
    refuse("runner.timeout", `its time limit is ${timeoutMs} ms`, `Use 1 to ${maximumTimeoutMs} ms`);
  }
}

function textsOf(command: Order["command"]): readonly string[] {
  switch (command.kind) {
    case "words":
      return command.words;
    case "shell":
      return [command.script];
    case "action":
      return [command.name, JSON.stringify(command.parameters)];
    default:
      return unreachable(command);
  }
}

function byteLength(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}
