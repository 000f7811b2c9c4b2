export { actionKeyOf } from "./action-key.ts";
export { canonicalJson } from "./canonical-json.ts";
export { proposalDigest, type Sealed, seal, sha256Hex } from "./digest.ts";
export type { BlastRadius, Proposal, ResolvedCommand, Target, Verification } from "./proposal.ts";
