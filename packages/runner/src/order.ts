import { OpsError } from "@steadyhand/core/outcome";

/** What is to be run, in full. The helper adds one marker variable and recomputes nothing. */
export interface Order {
  /** Execution, step and attempt; whoever receives an order drops repeats of it. */
  readonly attemptId: string;
  /** `words` run as they are, without a shell; a script runs under `bash -euo pipefail` without start-up files. */
  readonly command:
    | { readonly kind: "words"; readonly words: readonly string[] }
    | { readonly kind: "shell"; readonly script: string };
  readonly workingDirectory: string;
  /** The whole environment of the process: nothing else is passed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of running; time spent paused does not count. */
  readonly timeoutMs: number;
}

const maximumCommandBytes = 128 * 1024;
const maximumEnvironmentBytes = 64 * 1024;
const maximumTimeoutMs = 2 ** 31 - 1;
/** These make bash run more than the script that was approved, or run it differently. */
const changesBash = /^(?:BASH_ENV|BASHOPTS|SHELLOPTS|BASH_FUNC_.*)$/;

/** The words that are spawned for a command. */
export function spawnWords(command: Order["command"]): readonly string[] {
  if (command.kind === "words") return command.words;
  return ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", command.script];
}

/** Throws what no process can be started with. */
export function checkOrder({ attemptId, command, workingDirectory, environment, timeoutMs }: Order): void {
  const refuse = (code: string, why: string, hint: string) => {
    throw new OpsError(`Cannot run attempt ${attemptId}: ${why}`, { kind: "invalid", code, hint });
  };
  const texts = command.kind === "words" ? command.words : [command.script];
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

function byteLength(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}
