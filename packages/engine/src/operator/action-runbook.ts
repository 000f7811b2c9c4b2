import { type ActionCall, bindCall, readActionCall, variablesOf, writeActionCall } from "@steadyhand/core/action";
import type { TenantId } from "@steadyhand/core/identity";
import type { RunbookStore, RunbookVersion } from "../ports.ts";
import type { ActionRequest } from "./operator.ts";

/** So many of the newest runbooks are looked through. */
const mostRead = 200;

/** A runbook with the values that it needs to do exactly what was suggested. */
export interface FoundRunbook {
  readonly version: RunbookVersion;
  readonly values: Readonly<Record<string, string>>;
}

/** The one call of a subject's action as the catalogue knows it. */
export function subjectCall(
  subject: string,
  { action, parameters }: Pick<ActionRequest, "action" | "parameters">,
): ActionCall {
  return { name: `${subject}.${action}`, parameters };
}

/**
 * A kept runbook that people wrote for exactly this: it takes the same action with the same parameters once the suggestion's own values stand
 * in it, and needs no value that is not known. The one with the most steps: whoever wrote it thought of more than the one action.
 */
export async function findRunbook(
  runbooks: Pick<RunbookStore, "get" | "list">,
  {
    tenantId,
    call,
    member,
  }: { readonly tenantId: TenantId; readonly call: ActionCall; readonly member: string | undefined },
): Promise<FoundRunbook | undefined> {
  const { items } = await runbooks.list(tenantId, { limit: mostRead });
  const wanted = items.filter(({ importedBy, title }) => importedBy.kind === "person" && title !== call.name);
  const versions = await Promise.all(wanted.map(({ id, version }) => runbooks.get(tenantId, id, version)));
  return versions
    .flatMap((version) => fit(version, call, member) ?? [])
    .toSorted((one, other) => other.version.steps - one.version.steps)[0];
}

function fit(version: RunbookVersion, call: ActionCall, member: string | undefined): FoundRunbook | undefined {
  const known = knownValues(call, member);
  const { steps, variables } = version.plan;
  const takesIt = steps.some(({ command }) => command?.dialect === "action" && isCall(command.text, call, known));
  if (!takesIt) return undefined;
  const needed = variables.filter(({ setBy, default: standard }) => setBy === undefined && standard === undefined);
  if (needed.some(({ name }) => known[name] === undefined)) return undefined;
  return { version, values: Object.fromEntries(needed.map(({ name }) => [name, known[name] ?? ""])) };
}

function knownValues({ parameters }: ActionCall, member: string | undefined): Readonly<Record<string, string>> {
  const own = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[name, String(value)] as const] : [],
  );
  return { ...(member !== undefined && { member }), ...Object.fromEntries(own) };
}

function isCall(written: string, call: ActionCall, known: Readonly<Record<string, string>>): boolean {
  const read = readActionCall(written);
  if (!read.ok || read.state.name !== call.name) return false;
  if (variablesOf(read.state).some((name) => known[name] === undefined)) return false;
  const bound = bindCall(written, known);
  return bound.ok && bound.state === writeActionCall(call);
}
