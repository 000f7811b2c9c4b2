import { isDeepStrictEqual } from "node:util";
import type { Policy } from "@steadyhand/core/policy";
import { type SettingPath, sayPath } from "../problem.ts";
import { writePolicy } from "../read-policy.ts";
import type { PolicyDocument } from "../schema/policy-schema.ts";
import { sayValue } from "./say-value.ts";
import { heldAt, type Setting, settingsIn, standardSettings } from "./settings.ts";

/** One setting in words. */
export interface DescribedSetting {
  readonly path: string;
  readonly says: string;
  /** Whether it is what holds without a file. */
  readonly isStandard: boolean;
}

export interface DescribedSection {
  readonly title: string;
  readonly settings: readonly DescribedSetting[];
}

/** Everything that a policy comes to, what is built in included, by what it is about. */
export function describePolicy(policy: Policy): readonly DescribedSection[] {
  const document = writePolicy(policy);
  const own = settingsIn(document);
  const held = [...new Map([...standardSettings, ...own]).values()].map(({ path }) => ({ path, ...heldAt(path, own) }));
  const described = [
    ...entriesOf(document),
    ...held
      .filter(({ path }) => modesOf(path) === undefined && !lists.includes(String(path[0])))
      .map((setting) => describe(setting, own)),
    ...foldModes(held, own),
  ];
  return sections
    .map(({ title, keys }) => ({
      title,
      settings: together(described.filter(({ path }) => keys.includes(path.split(/[.[]/)[0] ?? ""))),
    }))
    .filter(({ settings }) => settings.length > 0);
}

/** What is said of one environment, project, subject or runbook stands together. */
function together(settings: readonly DescribedSetting[]): DescribedSetting[] {
  return [...Map.groupBy(settings, ({ path }) => path.split(".").slice(0, 2).join(".")).values()].flat();
}

const sections = [
  { title: "For all", keys: ["governance_mode", "safety_mode", "ceiling", "reason", "lock", "flags"] },
  { title: "Environments", keys: ["environments"] },
  { title: "Projects, subjects, runbooks", keys: ["projects", "subjects", "runbooks"] },
  { title: "Kinds of action", keys: ["action_classes", "blast_radius", "reversibility"] },
  { title: "Who says yes", keys: ["approvals", "approval_minutes"] },
  { title: "When", keys: ["windows", "freezes"] },
  { title: "Limits", keys: ["rate_limit", "session", "repetition", "drift", "attempt_seconds"] },
  { title: "Levels that change", keys: ["promotion", "demotion"] },
  { title: "Panic", keys: ["panic"] },
] as const satisfies readonly { readonly title: string; readonly keys: readonly string[] }[] as readonly {
  readonly title: string;
  readonly keys: readonly string[];
}[];

const lists = ["approvals", "windows", "freezes"];

/** Rules, windows and freezes: one line each. */
function entriesOf({ approvals = [], windows = [], freezes = [] }: PolicyDocument): DescribedSetting[] {
  return Object.entries({ approvals, windows, freezes }).flatMap(([list, entries]) =>
    entries.map(({ name, ...entry }) => ({
      path: sayPath([list, name]),
      says: sayValue([list], entry) || "whatever is asked",
      isStandard: false,
    })),
  );
}

function describe({ path, value }: Setting, own: ReadonlyMap<string, Setting>): DescribedSetting {
  return { path: sayPath(path), says: sayValue(path, value), isStandard: isStandard(path, own) };
}

function isStandard(path: SettingPath, own: ReadonlyMap<string, Setting>): boolean {
  const said = own.get(sayPath(path));
  return said === undefined || isDeepStrictEqual(said.value, standardSettings.get(sayPath(path))?.value);
}

/** The place of a table of modes that a setting belongs to. */
function modesOf(path: SettingPath): SettingPath | undefined {
  const around = path.slice(0, -1);
  return ["action_classes", "blast_radius", "reversibility"].includes(String(around.at(-1))) ? around : undefined;
}

/** Thirteen lines that say `auto` are one: which kinds are refused, which ask a person, and which run. */
function foldModes(held: readonly Setting[], own: ReadonlyMap<string, Setting>): DescribedSetting[] {
  const tables = Map.groupBy(
    held.filter(({ path }) => modesOf(path) !== undefined),
    ({ path }) => sayPath(modesOf(path) ?? []),
  );
  return [...tables].map(([path, settings]) => {
    const byMode = Map.groupBy(settings, ({ value }) => String(value));
    const says = ["deny", "require", "auto"].flatMap((mode) => {
      const kinds = byMode.get(mode)?.map((setting) => String(setting.path.at(-1)));
      return kinds === undefined ? [] : [`${mode}: ${kinds.join(", ")}`];
    });
    return { path, says: says.join("; "), isStandard: settings.every((setting) => isStandard(setting.path, own)) };
  });
}
