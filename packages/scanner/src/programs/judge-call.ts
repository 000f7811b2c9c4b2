import type { Risk, SourceRange } from "@steadyhand/core/risk";
import { finding, type Judge, type Scope } from "../scope.ts";
import { aboutCall } from "./about-call.ts";
import type { Call } from "./call.ts";
import type { CompiledProgram, Entry } from "./compile.ts";
import type { Decided } from "./decided.ts";
import { orderOfRisk, phraseOfEffect, riskOfEffect } from "./effects.ts";
import { judgeCarried } from "./judge-carried.ts";
import { allowsFlag, type GivenFlag, type ParsedCall, parseCall } from "./parse-call.ts";

/** A call sorted by a program's entries. */
export interface SortedCall {
  readonly parsed: ParsedCall;
  readonly applying: readonly { readonly entry: Entry; readonly score: number }[];
  /** The most exact entry, and the one that speaks: the worst of it and of what counts on top. */
  readonly best: Entry | undefined;
  readonly spoken: Entry | undefined;
}

/** Finds the entries that apply to a call: the most exact path decides, and every harmful flag counts on top of it. */
export function sortCall(program: CompiledProgram, call: Call): SortedCall {
  const parsed = parseCall(program, call);
  const given = new Set(parsed.flags.map(({ flag }) => flag));
  // Most entries of most programs ask for a flag that is not there.
  const applying = parsed.matches.filter(
    ({ entry }) => entry.needs.every(({ flag }) => given.has(flag)) && applies(entry, parsed, program),
  );
  const best = decisive(applying);
  if (!best || best.carried) return { parsed, applying, best, spoken: best };
  let spoken = best;
  for (const { entry } of applying) {
    const isExtra =
      entry.effect !== "reads" && (entry.isGrave || entry.needs.length > 0 || entry.operandTest !== undefined);
    if (isExtra && orderOfRisk[entryRisk(entry)] > orderOfRisk[entryRisk(spoken)]) spoken = entry;
  }
  return { parsed, applying, best, spoken };
}

/** Judges a call by the tables. Answers whether any of their lines speaks of it. */
export function judgeByTable(program: CompiledProgram, call: Call, judge: Judge, scope: Scope): "listed" | "unlisted" {
  const range = { start: call.start, end: call.end };
  const { parsed, applying, best, spoken } = sortCall(program, call);
  if (asksAboutItself(program, call, best)) {
    const why = `\`${call.name} ${call.args[0]?.text}\` prints its help or version.`;
    judge.say({ ...finding(`${program.rule}.${call.name}`, "safe", range, why), effect: "reads", isReversible: true });
    return "listed";
  }
  if (!best || !spoken) {
    judgeUnlisted(program, call, parsed, judge, range);
    return "unlisted";
  }
  if (best.carried) {
    judgeCarried({ entry: best, call, program, judge, scope, range });
    return "listed";
  }
  if (entryRisk(spoken) === "safe") {
    judgeRead({ program, call, parsed, applying, judge, scope, range, entry: spoken });
    return "listed";
  }
  sayHarm({ program, call, parsed, entry: spoken, risk: entryRisk(spoken), judge, scope });
  if (entryRisk(spoken) === "unknown") sayVisibleDanger(program, call, judge, range);
  return "listed";
}

/** Says what a call does that is not safe. */
export function sayHarm(decided: Decided): void {
  const { program, call, parsed, entry, risk, judge } = decided;
  const name = [call.name, ...parsed.path].join(" ");
  const flag = entry.needs.map((need) => need.flag).join(" ");
  const what = flag ? `${name} ${flag}` : name;
  const does = entry.isGrave ? "reaches far or is hard to take back" : phraseOfEffect[entry.effect];
  const why = entry.own?.why ?? `\`${what}\` ${does}.`;
  const range = { start: call.start, end: call.end };
  judge.say({ ...finding(`${program.rule}.${call.name}`, risk, range, why), ...aboutCall(decided) });
}

/** `--version` and `--help` alone, except for programs that stop or delete: some old ones would not understand. */
function asksAboutItself(program: CompiledProgram, call: Call, best: Entry | undefined): boolean {
  // Nobody but its author knows what an author's own program does with a word it may not look at.
  if (program.rule === "own" && best) return false;
  const [only] = call.args;
  if (call.args.length !== 1 || only?.kind !== "constant" || best?.effect === "deletes" || best?.effect === "stops")
    return false;
  if (best?.carried || best?.effect === "sends") return false;
  return /^--?version$|^--help$/.test(only.text);
}

/** The risk of what an entry says. */
export function entryRisk(entry: Entry): Risk {
  return entry.own?.risk ?? (entry.isGrave ? "dangerous" : riskOfEffect[entry.effect]);
}

function decisive(applying: readonly { readonly entry: Entry; readonly score: number }[]): Entry | undefined {
  let best: { entry: Entry; score: number } | undefined;
  for (const candidate of applying) {
    if (candidate.entry.isGrave) continue;
    const isBetter =
      !best ||
      candidate.score > best.score ||
      (candidate.score === best.score && orderOfRisk[entryRisk(candidate.entry)] > orderOfRisk[entryRisk(best.entry)]);
    if (isBetter) best = candidate;
  }
  return best?.entry;
}

function applies(entry: Entry, parsed: ParsedCall, program: CompiledProgram): boolean {
  if (entry.maxOperands !== undefined && parsed.operands.length > entry.maxOperands) return false;
  const { operandTest } = entry;
  if (operandTest && !parsed.operands.some((operand) => operandTest(operand.text))) return false;
  const { isRoot } = entry;
  return entry.needs.every(({ flag, value }) => {
    const given = parsed.flags.filter((candidate) => candidate.flag === flag);
    if (given.length === 0) return false;
    if (isRoot && parsed.path.length > 0 && given.every((one) => !one.isEarly && isOwnFlag(one, parsed))) return false;
    if (value !== undefined) return given.every((one) => one.value === value);
    return (
      entry.effect !== "reads" || given.every((one) => one.value === undefined || takesValue(entry, program, flag))
    );
  });
}

function takesValue(entry: Entry, program: CompiledProgram, flag: string): boolean {
  const kind = entry.flags?.kinds.get(flag) ?? program.global.kinds.get(flag) ?? program.known.get(flag);
  return kind === "value" || kind === "optional";
}

/** A flag after the subcommand is the subcommand's own when the subcommand knows it. */
function isOwnFlag(given: GivenFlag, parsed: ParsedCall): boolean {
  return parsed.matches.some(
    ({ entry, score }) => score >= 2 && entry.flags !== undefined && allowsFlag(entry.flags, given),
  );
}

interface Reading {
  readonly program: CompiledProgram;
  readonly call: Call;
  readonly parsed: ParsedCall;
  readonly applying: readonly { readonly entry: Entry; readonly score: number }[];
  readonly judge: Judge;
  readonly scope: Scope;
  readonly range: SourceRange;
  readonly entry: Entry;
}

function judgeRead({ program, call, parsed, applying, judge, scope, range, entry }: Reading): void {
  const rule = `${program.rule}.${call.name}`;
  const name = [call.name, ...parsed.path].join(" ");
  const reads = applying.filter(({ entry }) => entry.effect === "reads");
  const top = Math.max(...reads.map(({ score }) => score));
  const sets = reads.filter(({ score }) => score === top || (score > 0 && score >= top - 1)).map(({ entry }) => entry);
  for (const given of parsed.flags) {
    const isEarly = given.isEarly && parsed.path.length > 0;
    if (isEarly ? isAllowedEarly(sets, program, given) : isAllowed(sets, program, given)) continue;
    const why = `\`${name}\` reads, but what its flag \`${given.flag}\` does is not in ${sourceOf(program)}.`;
    judge.say(finding(`${rule}.flag`, "unknown", range, why));
    sayVisibleDanger(program, call, judge, range);
    return;
  }
  for (const arg of parsed.loose) {
    if (arg.kind === "glob" && program.onlyReads) continue;
    const why = `A word of \`${name}\` is only known when it runs and could become a flag or several words.`;
    judge.say(finding("shell.dynamic-word", "unknown", arg, why, "Put the variable in double quotes"));
    return;
  }
  if (parsed.isOpenEnded) {
    judge.say(
      finding("shell.dynamic-word", "unknown", range, `What \`${name}\` is told to do is only known when it runs.`),
    );
    return;
  }
  const why = entry.own?.why ?? `\`${name}\` only reads.`;
  const about = aboutCall({ program, call, parsed, entry, risk: "safe", judge, scope });
  judge.say({ ...finding(rule, "safe", range, why), ...about });
}

/** Before the subcommand only what the whole program knows counts, or what cannot have been read in two ways. */
function isAllowedEarly(sets: readonly Entry[], program: CompiledProgram, given: GivenFlag): boolean {
  if (allowsFlag(program.global, given)) return true;
  const kind = program.known.get(given.flag);
  return (
    kind !== undefined &&
    sets.some(({ flags }) => flags?.kinds.get(given.flag) === kind && !flags.excluded.has(given.flag))
  );
}

function isAllowed(sets: readonly Entry[], program: CompiledProgram, given: GivenFlag): boolean {
  if (given.flag === "--help" && given.value === undefined) return true;
  if (sets.some((entry) => entry.flags?.excluded.has(given.flag))) return false;
  if (sets.some((entry) => entry.needs.some((need) => need.flag === given.flag))) return true;
  return sets.some((entry) => entry.flags && allowsFlag(entry.flags, given)) || allowsFlag(program.global, given);
}

function judgeUnlisted(
  program: CompiledProgram,
  call: Call,
  parsed: ParsedCall,
  judge: Judge,
  range: SourceRange,
): void {
  const rule = `${program.rule}.${call.name}`;
  const name = [call.name, ...parsed.path].join(" ");
  const next = parsed.operands[0];
  const what = next ? `\`${name} ${next.text}\`` : `\`${name}\` without more words`;
  judge.say(finding(rule, "unknown", range, `What ${what} does is not in ${sourceOf(program)}.`));
  sayVisibleDanger(program, call, judge, range);
}

function sourceOf({ rule }: CompiledProgram): string {
  return rule === "own" ? "programs.yaml" : "the tables";
}

/** Words that were not understood may still name something dangerous: then it is better to say so. */
function sayVisibleDanger(program: CompiledProgram, call: Call, judge: Judge, range: SourceRange): void {
  for (const { text, kind } of call.args) {
    if (kind !== "constant") continue;
    const grim = program.root.exact
      .get(text)
      ?.entries.find(({ effect, needs }) => needs.length === 0 && (effect === "deletes" || effect === "stops"));
    if (!grim) continue;
    const why = `\`${call.name} ${text}\` is among its words, which is dangerous.`;
    judge.say({ ...finding(`${program.rule}.${call.name}`, "dangerous", range, why), effect: grim.effect });
    return;
  }
}
