import type { Client } from "@steadyhand/client/node";
import { situationOf } from "../walk/situation.ts";
import type { Seen } from "./installation/seen.ts";

/** What a person is asked now, if anything: exactly what stands on the screen. */
export function openQuestion({ run }: Seen) {
  const situation = run && situationOf(run);
  return run !== undefined && situation?.kind === "approval" ? { run, ...situation } : undefined;
}

export type Question = NonNullable<ReturnType<typeof openQuestion>>;

/** Gives a person's answer. Throws the server's refusals. */
export async function answerQuestion(
  client: Client,
  { run, step, approval }: Question,
  answer: { readonly isYes: true; readonly typed?: string } | { readonly isYes: false },
): Promise<void> {
  const parameters = { executionId: run.id, stepId: step.id };
  const { digest } = approval;
  const body = answer.isYes
    ? { type: "grant" as const, digest, ...(answer.typed !== undefined && { typedTarget: answer.typed }) }
    : { type: "reject" as const, reason: "rejected in the demo" };
  await client.decideApproval({ parameters, body });
}
