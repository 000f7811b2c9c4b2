import { OpsError, type OpsErrorKind } from "./ops-error.ts";

/** An expected "no". It is a value: it changes nothing and is evidence all the same. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a pure decision returns: the new state and what must follow, or a refusal. */
export type Outcome<State, Effect> =
  | { readonly ok: true; readonly state: State; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Builds a refusal. `message` says what cannot be done, on what, and why; `hint` what to do instead. */
export function refuse(
  code: string,
  message: string,
  hint?: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: hint === undefined ? { code, message } : { code, message, hint } };
}

/** Turns a refusal into the error that an edge throws. */
export function refusalError(refusal: Refusal, kind: OpsErrorKind = "refused"): OpsError {
  const { code, message, hint } = refusal;
  return new OpsError(message, hint === undefined ? { kind, code } : { kind, code, hint });
}
