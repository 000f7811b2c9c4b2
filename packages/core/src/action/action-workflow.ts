import { canonicalJson } from "../proposal/index.ts";
import type { ActionCall } from "./action-call.ts";

/**
 * The text of a workflow that is one call and nothing else. The same call always gives the same text, so that it is kept once however often it
 * is proposed, and can be told from every text that people wrote. JSON is YAML, and leaves no room to read a value as anything else.
 */
export function actionWorkflow({ name, parameters }: ActionCall, undo?: ActionCall): string {
  const takesBack = undo && { undo: { action: undo.name, with: undo.parameters } };
  const step = { name: `Take ${name}`, action: name, with: parameters, ...takesBack };
  return `workflow: ${JSON.stringify(name)}\nsteps:\n  - ${canonicalJson(step)}\n`;
}
