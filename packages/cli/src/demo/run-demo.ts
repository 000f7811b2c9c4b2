import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../services.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runPlain } from "./run-plain.ts";
import { type LabName, openStage, type Stage } from "./stage/open-stage.ts";

export interface DemoChoice {
  readonly lab: LabName;
  /** In lines, although there is a terminal. */
  readonly isPlain: boolean;
  readonly isYes: boolean;
  readonly json: boolean;
  /** Only these; all without it. Only for a demo in lines. */
  readonly chapters: readonly number[] | undefined;
}

const orphanCheckMs = 500;

/** Starts a lab and a Steadyhand of its own, shows them, and ends everything, however it ends. */
export async function runDemo(choice: DemoChoice, services: Services): Promise<ExitCode> {
  const { io, interrupts } = services;
  const stop = new AbortController();
  const forget = interrupts.listen(() => stop.abort());
  const orphaned = endWithParent(() => stop.abort());
  let stage: Stage | undefined;
  try {
    stage = await openStage(choice.lab, { services, signal: stop.signal });
    const isLive = io.isInteractive && !choice.isPlain && !choice.json && !io.keyboardOptions().isDumb;
    const { signal } = stop;
    if (isLive) return await runInTerminal(stage, { services, signal });
    const chapters = choice.chapters ?? stage.lab.chapters.map((_, index) => index + 1);
    return await runPlain(stage, { ...choice, chapters, services, signal });
  } catch (error) {
    if (stop.signal.aborted) return exitCode.interrupted;
    throw error;
  } finally {
    if (stage) io.talk("Ending the lab and its Steadyhand");
    await stage?.close();
    if (stage) io.talk("Everything that was started has ended, and nothing of it is kept");
    clearInterval(orphaned);
    forget();
  }
}

/** A wrapper that started us may be killed: nobody would be there to end us. */
function endWithParent(end: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) end();
  }, orphanCheckMs).unref();
}
