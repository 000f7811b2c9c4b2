import type { Operations } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";

/** How careful a run is to be: what must not break, how long a change settles, how often a reading step is tried again. */
export interface CareOptions {
  readonly guard: readonly string[];
  readonly settle: string | undefined;
  readonly retries: string | undefined;
}

type Care = Pick<Operations["startExecution"]["body"], "guards" | "settleMs" | "retries">;

/** Reads what the command line says. Throws `usage.guard`, `usage.duration` or `usage.retries`. */
export function readCare({ guard, settle, retries }: CareOptions): Care {
  return {
    ...(guard.length > 0 && { guards: guard.map(readGuard) }),
    ...(settle !== undefined && { settleMs: readDuration("--settle", settle) }),
    ...(retries !== undefined && { retries: readRetries(retries) }),
  };
}

function readGuard(text: string): { readonly name: string; readonly command: string } {
  const [, name, command] = text.match(/^\s*([^=]+?)\s*=\s*(\S.*)$/s) ?? [];
  if (name !== undefined && command !== undefined) return { name, command };
  const hint = "--guard 'api=curl -fsS http://127.0.0.1/health'";
  const message = `Cannot read --guard ${text}: a guard is a name, an equals sign and a command`;
  throw new OpsError(message, { kind: "invalid", code: "usage.guard", hint });
}

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A length of time such as `10s`, `2m` or `500ms`, in milliseconds. */
function readDuration(option: string, text: string): number {
  const [, number, unit] = text.match(/^(\d{1,6})(ms|s|m|h)$/) ?? [];
  if (number !== undefined) return Number(number) * unitMs[unit as keyof typeof unitMs]; // the pattern takes no other unit
  throw new OpsError(`Cannot read ${option} ${text}: that is no length of time`, {
    kind: "invalid",
    code: "usage.duration",
    hint: `${option} 10s, ${option} 2m or ${option} 500ms`,
  });
}

function readRetries(text: string): number {
  if (/^[0-3]$/.test(text)) return Number(text);
  throw new OpsError(`Cannot read --retries ${text}: it is 0 to 3`, {
    kind: "invalid",
    code: "usage.retries",
    hint: "Only what reads is tried again by itself; anything else asks you",
  });
}
