import type { SourceRange } from "@steadyhand/core/risk";
import { judgeShellInput } from "../readers/shells.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { inAnotherShell } from "../shell/variables.ts";
import type { Argument, Call } from "./call.ts";
import type { CompiledProgram, Entry } from "./compile.ts";
import type { FlagSet } from "./flag-set.ts";
import { allowsFlag, type GivenFlag } from "./parse-call.ts";

interface Carrying {
  readonly entry: Entry;
  readonly call: Call;
  readonly program: CompiledProgram;
  readonly judge: Judge;
  readonly scope: Scope;
  readonly range: SourceRange;
}

/** Looks through a program that runs another one: what it carries is judged in turn, on top of what it adds. */
export function judgeCarried({ entry, call, program, judge, scope: around, range }: Carrying): void {
  const { carried } = entry;
  if (!carried) return;
  const scope: Scope = { ...around, carrier: { words: call.words, script: undefined, outer: around.carrier } };
  const rule = `program.${call.name}`;
  const { spec, flags } = carried;
  const reading = readCarrier(call, program, spec.skip, flags);
  for (const given of reading.flags) {
    if (allowsFlag(flags, given) || allowsFlag(program.global, given)) continue;
    judge.say(
      finding(
        `${rule}.flag`,
        "unknown",
        range,
        `What \`${call.name}\` does with its flag \`${given.flag}\` is not in the tables.`,
      ),
    );
  }
  for (const script of reading.scripts(spec.scriptFlags ?? [])) {
    if (script.kind === "constant") judge.script(script.text, script, inAnotherShell(scope));
    else
      judge.say(
        finding("shell.dynamic-code", "dangerous", script, `\`${call.name}\` runs text that is only known then.`),
      );
  }
  const { rest, skipped } = reading;
  if (skipped.some((arg) => arg.kind === "dynamic" || arg.kind === "glob")) {
    judge.say(
      finding("shell.dynamic-word", "unknown", range, `A word of \`${call.name}\` is only known when it runs.`),
    );
  }
  if (spec.risk !== "safe")
    judge.say({
      ...finding(rule, spec.risk, range, `\`${call.name}\` runs a command elsewhere or as somebody else.`),
      effect: "executes",
    });
  if (rest.length === 0) {
    if (reading.scripts(spec.scriptFlags ?? []).length > 0) return;
    const isRead = spec.bare === "reads";
    if (!isRead && scope.input.kind !== "none") {
      judgeShellInput(judge, scope, range, call.name);
      return;
    }
    const why = isRead
      ? `\`${call.name}\` without a command only reads.`
      : `\`${call.name}\` without a command opens a shell.`;
    judge.say({
      ...finding(rule, isRead ? "safe" : "unknown", range, why),
      effect: isRead ? "reads" : "executes",
      isReversible: isRead,
    });
    return;
  }
  if (spec.as === "words") {
    judge.words(rest, scope);
    return;
  }
  if (rest.some((arg) => arg.kind === "dynamic")) {
    judge.say(finding("shell.dynamic-code", "unknown", range, `\`${call.name}\` runs text that is only known then.`));
  }
  const first = rest[0] as Argument;
  const last = rest.at(-1) as Argument;
  judge.script(
    rest.map(({ text, template }) => template ?? text).join(" "),
    { start: first.start, end: last.end },
    inAnotherShell(scope),
  );
}

interface CarrierReading {
  readonly flags: readonly GivenFlag[];
  readonly skipped: readonly Argument[];
  readonly rest: readonly Argument[];
  scripts(names: readonly string[]): readonly Argument[];
}

/** Splits a carrier's words: its subcommand and flags, the operands it keeps, and the command it carries. */
function readCarrier(call: Call, program: CompiledProgram, skip: number, own: FlagSet): CarrierReading {
  const pathWords = pathLength(call, program);
  const flags: GivenFlag[] = [];
  const skipped: Argument[] = [];
  const scripts: { name: string; arg: Argument }[] = [];
  let words = 0;
  let index = 0;
  for (; index < call.args.length; index++) {
    const arg = call.args[index] as Argument;
    if (arg.text === "--" && arg.kind === "constant") {
      index++;
      if (words >= pathWords + skip) break;
      // `kubectl exec pod -- command`, and `docker exec -- container command`.
      while (words < pathWords + skip && index < call.args.length) {
        skipped.push(call.args[index++] as Argument);
        words++;
      }
      break;
    }
    if (arg.text.startsWith("-") && arg.text.length > 1) {
      const taken = readCarrierFlag({ arg, next: call.args[index + 1], own, program, flags });
      const last = flags.at(-1);
      if (last?.value !== undefined)
        scripts.push({
          name: last.flag,
          arg: taken === 1 ? (call.args[index + 1] as Argument) : attached(arg, last.value),
        });
      index += taken;
      continue;
    }
    if (words >= pathWords + skip) break;
    words++;
    if (words > pathWords) skipped.push(arg);
  }
  return {
    flags,
    skipped,
    rest: call.args.slice(index),
    scripts: (names) => scripts.filter(({ name }) => names.includes(name)).map(({ arg }) => arg),
  };
}

function attached(arg: Argument, value: string): Argument {
  return { ...arg, text: value };
}

/** How many words of the call name a subcommand that carries. */
function pathLength(call: Call, program: CompiledProgram): number {
  let node = program.root;
  let length = 0;
  for (const { text } of call.args) {
    const next = node.exact.get(text);
    if (!next) continue;
    node = next;
    length++;
    if (node.entries.some(({ carried }) => carried)) return length;
  }
  return 0;
}

interface CarrierFlag {
  readonly arg: Argument;
  readonly next: Argument | undefined;
  readonly own: FlagSet;
  readonly program: CompiledProgram;
  readonly flags: GivenFlag[];
}

function readCarrierFlag({ arg, next, own, program, flags }: CarrierFlag): number {
  const { text } = arg;
  const kindOf = (flag: string) => own.kinds.get(flag) ?? program.global.kinds.get(flag);
  const equals = text.indexOf("=");
  const name = equals > 0 ? text.slice(0, equals) : text;
  if (text.startsWith("--") || (kindOf(name) && text.length > 2)) {
    const isValue = kindOf(name) === "value" && equals < 0;
    flags.push({
      flag: name,
      value: equals > 0 ? text.slice(equals + 1) : isValue ? next?.text : undefined,
      isEarly: false,
    });
    return isValue ? 1 : 0;
  }
  for (let at = 1; at < text.length; at++) {
    const flag = `-${text[at]}`;
    const rest = text.slice(at + 1);
    const kind = kindOf(flag);
    if (kind === "value") {
      flags.push({ flag, value: rest === "" ? next?.text : rest, isEarly: false });
      return rest === "" ? 1 : 0;
    }
    flags.push({ flag, value: kind === "optional" ? rest : undefined, isEarly: false });
    if (kind === "optional") return 0;
  }
  return 0;
}
