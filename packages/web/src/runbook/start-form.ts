import type { Operations, RunbookVariableWire, StatusWire } from "@steadyhand/api";
import { type CareForm, emptyCare, findCareObstacles, toCareBody } from "./care-form.ts";

type StartBody = Operations["startExecution"]["body"];
type Environment = StartBody["environment"];
type Level = NonNullable<StartBody["level"]>;

/** What a person has filled in to start a runbook. */
export interface StartForm {
  readonly values: Readonly<Record<string, string>>;
  readonly environment: Environment | undefined;
  /** `undefined`: the environment's own. */
  readonly level: Level | undefined;
  readonly workingDirectory: string;
  /** Empty: the target's name. */
  readonly subject: string;
  /** Empty: `default`. */
  readonly project: string;
  readonly mode: "run" | "instructions" | "dry_run";
  readonly care: CareForm;
}

/** What stands between the form and a start, each with the field it belongs to. */
export interface StartObstacle {
  readonly field: string;
  readonly says: string;
}

export const emptyForm: StartForm = {
  values: {},
  environment: undefined,
  level: undefined,
  workingDirectory: "",
  subject: "",
  project: "",
  mode: "run",
  care: emptyCare,
};

/** Variables that the page sets itself are not asked for; those with a value in the text may be left as they are. */
export function isAsked({ setBy }: RunbookVariableWire): boolean {
  return setBy === undefined;
}

/** Everything that is missing, all at once, before anything starts. */
export function findObstacles(form: StartForm, variables: readonly RunbookVariableWire[]): StartObstacle[] {
  const missing = variables
    .filter((variable) => isAsked(variable) && (form.values[variable.name] ?? variable.default ?? "") === "")
    .map(({ name }) => ({ field: `variable-${name}`, says: `${name} has no value` }));
  const wrong = variables.flatMap((variable) => {
    const value = form.values[variable.name] ?? "";
    const says = isAsked(variable) && value !== "" ? checkValue(variable, value) : undefined;
    return says === undefined ? [] : [{ field: `variable-${variable.name}`, says }];
  });
  const environment =
    form.environment === undefined ? [{ field: "environment", says: "No environment is chosen" }] : [];
  const names = (["subject", "project"] as const).flatMap((field) =>
    form[field] === "" || /^[a-z0-9][a-z0-9._-]{0,63}$/.test(form[field])
      ? []
      : [{ field, says: `The ${field}'s name takes a-z, 0-9, dot, dash and underscore only, 64 at most` }],
  );
  return [...missing, ...wrong, ...environment, ...names, ...findCareObstacles(form.care)];
}

/** The only kind of value that can be known to be wrong: types are guesses, so the rest is a hint, not a rule. */
function checkValue({ name }: RunbookVariableWire, value: string): string | undefined {
  return /[\p{Cc}\p{Cf}]/u.test(value) ? `${name} holds a character that cannot be seen` : undefined;
}

/** What is sent, once nothing stands in the way. */
export function toStartBody(
  form: StartForm,
  runbook: { readonly id: string; readonly version: number },
  idempotencyKey: string,
): StartBody | undefined {
  const { environment, level, mode, workingDirectory, subject, project } = form;
  if (environment === undefined) return undefined;
  const values = Object.fromEntries(Object.entries(form.values).filter(([, value]) => value !== ""));
  return {
    runbookId: runbook.id,
    version: runbook.version,
    environment,
    mode,
    values,
    idempotencyKey,
    ...(level !== undefined && { level }),
    ...(workingDirectory !== "" && { workingDirectory }),
    ...(subject !== "" && { subject }),
    ...(project !== "" && { project }),
    ...toCareBody(form.care),
  };
}

const levelWords: Readonly<Record<Level, string>> = {
  1: "observe: nothing runs, you follow by hand",
  2: "suggest: every step waits for you",
  3: "semi-auto: safe steps run",
  4: "auto: safe and caution steps run",
  5: "full: all run; dangerous ones only on a disposable lab target",
};

/** A level in words: `L2 suggest: every step waits for you`. */
export function sayLevel(level: Level): string {
  return `L${level} ${levelWords[level]}`;
}

/** The five levels as this environment has them: which is its own, and which it never goes above. */
export function levelChoices({ standard, ceiling, name }: StatusWire["environments"][number]) {
  return ([1, 2, 3, 4, 5] as const).map((level) => ({
    level,
    says: sayLevel(level),
    isStandard: level === standard,
    refusedBecause: level > ceiling ? `${name} never goes above L${ceiling}` : undefined,
  }));
}

/** Whether Steadyhand runs nothing itself: so it was asked for, or the level allows no more. */
export function isByHand(form: StartForm, environments: StatusWire["environments"]): boolean {
  const standard = environments.find(({ name }) => name === form.environment)?.standard;
  return form.mode === "instructions" || (form.level ?? standard) === 1;
}

const hints: Readonly<Record<RunbookVariableWire["type"], string>> = {
  text: "Any text",
  number: "A number, such as 3",
  host: "A host, such as db-3.example.net",
  ip: "An address, such as 10.0.0.4",
  path: "A path, such as /var/log/app.log",
  url: "An address, such as https://example.net/",
  name: "A name, such as web-1",
  namespace: "A namespace, such as payments",
  date: "A date, such as 2026-11-20",
  secret: "A secret: it is not shown while you type",
};

export function typeHint(type: RunbookVariableWire["type"]): string {
  return hints[type];
}
