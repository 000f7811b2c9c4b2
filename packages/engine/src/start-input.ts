import { limitsOf } from "@steadyhand/core/autonomy";
import type { StartInput } from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import { refusalError } from "@steadyhand/core/outcome";
import { sha256Hex } from "@steadyhand/core/proposal";
import type { Caller, StartRequest } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { RunbookVersion } from "./ports.ts";

type StartOptions = Pick<EngineOptions, "target" | "safetyMode" | "governance" | "workingDirectory" | "newId">;

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
  const { ceiling } = limitsOf(environment);
  const cannot = `Cannot start runbook ${version.id}`;
  if (level !== undefined && level > ceiling) {
    throw refusalError({
      code: "level.above_ceiling",
      message: `${cannot} at L${level}: ${environment} never goes above L${ceiling}`,
      hint: `Choose L${ceiling} or lower`,
    });
  }
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
    environment,
    settings: {
      environment,
      targetIsDisposable: options.target.isDisposable,
      ...(level !== undefined && { requestedLevel: level }),
      safetyMode: options.safetyMode,
      governance: options.governance,
      runbookTrust: 1,
      isPanic: false,
    },
    values,
    secretNames: version.plan.variables.filter(({ type }) => type === "secret").map(({ name }) => name),
    workingDirectory: request.workingDirectory ?? options.workingDirectory,
    startedBy: caller.actor,
  };
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
