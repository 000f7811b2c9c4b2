export { type DescribedSection, type DescribedSetting, describePolicy } from "./compare/describe-policy.ts";
export { diffPolicies, type PolicyChange } from "./compare/diff-policies.ts";
export type { Direction } from "./compare/strictness.ts";
export { examplePolicy } from "./example-policy.ts";
export { type PolicyProblem, sayPath, sayProblem } from "./problem.ts";
export { type PolicyReading, policySha256, readPolicy, writePolicy } from "./read-policy.ts";
export { policyJsonSchema, policySchemaId } from "./schema/json-schema.ts";
export type { PolicyDocument } from "./schema/policy-schema.ts";
