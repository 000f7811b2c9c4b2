import { type OpenYaml, problemsOfShape, type YamlProblem } from "@steadyhand/plain-yaml";
import { z } from "zod";
import { type PostgresConfig, postgresConfig } from "../postgres/index.ts";
import { type RateLimiterConfig, rateLimiterConfig } from "../ratelimiter/index.ts";
import { type TikvConfig, tikvConfig } from "../tikv/index.ts";
import { filledIn } from "./environment-names.ts";

/** What a file of our own kinds says, as the kind's parser gave it. */
export type Settings =
  | { readonly kind: "ratelimiter"; readonly settings: RateLimiterConfig }
  | { readonly kind: "tikv"; readonly settings: TikvConfig }
  | { readonly kind: "postgres"; readonly settings: PostgresConfig };

const schemas = { ratelimiter: rateLimiterConfig, tikv: tikvConfig, postgres: postgresConfig } as const;

const Rest = z.strictObject({ settings: z.record(z.string(), z.unknown()) });
const inSettings = "docs/subjects lists what the settings of each kind have";
const known = {
  "": "a file of this kind has subject, kind, environment, project, every, within, level, disposable and settings",
  settings: inSettings,
} as const;

type ReadSettings =
  | ({ readonly ok: true } & Settings)
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

interface Given {
  readonly yaml: OpenYaml;
  readonly name: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads `settings` by the kind's own schema; each problem stands at its place in the file. */
export function readSettings(kind: Settings["kind"], rest: unknown, { yaml, name, env }: Given): ReadSettings {
  const parsed = Rest.safeParse(rest);
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error, yaml, known) };
  const { value, missing } = filledIn(parsed.data.settings, env, ["settings"]);
  if (missing.length > 0) {
    const problems = missing.map(({ path, name: wanted }) =>
      yaml.problemAt(yaml.rangeOf(path), `the environment has no ${wanted}: set it`),
    );
    return { ok: false, problems };
  }
  if ("name" in parsed.data.settings) {
    const message = "its name is what stands behind `subject`: leave this out";
    return { ok: false, problems: [yaml.problemAt(yaml.rangeOfKey(["settings"], "name"), message)] };
  }
  const settings = schemas[kind].safeParse({ ...value, name });
  if (!settings.success) return { ok: false, problems: problemsIn(settings.error, yaml) };
  // The schema is the one of this kind.
  return { ok: true, kind, settings: settings.data } as ReadSettings;
}

function problemsIn({ issues }: z.ZodError, yaml: OpenYaml): YamlProblem[] {
  const placed = issues.map((issue) => ({ ...issue, path: ["settings", ...issue.path] }));
  return problemsOfShape(new z.ZodError(placed), yaml, known);
}
