import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./digest.ts";
import type { ResolvedCommand, Target } from "./proposal.ts";

/** The same command on the same target, whichever run, step and try it belongs to. Hex. */
export function actionKeyOf({
  command,
  target,
}: {
  readonly command: ResolvedCommand;
  readonly target: Target;
}): string {
  return sha256Hex(canonicalJson({ command, target: { kind: target.kind, name: target.name } }));
}
