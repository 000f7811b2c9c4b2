import type { Effect, Reach } from "@steadyhand/core/risk";
import { completeCommand } from "./carrier.ts";
import type { PathNode } from "./compile.ts";
import type { Decided } from "./decided.ts";
import { compileFlags } from "./flag-set.ts";
import type { Inverse } from "./inverse.ts";
import { invert } from "./invert.ts";
import { hasDoubtfulOperand } from "./objects.ts";
import { matchesPath } from "./path-test.ts";

interface Known {
  readonly reach: Reach | undefined;
  readonly inverse: Inverse | undefined;
  readonly undo: string | undefined;
}

/** What would make a call safer, from what it does, how far it reaches, and what else its program can do. */
export function saferWay(decided: Decided, { reach, inverse, undo }: Known): string | undefined {
  const { call, parsed, entry, risk, scope } = decided;
  const { effect } = entry;
  const name = [call.name, ...parsed.path].join(" ");
  if (undo !== undefined) return `It can be taken back with \`${undo}\``;
  if (inverse?.needsOldValue) return `Note the present value first: with it \`${name}\` takes this back`;
  const destroys = effect === "deletes" || effect === "stops" || risk === "dangerous";
  if (destroys && scope.repeats !== true && call.args.some(({ kind }) => kind === "dynamic" || kind === "blank")) {
    return 'Write `"${name:?}"` for the variable, so that an empty one ends it, and look at its value first';
  }
  if (!changesSomething(effect)) return advice[effect];
  const trial = trialOf(decided);
  if (trial !== undefined) return `Try it first with \`${name} ${trial}\`, which changes nothing`;
  const look = lookOf(decided);
  if (look !== undefined) return `Look first with \`${look}\``;
  if (inverse !== undefined) return `It can be taken back by \`${wayBack(call.name, inverse)}\``;
  if (destroys && (reach === "many" || reach === "all")) {
    return "List first what it would reach, and name one object instead of many";
  }
  return advice[effect];
}

/** Which subcommand takes it back, where its objects cannot be told from the words alone. */
function wayBack(name: string, { program = name, words }: Inverse): string {
  return [program, ...words.filter((word) => !/[$*]/.test(word))].join(" ");
}

function changesSomething(effect: Effect): boolean {
  return effect !== "reads" && effect !== "reveals" && effect !== "executes";
}

const advice: Partial<Readonly<Record<Effect, string>>> = {
  reveals: "Ask for names only, and keep what it shows out of tickets and chats",
  deletes: "Make sure first that there is a copy, and that nothing needs it",
  executes: "Read what it would run first",
  stops: "Look first at what would be cut off",
};

const changesNothing = /^--(?:dry-?run|simulate|check|no-?op|what-?if|test|just-print|plan)/;

/** A flag with which the tables know the same subcommand to change nothing: `--dry-run=server`. */
function trialOf({ program, parsed }: Decided): string | undefined {
  const node = nodeOf(program.root, parsed.path);
  const given = new Set(parsed.flags.map(({ flag }) => flag));
  const trials = (node?.entries ?? []).flatMap(({ effect, needs }) => {
    const [need, ...others] = needs;
    const isTrial = effect === "reads" && need && others.length === 0 && changesNothing.test(need.flag);
    return isTrial && !given.has(need.flag) ? [need] : [];
  });
  const best = trials.find(({ value }) => value === "server") ?? trials[0];
  return best && (best.value === undefined ? best.flag : `${best.flag}=${best.value}`);
}

const looksAtAll = ["list", "ls", "ps", "df", "status", "list-units"];

/** A command that looks at what this one would take away or stop: `systemctl status x` for `systemctl stop x`. */
function lookOf(decided: Decided): string | undefined {
  const { program, call, parsed, entry, scope } = decided;
  const parent = parsed.path.slice(0, -1);
  const node = parsed.path.length === 0 ? undefined : nodeOf(program.root, parent);
  if (!node || (entry.effect !== "deletes" && entry.effect !== "stops")) return undefined;
  for (const verb of looksAtOne(node, entry.effect)) {
    const look = isRead(node.exact.get(verb), parsed.operands.length) && sameObjects(decided, [...parent, verb]);
    if (look) return look;
  }
  const stem = /^[a-z]+-(.*)$/.exec(parsed.path.at(-1) ?? "")?.[1];
  const isDescribed = node.starts.some(({ start, node: child }) => start === "describe-" && isRead(child, 0));
  const all = stem !== undefined && isDescribed ? `describe-${plural(stem)}` : undefined;
  const verb = all ?? looksAtAll.find((word) => isRead(node.exact.get(word), 0));
  if (verb === undefined) return undefined;
  const words = [call.words[0]?.text ?? call.name, ...parent, verb];
  return completeCommand(call.words, words, scope.carrier) ?? words.join(" ");
}

/** Subcommands that may show the very object. What is deleted may be of any kind, what is stopped has a status. */
function looksAtOne({ exact }: PathNode, effect: Effect): readonly string[] {
  const lists = ["get", "list", "ls"].some((word) => exact.has(word));
  return [...(effect === "stops" ? ["status"] : []), "get", "inspect", "show", ...(lists ? ["describe"] : [])];
}

/** The call's own objects under another subcommand, complete with what lies around it. */
function sameObjects({ program, call, parsed, scope }: Decided, words: readonly string[]): string | undefined {
  // `kubectl cordon` knows that it means a node; `kubectl get` does not.
  const isOtherKind = program.typed.length > 0 && !program.typed.some((path) => matchesPath(path, parsed));
  if (isOtherKind || parsed.operands.length === 0 || hasDoubtfulOperand(program, parsed)) return undefined;
  const key = { words: parsed.path, needs: [], operandTest: undefined, maxOperands: undefined };
  const looking = { key, needsOldValue: false, program: undefined, words, choosesOperands: false, isExplicit: true };
  const inverse = { ...looking, keeps: compileFlags(""), drops: compileFlags("*") };
  const given = invert({ inverse, program, call, parsed });
  return given && completeCommand(call.words, given, scope.carrier);
}

function plural(noun: string): string {
  if (noun.endsWith("s")) return noun;
  return noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

function isRead(node: PathNode | undefined, operands: number): boolean {
  return (node?.entries ?? []).some(
    ({ effect, needs, maxOperands = operands }) => effect === "reads" && needs.length === 0 && operands <= maxOperands,
  );
}

function nodeOf(root: PathNode, path: readonly string[]): PathNode | undefined {
  let node: PathNode | undefined = root;
  for (const word of path) node = node?.exact.get(word);
  return node;
}
