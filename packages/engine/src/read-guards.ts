import { whatItDoes } from "@steadyhand/core/autonomy";
import type { Guard } from "@steadyhand/core/execution";
import { refusalError } from "@steadyhand/core/outcome";
import { bindVariables } from "@steadyhand/core/runbook";
import type { CommandScanner } from "./ports.ts";

/** What a person wants looked at before and after each change. */
export interface GuardRequest {
  readonly name: string;
  /** For the shell; the run's values may stand in it. Must only read. */
  readonly command: string;
  /** A text that its output must hold. */
  readonly expect?: string;
}

const mostGuards = 20;

/**
 * Reads guards as they will run, or refuses all that is wrong with them at once: a look that could change its target is none.
 * Throws `guard.refused`.
 */
export function readGuards(
  cannot: string,
  requests: readonly GuardRequest[],
  { scanner, values }: { readonly scanner: CommandScanner; readonly values: Readonly<Record<string, string>> },
): readonly Guard[] {
  const problems: string[] = [];
  if (requests.length > mostGuards) problems.push(`${requests.length} guards are more than ${mostGuards}`);
  const guards = requests.flatMap((request, index): Guard[] => {
    const isRepeated = requests.findIndex(({ name }) => name === request.name) < index;
    const read = isRepeated ? `${request.name} is there twice` : readGuard(request, scanner, values);
    if (typeof read !== "string") return [read];
    problems.push(read);
    return [];
  });
  if (problems.length === 0) return guards;
  throw refusalError({
    code: "guard.refused",
    message: `${cannot}: ${problems.join("; ")}`,
    hint: "A guard is a command that only reads, such as `curl -fsS http://127.0.0.1/health`",
  });
}

function readGuard(
  { name, command, expect }: GuardRequest,
  scanner: CommandScanner,
  values: Readonly<Record<string, string>>,
): Guard | string {
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(name)) return `${JSON.stringify(name)} cannot name a guard`;
  const bound = bindVariables(command, Object.keys(values), values);
  if (!bound.ok) return `${name}: ${bound.refusal.message}`;
  const read = scanner.read(bound.text, "shell");
  if (read.kind === "invalid" || read.kind === "action") return `${name}: the shell could not read it`;
  const { risk, evidence } = scanner.scan(bound.text, "shell");
  const { isIdempotent, actionClasses } = whatItDoes(evidence);
  if (risk !== "safe" || !isIdempotent)
    return `${name} does not only read: it is ${risk} (${actionClasses.join(", ")})`;
  return {
    name,
    command: read.kind === "words" ? { kind: "words", words: read.words } : { kind: "shell", script: bound.text },
    ...(expect !== undefined && { outputIncludes: expect }),
  };
}
