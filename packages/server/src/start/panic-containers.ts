import type { ScriptEngine, StoppedContainer } from "@steadyhand/actions";
import type { HaltedAttempt, PanicRunner } from "@steadyhand/engine";

/** An engine that does not answer within this has not been seen to stop anything. */
const answerWithinMs = 900;

/**
 * The scripts' containers, for panic. The process that waits for each is stopped by the runner; what runs inside of a
 * container is no child of it and has to be stopped by the engine of containers.
 */
export function containersForPanic(scripts: ScriptEngine): PanicRunner {
  return {
    haltAll: ({ kill }) =>
      inTime(kill ? halt("gone", scripts.killContainers) : halt("stopped", scripts.pauseContainers)),
    probeAll: () => inTime(halt("running", scripts.listContainers)),
    // A container goes on with the process that waits for it, when a person resumes its run.
    release() {},
  };
}

async function halt(
  seen: HaltedAttempt["seen"],
  act: () => Promise<readonly StoppedContainer[]>,
): Promise<readonly HaltedAttempt[]> {
  return (await act()).map(({ attemptId, isConfirmed, why }) => ({
    attemptId: `${attemptId}/container`,
    seen: isConfirmed ? seen : "unsure",
    processes: 1,
    ...(why !== undefined && { problem: why }),
  }));
}

async function inTime<Result>(asked: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the container engine gave no answer in ${answerWithinMs} ms`)),
      answerWithinMs,
    );
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
