import type { ExitCode } from "@steadyhand/server/exit-codes";
import { type Command as CommanderCommand, Option as CommanderOption } from "commander";
import type { Services } from "../services.ts";
import type { Command, Group, Option } from "./command.ts";

/** Adds a command or a group to commander's tree. `ended` hears how the one that was asked for ended. */
export function addTo(
  parent: CommanderCommand,
  declared: Command | Group,
  { services, ended }: { readonly services: Services; readonly ended: (code: ExitCode) => void },
): void {
  const own = parent.command(declared.name).summary(declared.summary);
  const does = declared.kind === "command" ? declared : declared.itself;
  own.description(does?.description ?? declared.summary);
  if (declared.kind === "group") for (const inner of declared.commands) addTo(own, inner, { services, ended });
  if (does === undefined) return;
  declare(own, does);
  own.action(async () => {
    const args = Object.fromEntries(Object.keys(does.args).map((name, index) => [name, own.processedArgs[index]]));
    const options = { ...unset(does), ...own.opts() };
    ended(await does.run({ ...services, args, options, rest: does.isPassThrough ? own.args : [] }));
  });
}

function declare(own: CommanderCommand, { args, options, examples, isPassThrough }: Command): void {
  if (isPassThrough) own.allowUnknownOption().allowExcessArguments();
  for (const [name, { help, isOptional }] of Object.entries(args)) {
    own.argument(isOptional ? `[${kebab(name)}]` : `<${kebab(name)}>`, help);
  }
  for (const [name, option] of Object.entries(options)) own.addOption(toOption(name, option));
  if (!isPassThrough) own.option("--json", "print the answer as JSON");
  own.addHelpText("after", `\n${examples.length === 1 ? "Example" : "Examples"}:\n${examples.map(indent).join("\n")}`);
}

/** What an option holds when nobody gave it. */
function unset({ options }: Command): Readonly<Record<string, unknown>> {
  const values = Object.entries(options).map(([name, { type }]) => [
    name,
    type === "boolean" ? false : type === "texts" ? [] : undefined,
  ]);
  return { ...Object.fromEntries(values), json: false };
}

function toOption(name: string, option: Option): CommanderOption {
  const flag = `--${kebab(name)}`;
  switch (option.type) {
    case "boolean":
      return new CommanderOption(flag, option.help);
    case "text": {
      const short = option.short === undefined ? "" : `-${option.short}, `;
      const made = new CommanderOption(`${short}${flag} <${option.value}>`, option.help);
      return option.choices ? made.choices(option.choices) : made;
    }
    case "texts":
      return new CommanderOption(`${flag} <${option.value}>`, `${option.help}; may be given several times`).argParser(
        (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
      );
  }
}

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const indent = (line: string) => `  ${line}`;
