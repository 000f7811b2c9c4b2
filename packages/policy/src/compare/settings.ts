import { builtIn, environments, featureFlags, hardLimits, limitsOf } from "@steadyhand/core/policy";
import { type SettingPath, sayPath } from "../problem.ts";
import { writePolicy } from "../read-policy.ts";
import type { PolicyDocument } from "../schema/policy-schema.ts";

/** One setting and what it says. Lists of names, tiers and times are one setting; entries with a name are told by it. */
export interface Setting {
  readonly path: SettingPath;
  readonly value: unknown;
}

/** Every setting of a document by its path. */
export function settingsIn(document: object): ReadonlyMap<string, Setting> {
  const { $schema: _schema, version: _version, ...settings } = document as Partial<PolicyDocument>;
  return new Map(leaves(settings, []).map((setting) => [sayPath(setting.path), setting]));
}

/** What holds where a document says nothing. Modes are those of every environment but the lab. */
export const standardDocument = {
  governance_mode: "strict",
  safety_mode: "execute",
  environments: {
    ...Object.fromEntries(environments.map((name) => [name, limitsOf(name)])),
    lab: {
      ...limitsOf("lab"),
      action_classes: builtIn.modes.lab.actionClasses,
      blast_radius: builtIn.modes.lab.blastRadius,
      reversibility: builtIn.modes.lab.reversibility,
    },
  },
  action_classes: builtIn.modes.production.actionClasses,
  blast_radius: builtIn.modes.production.blastRadius,
  reversibility: builtIn.modes.production.reversibility,
  approval_minutes: hardLimits.approvalMinutes,
  attempt_seconds: hardLimits.attemptSeconds,
  flags: Object.fromEntries(featureFlags.map((name) => [name, true])),
  ...writePolicy({
    rateLimit: builtIn.rateLimit,
    session: { tiers: builtIn.sessionTiers },
    repetition: builtIn.repetition,
    drift: builtIn.drift,
    promotion: builtIn.promotion,
    demotion: builtIn.demotion,
    panic: builtIn.panic,
  }),
};

export const standardSettings = settingsIn(standardDocument);

const scopes = ["environments", "projects", "subjects", "runbooks"];
/** A narrower scope that says nothing of these has what is said for all. */
const inheritable = ["governance_mode", "action_classes", "blast_radius", "reversibility", "rate_limit"];

/** A setting as it holds. */
export interface Held {
  readonly value: unknown;
  /** Where it comes from when nobody said it here. */
  readonly from?: "built in" | "for all";
}

/** What a setting comes to in a document: its own word, else what is said for all, else what is built in. */
export function heldAt(path: SettingPath, own: ReadonlyMap<string, Setting>): Held {
  const said = own.get(sayPath(path));
  if (said) return { value: said.value };
  const isInherited = scopes.includes(String(path[0])) && inheritable.includes(String(path[2]));
  const wide = isInherited ? sayPath(path.slice(2)) : "";
  const forAll = own.get(wide);
  if (forAll) return { value: forAll.value, from: "for all" };
  const standard = standardSettings.get(sayPath(path)) ?? standardSettings.get(wide);
  return standard ? { value: standard.value, from: "built in" } : { value: undefined };
}

/** The value at a path; with names in it, whatever they are. */
function leaves(value: unknown, path: SettingPath): Setting[] {
  if (Array.isArray(value)) {
    const named = value.filter(isNamed);
    if (value.length === 0 || named.length < value.length) return [{ path, value }];
    return named.flatMap(({ name, ...entry }) => [
      { path: [...path, name], value: "there" },
      ...leaves(entry, [...path, name]),
    ]);
  }
  const isWhole = typeof value !== "object" || value === null || path.at(-1) === "when";
  if (isWhole) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : leaves(inner, [...path, key])));
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
}
