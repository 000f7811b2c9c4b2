/**
 * What is known of a place where a secret could be.
 *
 * - `open`: it depends on text that has not come yet.
 * - `pass`: it is none.
 * - `secret`: from `from` on everything goes, as far as `swallow` reaches.
 */
export type Verdict =
  | { readonly type: "open" }
  | { readonly type: "pass"; readonly program?: readonly PasswordFlag[] }
  | { readonly type: "secret"; readonly kind: string; readonly from: number; readonly swallow: Swallow };

/** How the program of a command takes a password, such as `-p` of mysql. */
export interface PasswordFlag {
  readonly flag: string;
  /** `attached`: `-pX`; `separate`: `-p X`; `either` of them; `pair`: `-u user:X`, in either of them. */
  readonly form: "attached" | "separate" | "either" | "pair";
  /** Of a pair, what stands before the password; `:` when not given. */
  readonly between?: string;
}

/** Walks over a secret: how far it reaches in what is there, and whether it ends there. */
export type Swallow = (text: string, at: number, isFinal: boolean) => { readonly at: number; readonly isDone: boolean };

/** A place where something begins that could announce a secret. */
export interface Place {
  readonly text: string;
  /** Of the trigger that was found. */
  readonly start: number;
  readonly end: number;
  readonly isFinal: boolean;
}

export const open: Verdict = { type: "open" };
export const pass: Verdict = { type: "pass" };

/** The end of a run of characters; `pattern` is sticky and matches the empty text too. */
export function runEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Swallows a run of characters. */
export function swallowRun(pattern: RegExp): Swallow {
  return (text, at, isFinal) => {
    const end = runEnd(pattern, text, at);
    return { at: end, isDone: end < text.length || isFinal };
  };
}

/** Swallows so many characters, behind which there is more. */
export function swallowExactly(length: number): Swallow {
  return swallowRun(new RegExp(`[^]{0,${length}}`, "y"));
}
