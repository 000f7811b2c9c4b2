import type { Script, Word } from "unbash";
import type { Argument } from "../programs/call.ts";

/** What a substitution prints, where the text tells. */
export type KnownOutput =
  | { readonly kind: "constant"; readonly text: string }
  /** One plain word, or several that are all numbers. */
  | { readonly kind: "word" }
  /** One path, which may hold blanks. */
  | { readonly kind: "path" };

/** Programs that print nothing but a plain word or numbers, with the only words they may be given. */
const plainPrinters: Readonly<Record<string, RegExp>> = {
  uname: /^-[nrmsp]$/,
  hostname: /^-[sf]$/,
  whoami: /^(?!)/,
  logname: /^(?!)/,
  nproc: /^--all$/,
  arch: /^(?!)/,
  id: /^-(?:u|g|un|gn|nu|ng)$/,
  date: /^\+(?:%[YmdHMSsjyFT]|\w)(?:%[YmdHMSsjyFT]|[\w:.+/-])*$/,
  pidof: /^\w[\w.-]*$/,
  seq: /^\d+$/,
  pgrep: /^(?:-[fxno]|\w[\w.-]*)$/,
};

/** The words of more than this are not followed: every substitution around them would resolve them again. */
const maxWords = 32;

/** What the one command of a substitution prints, or nothing when that is only known when it runs. */
export function knownOutput(script: Script, resolve: (word: Word) => readonly Argument[]): KnownOutput | undefined {
  const [statement, ...others] = script.commands;
  if (!statement || others.length > 0 || statement.background) return undefined;
  const isPipeline = statement.command.type === "Pipeline";
  const command = statement.command.type === "Pipeline" ? statement.command.commands.at(-1) : statement.command;
  if (command?.type !== "Command" || command.prefix.length > 0) return undefined;
  const words = [...(command.name ? [command.name] : []), ...command.suffix];
  if (!words.every((item): item is Word => item.type === "Word")) return undefined;
  if (words.length > maxWords) return undefined;
  const [program, ...args] = words.flatMap(resolve);
  if (!program || ![program, ...args].every(({ kind }) => kind === "constant")) return undefined;
  const texts = args.map(({ text }) => text);
  if (isPipeline) return isCount(program.text, texts) ? { kind: "word" } : undefined;
  return printed(program.text, texts);
}

/** `… | wc -l` and `… | grep -c x` print a number, whatever reaches them. */
function isCount(program: string, args: readonly string[]): boolean {
  if (program === "wc") return args.length === 1 && /^-[lcwm]$/.test(args[0] as string);
  return (
    program === "grep" &&
    args.length === 2 &&
    /^-[civEFwx]*c[ivEFwx]*$/.test(args[0] as string) &&
    !args[1]?.startsWith("-")
  );
}

/** What a program with these constant words prints. */
function printed(program: string, args: readonly string[]): KnownOutput | undefined {
  if (program === "echo") return echoed(args);
  if (program === "printf") return formatted(args);
  if (program === "pwd" && args.length === 0) return { kind: "path" };
  const allowed = Object.hasOwn(plainPrinters, program) ? plainPrinters[program] : undefined;
  return allowed && args.every((arg) => allowed.test(arg)) && (program !== "date" || args.length === 1)
    ? { kind: "word" }
    : undefined;
}

function echoed(args: readonly string[]): KnownOutput | undefined {
  const words = args[0] === "-n" ? args.slice(1) : args;
  if (/^-[neE]+$/.test(words[0] ?? "") || words.some((word) => word.includes("\\"))) return undefined;
  return { kind: "constant", text: words.join(" ").replace(/(?<!\n)\n+$/, "") };
}

function formatted([format, ...args]: readonly string[]): KnownOutput | undefined {
  if (format === undefined || format.startsWith("-")) return undefined;
  const text = format.replaceAll("\\n", "\n");
  if (/^(?:%s)?\n*$/.test(text) && args.length <= 1)
    return { kind: "constant", text: `${text.startsWith("%s") ? (args[0] ?? "") : ""}`.replace(/(?<!\n)\n+$/, "") };
  return /[\\%]/.test(text) ? undefined : { kind: "constant", text: text.replace(/(?<!\n)\n+$/, "") };
}
