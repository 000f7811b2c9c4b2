import { OpsError } from "@steadyhand/core/outcome";

const mostFailures = 10;
const windowMs = 60_000;
const mostSources = 1000;

/** Bounds how often a key can be guessed: 10 wrong ones a minute from one address, then nobody from there gets in. */
export interface SignInLimit {
  /** Throws `session.too_many_attempts`. */
  check(source: string): void;
  failed(source: string): void;
}

export function createSignInLimit(now: () => Date): SignInLimit {
  const failures = new Map<string, number[]>();
  const recent = (source: string) => {
    const from = now().getTime() - windowMs;
    return (failures.get(source) ?? []).filter((at) => at > from);
  };
  return {
    check(source) {
      if (recent(source).length < mostFailures) return;
      throw new OpsError(`Cannot sign in: ${mostFailures} wrong keys came from ${source} within a minute`, {
        kind: "forbidden",
        code: "session.too_many_attempts",
        hint: "Wait a minute, then open the link that `npm start` printed",
      });
    },
    failed(source) {
      const times = [...recent(source), now().getTime()];
      failures.delete(source);
      failures.set(source, times);
      const oldest = failures.keys().next().value;
      if (failures.size > mostSources && oldest !== undefined) failures.delete(oldest);
    },
  };
}
