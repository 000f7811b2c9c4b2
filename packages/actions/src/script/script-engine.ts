import type { Availability } from "@steadyhand/core/action";
import { createDockerClient, type DockerClient, DockerError } from "../docker/docker-client.ts";
import {
  killContainers,
  listContainers,
  pauseContainers,
  resumeContainers,
  type StoppedContainer,
} from "../docker/stop-containers.ts";
import { sweepContainers } from "../docker/sweep.ts";

/** What a server knows of the container engine, looked up now and then so that a proposal need not wait for it. */
export interface ScriptEngine {
  availability(): Availability;
  /** The digest of the image that scripts run in, as it was last seen. */
  image(): string | undefined;
  /** Looks again: is the engine there, is the image, and which one is it. Never throws. */
  refresh(): Promise<void>;
  /** Removes what a process that was killed left behind. Never throws; answers with the attempts. */
  sweep(now: Date): Promise<readonly string[]>;
  pauseContainers(): Promise<readonly StoppedContainer[]>;
  resumeContainers(): Promise<readonly StoppedContainer[]>;
  killContainers(): Promise<readonly StoppedContainer[]>;
  /** Every script of this installation that has a container. */
  listContainers(): Promise<readonly StoppedContainer[]>;
}

export interface ScriptEngineOptions {
  readonly socketPath: string;
  /** Name of the image; without one there are no scripts. */
  readonly image?: string;
  /** Names this installation: another one's scripts on the same engine are not ours to stop. */
  readonly installation: string;
}

const notLooked: Availability = {
  isAvailable: false,
  why: "the container engine has not been asked yet",
  hint: "Try again in a moment",
};

const noImage: Availability = {
  isAvailable: false,
  why: "no image for scripts is named",
  hint: "Set STEADYHAND_SCRIPT_IMAGE to an image with bash and python3, or `script.image` in the actions file",
};

/** Opens the way to the container engine; the first `refresh` says whether there is one. */
export function createScriptEngine({ socketPath, image: name, installation }: ScriptEngineOptions): ScriptEngine {
  const docker = createDockerClient(socketPath);
  let known: Availability = name === undefined ? noImage : notLooked;
  let image: string | undefined;

  async function look(wanted: string): Promise<void> {
    try {
      ({ id: image } = await docker.inspectImage(wanted));
      known = { isAvailable: true };
    } catch (error) {
      image = undefined;
      known = whyNot(error, wanted, socketPath);
    }
  }

  const stop = (act: (client: DockerClient, of: string) => Promise<readonly StoppedContainer[]>) =>
    name === undefined ? Promise.resolve([]) : act(docker, installation);

  return {
    availability: () => known,
    image: () => image,
    refresh: async () => (name === undefined ? undefined : look(name)),
    async sweep(now) {
      if (!known.isAvailable) return [];
      // What cannot be removed now is tried again at the next round.
      return sweepContainers(docker, now).catch(() => []);
    },
    pauseContainers: () => stop(pauseContainers),
    resumeContainers: () => stop(resumeContainers),
    killContainers: () => stop(killContainers),
    listContainers: () => stop(listContainers),
  };
}

function whyNot(error: unknown, image: string, socketPath: string): Availability {
  if (error instanceof DockerError && error.status === 404) {
    return {
      isAvailable: false,
      why: `the container engine has no image ${image}`,
      hint: `Load it with \`docker load\`, \`docker import\` or \`docker pull ${image}\``,
    };
  }
  const why = error instanceof Error ? error.message : String(error);
  return {
    isAvailable: false,
    why,
    hint: `Start a container engine that listens on ${socketPath}, or set DOCKER_HOST to its socket`,
  };
}
