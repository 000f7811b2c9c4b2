import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { Command as CommanderCommand, CommanderError } from "commander";
import { addTo } from "./command/to-commander.ts";
import { commandLoaders } from "./commands/index.ts";
import { describeError } from "./describe-error.ts";
import type { Services } from "./services.ts";

/** Runs one command line, without the program's name, and answers with the exit code. Never throws. */
export async function steady(
  argv: readonly string[],
  services: Services & { readonly version: string },
): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  try {
    const program = await programFor(argv, { ...services, ended: (ended) => (code = ended) });
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    return report(error, { services, isJson: argv.includes("--json") });
  }
}

/** Only the command that was named is loaded, so that a hook does not pay for the others. */
async function programFor(
  argv: readonly string[],
  { ended, version, ...services }: Services & { readonly version: string; readonly ended: (code: ExitCode) => void },
): Promise<CommanderCommand> {
  const program = new CommanderCommand("steady")
    .description("A steady hand on the system: reads runbooks, judges commands, and runs them step by step.")
    .version(version, "--version", "print the version")
    .helpCommand(false)
    // What stands behind a second word is that one's, also where the first one knows the option too.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void services.io.answers.stream.write(text),
      writeErr: (text) => void services.io.talks.stream.write(text),
      outputError: (text, write) => write(`${text.trimEnd().replace(/^error: /, "")} [usage.invalid]\n`),
    })
    .showHelpAfterError("Look at `--help` of the command for an example");
  const named = commandLoaders.get(argv[0] ?? "");
  const isAboutAll = named === undefined && argv[0] !== "--version";
  const loaders = isAboutAll ? [...commandLoaders.values()] : named ? [named] : [];
  for (const declared of await Promise.all(loaders.map((load) => load())))
    addTo(program, declared, { services, ended });
  return program;
}

function report(
  error: unknown,
  { services: { io }, isJson }: { readonly services: Services; readonly isJson: boolean },
) {
  const { problem, text, exitCode: code } = describeError(error);
  io.talk(isJson ? JSON.stringify(problem) : text);
  return code;
}
