import { setTimeout as passed } from "node:timers/promises";
import type { Container, DockerClient } from "./docker-client.ts";
import { belongingOf, labelOfInstallation } from "./labels.ts";

/** What became of one script's container when all were to stop. */
export interface StoppedContainer {
  readonly attemptId: string;
  readonly containerId: string;
  /** Seen so by the engine; false when it could not be done or not be seen. */
  readonly isConfirmed: boolean;
  readonly why?: string;
}

/**
 * One that was asked to start when the others were stopped shows as `created` until it runs: it is looked for this long.
 * Whoever would start one later is stopped itself by then.
 */
const lookForMs = 600;
const betweenLooksMs = 20;

/** Stops every script where it stands. For panic: the process that waits for it is stopped on its own. */
export function pauseContainers(docker: DockerClient, installation: string): Promise<readonly StoppedContainer[]> {
  return stopAll(docker, { installation, isLeft: ({ state }) => state === "running", stop: (id) => docker.pause(id) });
}

/** Ends and removes every script now, paused or not. */
export function killContainers(docker: DockerClient, installation: string): Promise<readonly StoppedContainer[]> {
  return stopAll(docker, { installation, isLeft: () => true, stop: (id) => docker.remove(id) });
}

/** Lets every stopped script go on. */
export async function resumeContainers(
  docker: DockerClient,
  installation: string,
): Promise<readonly StoppedContainer[]> {
  const all = await docker.list(labelOfInstallation(installation));
  return Promise.all(all.filter(({ state }) => state === "paused").map((one) => act(one, (id) => docker.unpause(id))));
}

/** Every script that has a container, and touches none of them. */
export async function listContainers(docker: DockerClient, installation: string): Promise<readonly StoppedContainer[]> {
  const all = await docker.list(labelOfInstallation(installation));
  return all.map((one) => ({ ...named(one), isConfirmed: true }));
}

interface Stop {
  readonly installation: string;
  readonly isLeft: (container: Container) => boolean;
  readonly stop: (id: string) => Promise<void>;
}

async function stopAll(
  docker: DockerClient,
  { installation, isLeft, stop }: Stop,
): Promise<readonly StoppedContainer[]> {
  const seen = new Map<string, StoppedContainer>();
  for (const until = performance.now() + lookForMs; ; ) {
    const all = await docker.list(labelOfInstallation(installation));
    const left = all.filter(isLeft);
    // Servers of one machine stop the same containers at once. What another has stopped meanwhile is stopped.
    for (const { containerId, attemptId, isConfirmed } of seen.values()) {
      const isSeenSo = isConfirmed || left.every(({ id }) => id !== containerId);
      if (isSeenSo) seen.set(containerId, { containerId, attemptId, isConfirmed: true });
    }
    for (const stopped of await Promise.all(left.map((one) => act(one, stop)))) seen.set(stopped.containerId, stopped);
    const isSettled = left.length === 0 && all.every(({ state }) => state !== "created");
    if (isSettled || performance.now() > until) return [...seen.values()];
    await passed(betweenLooksMs);
  }
}

async function act(container: Container, how: (id: string) => Promise<void>): Promise<StoppedContainer> {
  try {
    await how(container.id);
    return { ...named(container), isConfirmed: true };
  } catch (error) {
    return { ...named(container), isConfirmed: false, why: error instanceof Error ? error.message : String(error) };
  }
}

function named(container: Container): Pick<StoppedContainer, "attemptId" | "containerId"> {
  return { attemptId: belongingOf(container)?.attemptId ?? "", containerId: container.id };
}
