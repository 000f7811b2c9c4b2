import type { ExecutionWire } from "@steadyhand/api";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../services.ts";
import type { Session } from "../session/with-server.ts";
import { drawExecution } from "../walk/draw-execution.ts";
import { follow } from "../walk/follow.ts";
import { hasEnded } from "../walk/situation.ts";

/** Waits until every step is judged, and prints what would happen. Nothing has run, so nothing can have gone wrong. */
export async function showPreview(
  started: ExecutionWire,
  { client }: Pick<Session, "client">,
  { services, isJson }: { readonly services: Services; readonly isJson: boolean },
): Promise<ExitCode> {
  const { io, now } = services;
  const previewed = await follow(started, { client, services, until: hasEnded });
  const outputs = { steps: [] };
  io.out(isJson ? JSON.stringify(previewed) : drawExecution(previewed, { outputs, channel: io.answers, now: now() }));
  return exitCode.ok;
}
