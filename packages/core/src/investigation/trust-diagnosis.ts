import type { Action, ActionDeclaration, ActionValue } from "../action/index.ts";
import type { Diagnosis, SuggestedAction } from "../diagnosis/index.ts";
import type { Sample } from "../invariant/index.ts";

/** What a model's conclusion is held against: all of it our own state, nothing of it a text that a model has read or written. */
export interface Trusted {
  /** What the subject offers, by its own name. */
  readonly find: (action: string) => Action | undefined;
  readonly members: readonly { readonly id: string }[];
  readonly samples: readonly Sample[];
  /** The invariants that are violated now. */
  readonly violated: readonly string[];
  readonly invariants: readonly string[];
}

/**
 * A model's diagnosis with only those suggestions whose action is offered and whose every parameter stands in our own state. The others are
 * named among the risks: a person can still propose them in their own name. Who finds a cause is not asked what is safe.
 */
export function trustDiagnosis(diagnosis: Diagnosis, trusted: Trusted): Diagnosis {
  const checked = diagnosis.suggestions.map((suggestion) => ({ suggestion, why: whyNot(suggestion, trusted) }));
  const withheld = checked.flatMap(({ suggestion, why }) =>
    why === undefined ? [] : [`${suggestion.action} is not suggested: ${why}`],
  );
  return {
    ...diagnosis,
    members: diagnosis.members.filter((member) => isMember(trusted, member)),
    suggestions: checked.flatMap(({ suggestion, why }) => (why === undefined ? [verifiable(suggestion, trusted)] : [])),
    risks: [...diagnosis.risks, ...withheld],
  };
}

function whyNot({ action: name, parameters, member }: SuggestedAction, trusted: Trusted): string | undefined {
  const action = trusted.find(name);
  if (action === undefined) return "the subject does not offer it";
  if (member !== undefined && !isMember(trusted, member)) return `there is no member ${quote(member)}`;
  const declaration = action.declare();
  const strange = Object.entries(parameters).find(([key, value]) => !isTrusted(declaration, key, value, trusted));
  if (strange !== undefined) return `${quote(strange[1])} for ${strange[0]} does not stand in our own state`;
  const prepared = action.prepare(parameters);
  if (prepared.ok) return undefined;
  return prepared.code === "action.unavailable"
    ? prepared.why
    : prepared.problems.map(({ path, message }) => `${path}: ${message}`).join("; ");
}

function isTrusted({ parameters }: ActionDeclaration, key: string, value: ActionValue, trusted: Trusted): boolean {
  const declared = parameters.find(({ name }) => name === key);
  if (declared === undefined) return false;
  if (declared.standard === value || declared.choices?.some((choice) => choice === value)) return true;
  if (typeof value === "boolean") return true;
  if (typeof value === "number") return trusted.samples.some((sample) => sample.value === value);
  return typeof value === "string" && (isMember(trusted, value) || isPlainSample(trusted, value));
}

/** As for a repair's parameters: a sentence that was read becomes no parameter, and no option. */
const plainWord = /^\w[\w.:@+/-]{0,127}$/;

function isPlainSample({ samples }: Trusted, value: string): boolean {
  return plainWord.test(value) && samples.some((sample) => sample.value === value);
}

function isMember({ members }: Trusted, id: string): boolean {
  return members.some((member) => member.id === id);
}

/** What must hold again is what is violated: a model that names what holds anyway proves nothing by it. */
function verifiable(suggestion: SuggestedAction, { violated, invariants }: Trusted): SuggestedAction {
  const named = suggestion.verifiedBy.filter((name) => violated.includes(name));
  const verifiedBy = named.length > 0 ? named : violated.length > 0 ? violated : invariants;
  return { ...suggestion, verifiedBy: [...verifiedBy] };
}

function quote(value: ActionValue): string {
  return JSON.stringify(value).slice(0, 80);
}
