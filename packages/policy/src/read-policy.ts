import { builtIn, type Policy } from "@steadyhand/core/policy";
import { canonicalJson, sha256Hex } from "@steadyhand/core/proposal";
import { explainIssues } from "./document/explain-issues.ts";
import { readDocument } from "./document/read-document.ts";
import { inOrder, type PolicyProblem } from "./problem.ts";
import { type PolicyDocument, policySchema } from "./schema/policy-schema.ts";
import { type CamelKeys, toCamelKeys, toFileKeys } from "./schema/rename-keys.ts";

/** A policy, or everything that keeps its text from being used, in the order of the text. */
export type PolicyReading =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads the text of a policy.json: JSON, with comments and trailing commas allowed. A text with one wrong setting is
 * refused whole, and everything that is wrong is said at once. Never throws over what the text holds.
 */
export function readPolicy(text: string): PolicyReading {
  const read = readDocument(text);
  if (!read.ok) return { ok: false, problems: inOrder(read.problems) };
  const parsed = policySchema.safeParse(read.document.value);
  if (!parsed.success) {
    return { ok: false, problems: inOrder(explainIssues(policySchema, read.document, parsed.error.issues)) };
  }
  return { ok: true, policy: toPolicy(parsed.data) };
}

/** The policy as a file would hold it. Reading that gives the same policy again. */
export function writePolicy(policy: Policy): PolicyDocument {
  // The schema and the type say the same: `toPolicy` is where the compiler compares them.
  return { version: 1, ...(toFileKeys(policySchema, policy) as Omit<PolicyDocument, "version">) };
}

/** Hex. Over what a policy says: comments, order and layout of its file do not count. */
export function policySha256(policy: Policy): string {
  return sha256Hex(canonicalJson(policy));
}

type Settings = Omit<PolicyDocument, "$schema" | "version" | "flags" | "demotion" | "panic" | "approvals">;

function toPolicy(document: PolicyDocument): Policy {
  const { $schema: _schema, version: _version, ...settings } = document;
  // The compiler checks that every setting which is only renamed has its place in the policy.
  const renamed = toCamelKeys(policySchema, settings) as CamelKeys<Settings> satisfies Omit<
    Policy,
    "flags" | "demotion" | "panic" | "approvals"
  >;
  const { demotion } = renamed as Policy;
  if (demotion?.errorShare === undefined) return renamed;
  const errorShare = { ...builtIn.demotion.errorShare, ...demotion.errorShare };
  return { ...renamed, demotion: { ...demotion, errorShare } };
}
