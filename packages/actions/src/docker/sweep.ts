import type { Container, DockerClient } from "./docker-client.ts";
import { belongingOf, scriptLabel } from "./labels.ts";
import { isGone } from "./owner.ts";

/** Removes the containers of scripts whose process is gone, or whose time is long over. Answers with their attempts. */
export async function sweepContainers(docker: DockerClient, now: Date): Promise<readonly string[]> {
  const left = (await docker.list(scriptLabel)).filter((container) => isLeftBehind(container, now));
  await Promise.all(left.map(({ id }) => docker.remove(id)));
  return left.map((container) => belongingOf(container)?.attemptId ?? container.id);
}

function isLeftBehind(container: Container, now: Date): boolean {
  const belonging = belongingOf(container);
  if (belonging === undefined) return false;
  // A paused one stands still for a person: while its process lives, its time does not count.
  return isGone(belonging.owner) ?? (container.state !== "paused" && now > belonging.until);
}
