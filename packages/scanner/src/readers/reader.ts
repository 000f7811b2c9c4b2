import type { Argument, Call } from "../programs/call.ts";
import type { Judge, Scope } from "../scope.ts";

/** Judges a call whose meaning a table cannot hold. Answers `table` when the table is to judge it (as well). */
export type Reader = (call: Call, judge: Judge, scope: Scope) => "judged" | "table";

/** The flags and operands of a program that a reader walks by itself. */
export interface Sorted {
  readonly flags: readonly { readonly flag: string; readonly value: Argument | undefined; readonly arg: Argument }[];
  readonly operands: readonly Argument[];
}

/** Sorts arguments in the way of getopt_long. `withValue` names the flags that take the next word. */
export function sortArguments(
  args: readonly Argument[],
  withValue: ReadonlySet<string>,
  stopsAtOperand = false,
): Sorted {
  const flags: { flag: string; value: Argument | undefined; arg: Argument }[] = [];
  const operands: Argument[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as Argument;
    if (arg.text === "--" && arg.kind === "constant") {
      operands.push(...args.slice(index + 1));
      break;
    }
    const isOpen = arg.kind !== "constant";
    if (!arg.text.startsWith("-") || (arg.text.length === 1 && !isOpen)) {
      if (stopsAtOperand) {
        operands.push(...args.slice(index));
        break;
      }
      operands.push(arg);
      continue;
    }
    if (arg.text.startsWith("--")) {
      const equals = arg.text.indexOf("=");
      const flag = equals < 0 ? arg.text : arg.text.slice(0, equals);
      if (equals >= 0) flags.push({ flag, value: { ...arg, text: arg.text.slice(equals + 1) }, arg });
      // A word that goes on after its constant part may be any longer flag.
      else if (isOpen) flags.push({ flag: `${flag}…`, value: undefined, arg });
      else if (withValue.has(flag)) flags.push({ flag, value: args[++index], arg });
      else flags.push({ flag, value: undefined, arg });
      continue;
    }
    let isValue = false;
    for (let at = 1; at < arg.text.length; at++) {
      const flag = `-${arg.text[at]}`;
      if (!withValue.has(flag)) {
        flags.push({ flag, value: undefined, arg });
        continue;
      }
      const rest = arg.text.slice(at + 1);
      const isSeparate = rest === "" && arg.kind === "constant";
      flags.push({ flag, value: isSeparate ? args[++index] : { ...arg, text: rest }, arg });
      isValue = true;
      break;
    }
    if (isOpen && !isValue) flags.push({ flag: `${arg.text}…`, value: undefined, arg });
  }
  return { flags, operands };
}

/** A set of words written as one line. */
export function setOf(line: string): ReadonlySet<string> {
  return new Set(line.trim().split(/\s+/));
}
