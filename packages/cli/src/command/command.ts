import type { ExitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../services.ts";

export interface Argument {
  readonly help: string;
  readonly isOptional?: true;
}

export type Option =
  | { readonly type: "boolean"; readonly help: string }
  | {
      readonly type: "text";
      readonly value: string;
      readonly help: string;
      readonly choices?: readonly string[];
      /** One letter that stands for it as well. */
      readonly short?: string;
    }
  /** May be given several times. */
  | { readonly type: "texts"; readonly value: string; readonly help: string };

type Arguments = Readonly<Record<string, Argument>>;
type Options = Readonly<Record<string, Option>>;

type ArgumentValues<Args extends Arguments> = {
  readonly [Name in keyof Args]: Args[Name] extends { isOptional: true } ? string | undefined : string;
};

type OptionValue<One extends Option> = One["type"] extends "boolean"
  ? boolean
  : One["type"] extends "texts"
    ? readonly string[]
    : string | undefined;

type OptionValues<Opts extends Options> = { readonly [Name in keyof Opts]: OptionValue<Opts[Name]> } & {
  readonly json: boolean;
};

type Context<ArgsGiven, OptionsGiven> = Services & {
  readonly args: ArgsGiven;
  readonly options: OptionsGiven;
  readonly rest: readonly string[];
};

interface Declaration<Args extends Arguments, Opts extends Options> {
  readonly name: string;
  readonly summary: string;
  /** What the summary cannot say. */
  readonly description?: string;
  /** Command lines that work as they stand. */
  readonly examples: readonly string[];
  readonly args?: Args;
  /** Every command has `--json` besides these. */
  readonly options?: Opts;
  /** Hands on everything that stands behind its name as it is, in `rest`. */
  readonly isPassThrough?: true;
  run(context: Context<ArgumentValues<Args>, OptionValues<Opts>>): Promise<ExitCode>;
}

/** A command with its declaration and its `run`. */
export interface Command {
  readonly kind: "command";
  readonly name: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly examples: readonly string[];
  readonly args: Arguments;
  readonly options: Options;
  readonly isPassThrough: boolean;
  run(context: Context<unknown, unknown>): Promise<ExitCode>;
}

/** Commands that share a first word. */
export interface Group {
  readonly kind: "group";
  readonly name: string;
  readonly summary: string;
  /** What the first word does alone; its name counts for nothing. */
  readonly itself?: Command;
  readonly commands: readonly Command[];
}

/** Declares one command. Names of options are written in camel case and typed by people in kebab case. */
export function command<
  const Args extends Arguments = Record<never, never>,
  const Opts extends Options = Record<never, never>,
>(declared: Declaration<Args, Opts>): Command {
  const { name, summary, description, examples } = declared;
  return {
    kind: "command",
    name,
    summary,
    description,
    examples,
    args: declared.args ?? {},
    options: declared.options ?? {},
    isPassThrough: declared.isPassThrough ?? false,
    run: ({ args, options, ...services }) =>
      declared.run({
        ...services,
        // Both are built from this very declaration, by toCommander.
        args: args as ArgumentValues<Args>,
        options: options as OptionValues<Opts>,
      }),
  };
}

/** Declares commands that share a first word. */
export function group(declared: Omit<Group, "kind">): Group {
  return { kind: "group", ...declared };
}
