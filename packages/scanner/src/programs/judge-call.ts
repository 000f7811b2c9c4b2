import type { Risk, SourceRange } from "@steadyhand/core/risk";
import { finding, type Judge, type Scope } from "../scope.ts";
import type { Call } from "./call.ts";
import type { CompiledProgram, Entry } from "./compile.ts";
import { judgeCarried } from "./judge-carried.ts";
import { tableOf } from "./known.ts";
import { allowsFlag, type GivenFlag, type ParsedCall, parseCall } from "./parse-call.ts";
import type { Effect } from "./program.ts";

const riskOf: Readonly<Record<Effect, Risk>> = {
  reads: "safe",
  reveals: "caution",
  writes: "caution",
  deletes: "dangerous",
  executes: "unknown",
  starts: "caution",
  stops: "dangerous",
  scales: "caution",
  configures: "caution",
  sends: "caution",
  grants: "caution",
  spends: "caution",
};

const phrase: Readonly<Record<Effect, string>> = {
  reads: "only reads",
  reveals: "shows secrets or an environment, which must not travel",
  writes: "creates or changes something",
  deletes: "deletes or destroys something",
  executes: "runs code that is not in the text",
  starts: "starts something",
  stops: "stops or interrupts something",
  scales: "changes how many run",
  configures: "changes a setting or a state",
  sends: "sends something out",
  grants: "changes who may do what",
  spends: "spends money",
};

const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };

/** Judges a call by the tables: the most exact path decides, and every harmful flag counts on top of it. */
export function judgeByTable(program: CompiledProgram, call: Call, judge: Judge, scope: Scope): void {
  const parsed = parseCall(program, call);
  const range = { start: call.start, end: call.end };
  const applying = parsed.matches.filter(({ entry }) => applies(entry, parsed, program));
  const best = decisive(applying);
  if (asksAboutItself(call, best)) {
    judge.say(
      finding(
        `program.${call.name}`,
        "safe",
        range,
        `\`${call.name} ${call.args[0]?.text}\` prints its help or version.`,
      ),
    );
    return;
  }
  if (!best) {
    judgeUnlisted(program, call, parsed, judge, range);
    return;
  }
  if (best.carried) {
    judgeCarried({ entry: best, call, program, judge, scope, range });
    return;
  }
  const name = [call.name, ...parsed.path].join(" ");
  let risk = entryRisk(best);
  let spoken = best;
  for (const { entry } of applying) {
    const isExtra =
      entry.effect !== "reads" && (entry.isGrave || entry.needs.length > 0 || entry.operandTest !== undefined);
    if (isExtra && order[entryRisk(entry)] > order[risk]) {
      risk = entryRisk(entry);
      spoken = entry;
    }
  }
  if (risk === "safe") {
    judgeRead({ program, call, parsed, applying, judge, range, name });
    return;
  }
  const flag = spoken.needs.map((need) => need.flag).join(" ");
  const what = flag ? `${name} ${flag}` : name;
  const why = spoken.isGrave
    ? `\`${what}\` reaches far or is hard to take back.`
    : `\`${what}\` ${phrase[spoken.effect]}.`;
  judge.say(finding(`program.${call.name}`, risk, range, why, insteadOf(call.name, parsed.path)));
  if (risk === "unknown") sayVisibleDanger(program, call, judge, range);
}

/** `--version` and `--help` alone, except for programs that stop or delete: some old ones would not understand. */
function asksAboutItself(call: Call, best: Entry | undefined): boolean {
  const [only] = call.args;
  if (call.args.length !== 1 || only?.kind !== "constant" || best?.effect === "deletes" || best?.effect === "stops")
    return false;
  if (best?.carried || best?.effect === "sends") return false;
  return /^--?version$|^--help$/.test(only.text);
}

function entryRisk(entry: Entry): Risk {
  return entry.isGrave ? "dangerous" : riskOf[entry.effect];
}

function decisive(applying: readonly { readonly entry: Entry; readonly score: number }[]): Entry | undefined {
  let best: { entry: Entry; score: number } | undefined;
  for (const candidate of applying) {
    if (candidate.entry.isGrave) continue;
    const isBetter =
      !best ||
      candidate.score > best.score ||
      (candidate.score === best.score && order[riskOf[candidate.entry.effect]] > order[riskOf[best.entry.effect]]);
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
  readonly range: SourceRange;
  readonly name: string;
}

function judgeRead({ program, call, parsed, applying, judge, range, name }: Reading): void {
  const rule = `program.${call.name}`;
  const reads = applying.filter(({ entry }) => entry.effect === "reads");
  const top = Math.max(...reads.map(({ score }) => score));
  const sets = reads.filter(({ score }) => score === top || (score > 0 && score >= top - 1)).map(({ entry }) => entry);
  for (const given of parsed.flags) {
    const isEarly = given.isEarly && parsed.path.length > 0;
    if (isEarly ? isAllowedEarly(sets, program, given) : isAllowed(sets, program, given)) continue;
    const why = `\`${name}\` reads, but what its flag \`${given.flag}\` does is not in the tables.`;
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
  judge.say(finding(rule, "safe", range, `\`${name}\` only reads.`));
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
  const rule = `program.${call.name}`;
  const name = [call.name, ...parsed.path].join(" ");
  const next = parsed.operands[0];
  const what = next ? `\`${name} ${next.text}\`` : `\`${name}\` without more words`;
  judge.say(finding(rule, "unknown", range, `What ${what} does is not in the tables.`));
  sayVisibleDanger(program, call, judge, range);
}

/** Words that were not understood may still name something dangerous: then it is better to say so. */
function sayVisibleDanger(program: CompiledProgram, call: Call, judge: Judge, range: SourceRange): void {
  for (const { text, kind } of call.args) {
    if (kind !== "constant") continue;
    const entries = program.root.exact.get(text)?.entries ?? [];
    const isGrim = entries.some(
      ({ effect, needs }) => needs.length === 0 && (effect === "deletes" || effect === "stops"),
    );
    if (!isGrim) continue;
    judge.say(
      finding(
        `program.${call.name}`,
        "dangerous",
        range,
        `\`${call.name} ${text}\` is among its words, which is dangerous.`,
      ),
    );
    return;
  }
}

function insteadOf(name: string, path: readonly string[]): string | undefined {
  const undo = tableOf(name)?.undo?.[path.join(" ")];
  return undo ? `It can be taken back with \`${name} ${undo}\`` : undefined;
}
