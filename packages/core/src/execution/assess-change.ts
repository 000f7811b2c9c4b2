import type { ChangeOutcome } from "../autonomy/index.ts";
import type { Reading } from "./reading.ts";

/** What a change came to, and why. */
export interface Assessed {
  readonly outcome: ChangeOutcome;
  readonly why: string;
}

/**
 * What a change came to: `worse` when a guard that held before no longer holds, whatever the rest says; `unknown` when
 * one could not be read; else `improved` when its own verification holds and `unchanged` when it does not. A guard that
 * did not hold before cannot get worse. "Cannot see" is never "as before".
 */
export function assessChange(input: {
  readonly own: { readonly holds: boolean; readonly why: string };
  readonly before: readonly Reading[];
  readonly after: readonly Reading[];
}): Assessed {
  const { own, before, after } = input;
  const broken = after.filter(
    ({ guard, result }) =>
      result === "does_not_hold" && before.some((was) => was.guard === guard && was.result === "holds"),
  );
  if (broken.length > 0) {
    return {
      outcome: "worse",
      why: `${broken.map(({ guard, why }) => `${guard} no longer holds: ${why}`).join("; ")}`,
    };
  }
  const unseen = before.flatMap(({ guard, result }) => {
    const now = after.find((reading) => reading.guard === guard);
    if (result === "unreadable") return [`${guard} could not be read before`];
    return now === undefined || now.result === "unreadable"
      ? [`${guard} could not be read: ${now?.why ?? "it was not"}`]
      : [];
  });
  if (unseen.length > 0) return { outcome: "unknown", why: unseen.join("; ") };
  return { outcome: own.holds ? "improved" : "unchanged", why: own.why };
}
