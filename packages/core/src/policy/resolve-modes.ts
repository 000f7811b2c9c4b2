import type { ActionClass } from "../autonomy/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import { actionClasses, blastRadii, reversibilities } from "./built-in.ts";
import type { Mode, Modes, Reversibility } from "./policy.ts";
import type { Layer, Sourced, SourcedModes } from "./resolve-policy.ts";

const strictness: Readonly<Record<Mode, number>> = { auto: 0, require: 1, deny: 2 };

type BuiltInModes = {
  readonly actionClasses: Readonly<Record<ActionClass, Mode>>;
  readonly blastRadius: Readonly<Record<BlastRadius, Mode>>;
  readonly reversibility: Readonly<Record<Reversibility, Mode>>;
};

/**
 * The mode of every kind: the narrowest scope's word, of a subject and a runbook the stricter, and a `deny` anywhere
 * before all of them.
 */
export function resolveModes(layers: readonly Layer[], builtIn: BuiltInModes) {
  const { actionClasses: classes, blastRadius, reversibility } = builtIn;
  return {
    actionClasses: modesOf(actionClasses, {
      ...{ layers, builtIn: classes, path: "action_classes" },
      read: (says) => says.actionClasses,
    }),
    blastRadius: modesOf(blastRadii, {
      ...{ layers, builtIn: blastRadius, path: "blast_radius" },
      read: (says) => says.blastRadius,
    }),
    reversibility: modesOf(reversibilities, {
      ...{ layers, builtIn: reversibility, path: "reversibility" },
      read: (says) => says.reversibility,
    }),
  };
}

function modesOf<Kind extends string>(
  kinds: readonly Kind[],
  from: {
    readonly layers: readonly Layer[];
    readonly builtIn: Readonly<Record<Kind, Mode>>;
    readonly path: string;
    readonly read: (says: Layer["says"]) => Modes<Kind> | undefined;
  },
): SourcedModes<Kind> {
  // One entry for each kind of the list that the type is made of.
  return Object.fromEntries(kinds.map((kind) => [kind, modeOf(kind, from)])) as SourcedModes<Kind>;
}

function modeOf<Kind extends string>(
  kind: Kind,
  { layers, builtIn, path, read }: Parameters<typeof modesOf<Kind>>[1],
): Sourced<Mode> {
  let held: Sourced<Mode> & { readonly rank: number } = { value: builtIn[kind], from: "built in", rank: -1 };
  for (const layer of layers) {
    const value = read(layer.says)?.[kind];
    if (value === undefined) continue;
    const isNarrower = layer.rank > held.rank && held.value !== "deny";
    if (isNarrower || strictness[value] > strictness[held.value]) {
      held = { value, from: `${layer.path}${path}.${kind}`, rank: Math.max(layer.rank, held.rank) };
    }
  }
  return { value: held.value, from: held.from };
}
