import type { Level } from "@steadyhand/core/autonomy";
import type { StartInput } from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import { defaultProject, isScopeName, type Scope, scopeNameForm, subjectOfTarget } from "@steadyhand/core/levels";
import { refusalError } from "@steadyhand/core/outcome";
import { type PolicyScope, resolvePolicy } from "@steadyhand/core/policy";
import { sha256Hex } from "@steadyhand/core/proposal";
import type { StepId } from "@steadyhand/core/runbook";
import type { PolicyInForce } from "./around.ts";
import type { Caller, StartRequest } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { RunbookVersion } from "./ports.ts";
import { readGuards } from "./read-guards.ts";

type StartOptions = Pick<EngineOptions, "target" | "policy" | "workingDirectory" | "newId" | "scanner">;

/**
 * What a run starts with, or a refusal that names everything that is wrong with the request. Checked before
 * anything is stored: a missing value stops a run before its first step.
 */
export function startInput(
  options: StartOptions,
  caller: Caller,
  request: StartRequest,
  version: RunbookVersion,
): StartInput {
  const { environment, level } = request;
  const cannot = `Cannot start runbook ${version.id}`;
  const subject = scopeName(cannot, "subject", request.subject) ?? subjectOfTarget(options.target.name);
  const project = scopeName(cannot, "project", request.project) ?? defaultProject;
  const scope = { environment, subject, project, runbookId: version.id };
  if (level !== undefined) refuseAboveCeiling(cannot, level, options.policy(), scope);
  if (request.workingDirectory?.startsWith("/") === false) {
    const message = `${cannot} in ${request.workingDirectory}: that is not a whole path`;
    throw refusalError({ code: "working_directory.relative", message, hint: "Begin it with /" });
  }
  const values = completeValues(cannot, version, request.values);
  const id: ExecutionId = request.idempotencyKey
    ? `exe_${sha256Hex(`${caller.tenantId}/${caller.actor.id}/${request.idempotencyKey}`).slice(0, 32)}`
    : options.newId("exe");
  return {
    id,
    tenantId: caller.tenantId,
    runbook: { id: version.id, version: version.version, title: version.title, sourceSha256: version.sourceSha256 },
    mode: request.mode,
    target: options.target,
    subject,
    project,
    environment,
    settings: {
      targetIsDisposable: options.target.isDisposable,
      ...(level !== undefined && { requestedLevel: level }),
    },
    values,
    secretNames: version.plan.variables.filter(({ type }) => type === "secret").map(({ name }) => name),
    workingDirectory: request.workingDirectory ?? options.workingDirectory,
    startedBy: caller.actor,
    ...(request.guards?.length && { guards: readGuards(cannot, request.guards, { ...options, values }) }),
    ...(request.settleMs && { settleMs: request.settleMs }),
    ...(request.retries && { retries: request.retries }),
    ...(request.only && { only: knownSteps(cannot, version, request.only) }),
  };
}

/** Nobody can ask for more than the lowest ceiling that is set where the run belongs. */
function refuseAboveCeiling(cannot: string, level: Level, { policy }: PolicyInForce, scope: PolicyScope): void {
  const [lowest] = resolvePolicy(policy, scope).ceilings.toSorted((a, b) => a.value - b.value);
  if (lowest === undefined || level <= lowest.value) return;
  throw refusalError({
    code: "level.above_ceiling",
    message: `${cannot} at L${level}: ${scope.environment} never goes above L${lowest.value} here (${lowest.from})`,
    hint: `Choose L${lowest.value} or lower`,
  });
}

function knownSteps(cannot: string, { plan }: RunbookVersion, only: readonly StepId[]): readonly StepId[] {
  const unknown = only.filter((wanted) => !plan.steps.some(({ id }) => id === wanted));
  if (unknown.length === 0) return only;
  throw refusalError({ code: "step.unknown", message: `${cannot}: it has no step ${unknown.join(", ")}` });
}

function scopeName(cannot: string, kind: Scope["kind"], name: string | undefined): string | undefined {
  if (name === undefined || isScopeName(name)) return name;
  throw refusalError({
    code: "scope.badly_named",
    message: `${cannot}: ${JSON.stringify(name)} cannot name a ${kind}`,
    hint: `A ${kind} is named by ${scopeNameForm}`,
  });
}

/** Every variable that nobody else sets needs a value before anything runs. All that is missing is named at once. */
function completeValues(
  cannot: string,
  { plan }: RunbookVersion,
  given: StartRequest["values"],
): Record<string, string> {
  const known = new Set(plan.variables.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw refusalError({
      code: "variables.unknown",
      message: `${cannot}: it has no variable ${unknown.join(", ")}`,
      hint: `Its variables are ${[...known].join(", ") || "none"}`,
    });
  }
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const { name, setBy, default: standard } of plan.variables) {
    const value = given[name] ?? standard;
    if (value !== undefined) values[name] = value;
    else if (setBy === undefined) missing.push(name);
  }
  if (missing.length > 0) {
    throw refusalError({
      code: "variables.missing",
      message: `${cannot}: no value for ${missing.join(", ")}`,
      hint: "Give each of them a value; nothing has been started",
    });
  }
  return values;
}
