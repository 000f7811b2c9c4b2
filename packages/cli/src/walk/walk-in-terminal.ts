import type { ExecutionWire } from "@steadyhand/api";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { drawPolicyWarning } from "../commands/policy/draw-state.ts";
import { drawLine } from "../io/draw-text.ts";
import { openKeyboard } from "../keyboard/keyboard.ts";
import type { Services } from "../services.ts";
import type { Session } from "../session/with-server.ts";
import { finish } from "./finish.ts";
import { createInterrupt } from "./interrupt.ts";
import { walk } from "./walk.ts";

/** Takes over the terminal, walks through the execution, gives the terminal back, and prints what became of it. */
export async function walkInTerminal(
  execution: ExecutionWire,
  { client, isInProcess }: Session,
  { services, isJson }: { readonly services: Services; readonly isJson: boolean },
): Promise<ExitCode> {
  const { io, interrupts, now } = services;
  const interrupt = createInterrupt();
  const forget = interrupts.listen((signal) => (signal === "SIGINT" ? interrupt.ask() : interrupt.leave()));
  const keyboard = openKeyboard({ ...io.keyboardOptions(), onInterrupt: interrupt.ask });
  let end: Awaited<ReturnType<typeof walk>>;
  try {
    await greet(execution, { client, print: keyboard.print });
    end = await walk(execution, { client, io, keyboard, now, interrupt });
  } finally {
    keyboard.close();
    forget();
  }
  if (end === "ended") return finish(execution.id, { client, io, isJson });
  io.talk(`Left ${execution.id} as it is; \`steady run ${execution.id}\` takes it up again.`);
  if (isInProcess) io.talk("The server in this process stops now: what still runs is ended in good order.");
  return end === "interrupted" ? exitCode.interrupted : exitCode.waiting;
}

async function greet(
  { id, runbook, targetName, environment, level, steps, mode }: ExecutionWire,
  { client, print }: { readonly client: Session["client"]; readonly print: (text: string) => void },
): Promise<void> {
  const { secondKey, policy } = await client.getStatus();
  const lines = [
    `${drawLine(runbook.title)}: ${steps.length} steps on ${targetName} (${environment}, L${level}), ${id}`,
  ];
  if (mode === "instructions") lines.push("By hand: nothing is run for you; say when each step is done.");
  else if (!secondKey.isConfigured)
    lines.push("No second key: every step waits for you.", drawLine(secondKey.howToConfigure));
  lines.push(...(drawPolicyWarning(policy)?.split("\n") ?? []));
  print(`${lines.join("\n")}\n`);
}
