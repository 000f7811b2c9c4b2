import type { Environment, Level } from "@steadyhand/core/autonomy";
import { observed } from "@steadyhand/core/invariant";
import { type OpenYaml, problemsOfShape, type YamlProblem } from "@steadyhand/plain-yaml";
import {
  type DeclaredPorts,
  inOrder,
  knownParts,
  openSubjectYaml,
  readDeclared,
  type SubjectFileValue,
} from "../declared/index.ts";
import { environmentNamesIn } from "./environment-names.ts";
import { Head, type HeadValue, headNames } from "./head.ts";
import type { LabHands } from "./lab-hands.ts";
import { readSettings, type Settings } from "./settings.ts";

/** A subject's file that can be used: what is said of every subject, and what its kind goes by. */
export interface SubjectFile {
  /** As it was read, to be handed on. */
  readonly text: string;
  readonly name: string;
  readonly environment: Environment;
  readonly project?: string;
  readonly everyMs: number;
  readonly withinMs: number;
  /** The most that is asked for by itself; without it the environment's standard. */
  readonly level?: Level;
  readonly isDisposable: boolean;
  /** Only of what is disposable and stands in a lab. */
  readonly lab?: LabHands;
  /** The variables that stand in it as `env:NAME`. */
  readonly environmentNames: readonly string[];
  readonly of: { readonly kind: "declared"; readonly document: SubjectFileValue } | Settings;
}

export type ReadSubjectFile =
  | { readonly ok: true; readonly file: SubjectFile }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

type Ports = Pick<DeclaredPorts, "judge" | "env">;

/** Reads and checks the file of a subject of any kind. Everything that is wrong is told at once, in the order of its lines. */
export function readSubjectFile(text: string, ports: Ports): ReadSubjectFile {
  const opened = openSubjectYaml(text);
  if (!opened.ok) return opened;
  const { yaml } = opened;
  if (typeof yaml.value !== "object" || yaml.value === null || Array.isArray(yaml.value)) {
    return { ok: false, problems: [{ line: 1, column: 1, message: "a subject's file has keys with values" }] };
  }
  const [ofHead, rest] = split(yaml.value);
  const head = Head.safeParse(ofHead);
  const headProblems = head.success ? [] : problemsOfShape(head.error, yaml, knownParts);
  const of = readOf(yaml, { given: ofHead, rest, ports });
  const problems = [...headProblems, ...(of.ok ? [] : of.problems)];
  if (!head.success || !of.ok) return { ok: false, problems: inOrder(withoutRepeats(problems)) };
  return {
    ok: true,
    file: { text, ...factsOf(head.data), environmentNames: environmentNamesIn(yaml.value), of: of.of },
  };
}

function split(value: object): readonly [Record<string, unknown>, Record<string, unknown>] {
  const entries = Object.entries(value);
  return [
    Object.fromEntries(entries.filter(([name]) => headNames.has(name))),
    Object.fromEntries(entries.filter(([name]) => !headNames.has(name))),
  ];
}

type ReadOf =
  | { readonly ok: true; readonly of: SubjectFile["of"] }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

function readOf(
  yaml: OpenYaml,
  {
    given: { kind = "declared", subject },
    rest,
    ports,
  }: { readonly given: Record<string, unknown>; readonly rest: Record<string, unknown>; readonly ports: Ports },
): ReadOf {
  switch (kind) {
    case "declared": {
      const read = readDeclared(yaml, { ...(subject !== undefined && { subject }), ...rest }, ports);
      if (!read.ok) return read;
      const reserved = yaml.rangeOfKey(["invariants"], observed.name);
      if (observed.name in read.file.invariants) {
        const message = `that a subject can be seen is watched for every one as ${observed.name}: give it another name`;
        return { ok: false, problems: [yaml.problemAt(reserved, message)] };
      }
      return { ok: true, of: { kind, document: read.file } };
    }
    case "ratelimiter":
    case "tikv":
    case "postgres": {
      // A name that is no text is told of once, with the head.
      const name = typeof subject === "string" ? subject : "nameless";
      const read = readSettings(kind, rest, { yaml, name, env: ports.env });
      if (!read.ok) return read;
      const { ok: _, ...of } = read;
      return { ok: true, of };
    }
    default:
      // The head says what kinds there are.
      return { ok: false, problems: [] };
  }
}

/** The name is read by the head and by the kind. */
function withoutRepeats(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const seen = new Map(problems.toReversed().map((one) => [`${one.line}:${one.column}`, one]));
  return problems.filter((one) => seen.get(`${one.line}:${one.column}`) === one);
}

function factsOf({ subject, environment, project, every, within, level, disposable, lab }: HeadValue) {
  return {
    ...{ name: subject, environment, everyMs: every, withinMs: within, isDisposable: disposable },
    ...(project !== undefined && { project }),
    ...(level !== undefined && { level }),
    ...(lab && { lab: handsOf(lab) }),
  };
}

function handsOf({ shell, reset }: NonNullable<HeadValue["lab"]>): LabHands {
  return { ...(shell && { shell }), ...(reset && { reset }) };
}
