import type { ExecutionWire, StepWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { describeError } from "../describe-error.ts";
import { drawCommand } from "../io/draw-text.ts";
import type { Keyboard } from "../keyboard/keyboard.ts";
import type { ChoiceName } from "./choices.ts";
import type { Situation } from "./situation.ts";

interface Context {
  readonly client: Client;
  readonly keyboard: Keyboard;
  readonly executionId: string;
  /** Aborts when what was drawn is no more; then nothing is sent. */
  readonly gone: AbortSignal;
}

/** Does what a person chose. `undefined` when nothing was done: they thought better of it, or the server said no. */
export async function carryOut(
  name: Exclude<ChoiceName, "help" | "view" | "leave">,
  situation: Situation,
  context: Context,
): Promise<ExecutionWire | undefined> {
  try {
    const send = await prepare(name, situation, context);
    // Between the question and here the step may have changed: an answer counts for what was drawn.
    if (send === undefined || context.gone.aborted) return undefined;
    return await send();
  } catch (error) {
    context.keyboard.print(`${describeError(error).text}\n`);
    return undefined;
  }
}

type Send = () => Promise<ExecutionWire>;

async function prepare(
  name: Exclude<ChoiceName, "help" | "view" | "leave">,
  situation: Situation,
  context: Context,
): Promise<Send | undefined> {
  const { client, executionId } = context;
  const whole = (body: Parameters<Client["commandExecution"]>[0]["body"]) => () =>
    client.commandExecution({ parameters: { executionId }, body });
  switch (name) {
    case "resume":
      return whole({ type: "resume" });
    case "pause":
      return whole({ type: "pause", reason: "paused in the terminal" });
    case "roll_back_run": {
      const reason = await askReason("Why take all of it back", context, "taken back in the terminal");
      return reason === undefined ? undefined : whole({ type: "roll_back_run", reason });
    }
    case "abort": {
      const reason = await askReason("Why abort", context, "aborted in the terminal");
      return reason === undefined ? undefined : whole({ type: "abort", reason });
    }
    default:
      if (situation.kind === "ended" || situation.kind === "moving" || situation.step === undefined) return undefined;
      return prepareStep(name, { ...situation, step: situation.step }, context);
  }
}

async function prepareStep(
  name: Exclude<ChoiceName, "help" | "view" | "leave" | "resume" | "pause" | "abort" | "roll_back_run">,
  situation: Exclude<Situation, { readonly kind: "ended" | "moving" }> & { readonly step: StepWire },
  context: Context,
): Promise<Send | undefined> {
  const { client, executionId } = context;
  const { step } = situation;
  const parameters = { executionId, stepId: step.id };
  const command = (body: Parameters<Client["commandStep"]>[0]["body"]) => () =>
    client.commandStep({ parameters, body });
  switch (name) {
    case "approve":
      return situation.kind === "approval" ? prepareApproval(situation, context) : undefined;
    case "reject": {
      const reason = await askReason("Why reject", context, "rejected in the terminal");
      if (reason === undefined) return undefined;
      return () => client.decideApproval({ parameters, body: { type: "reject", reason } });
    }
    case "skip": {
      const reason = await askReason("Why skip", context, "skipped in the terminal");
      return reason === undefined ? undefined : command({ type: "skip", reason });
    }
    case "edit": {
      const edited = await askCommand(step, context);
      return edited === undefined ? undefined : command({ type: "edit", command: edited });
    }
    case "done":
      return command({ type: "done" });
    case "retry":
      return command({ type: "retry" });
    case "roll_back":
      return command({ type: "roll_back" });
    case "yes":
    case "no":
      if (step.condition === undefined) return undefined;
      return command({ type: "answer", conditionId: step.condition.id, holds: name === "yes" });
  }
}

async function prepareApproval(
  { step, approval }: Situation & { readonly kind: "approval" },
  { client, keyboard, executionId, gone }: Context,
): Promise<Send | undefined> {
  const parameters = { executionId, stepId: step.id };
  const { digest, targetName } = approval;
  if (approval.confirmation === "click") {
    return () => client.decideApproval({ parameters, body: { type: "grant", digest } });
  }
  const prompt = `Type the target's name, ${drawCommand(targetName)}, to run it there > `;
  const answer = await keyboard.ask({ prompt, signal: gone });
  if (answer.kind !== "line") return undefined;
  if (answer.text !== targetName) {
    keyboard.print("That is not the target's name: nothing was approved.\n");
    return undefined;
  }
  return () => client.decideApproval({ parameters, body: { type: "grant", digest, typedTarget: answer.text } });
}

async function askReason(question: string, { keyboard, gone }: Context, standard: string): Promise<string | undefined> {
  const answer = await keyboard.ask({
    prompt: `${question}? (Enter: "${standard}", Ctrl-C: not after all) > `,
    signal: gone,
  });
  if (answer.kind !== "line") return undefined;
  return answer.text.trim() || standard;
}

async function askCommand(step: StepWire, { keyboard, gone }: Context): Promise<string | undefined> {
  const now = step.editedCommand ?? step.command?.text ?? "";
  const isOneLine = !now.includes("\n");
  const answer = isOneLine
    ? await keyboard.ask({ prompt: "New command > ", prefill: now, signal: gone })
    : await askScript(now, keyboard, gone);
  if (answer.kind !== "line") return undefined;
  if (answer.text.trim() === "" || answer.text === now) {
    keyboard.print("Nothing was changed.\n");
    return undefined;
  }
  return answer.text;
}

function askScript(now: string, keyboard: Keyboard, signal: AbortSignal) {
  keyboard.print(
    `It is now:\n${drawCommand(now)}\nType all of it anew; a dot alone on a line ends it, Ctrl-C keeps it.\n`,
  );
  return keyboard.askLines({ prompt: "  > ", signal });
}
