import { createHash } from "node:crypto";
import { ended, type PerformContext } from "../perform.ts";
import { type DockerClient, DockerError } from "./docker-client.ts";
import { labelsOf } from "./labels.ts";
import { thisOwner } from "./owner.ts";
import { readFrames } from "./read-frames.ts";

export interface ContainerRun {
  /** The image's digest, as it was approved. */
  readonly image: string;
  readonly words: readonly string[];
  /** After this it may be removed by whoever finds it. */
  readonly lifetimeMs: number;
  readonly installation: string;
  readonly now: () => Date;
}

/** The limits of every script, whoever wrote it. */
export const scriptLimits = {
  memoryBytes: 512 * 1024 * 1024,
  processors: 1,
  processes: 100,
  scratchBytes: 64 * 1024 * 1024,
  /** The user that owns nothing. */
  user: "65534:65534",
} as const;

/** The container of an attempt. An attempt has one name, so a second container for it is refused by the engine itself. */
export function containerName(attemptId: string): string {
  return `steadyhand-${createHash("sha256").update(attemptId).digest("hex").slice(0, 32)}`;
}

/**
 * Runs words in a container that is thrown away: no network, no rights, nothing of this machine within. It is removed
 * whatever happens; when this process is killed outright, the sweeper of a server does it.
 */
export async function runContainer(
  docker: DockerClient,
  run: ContainerRun,
  { attemptId, signal, say, complain }: PerformContext,
): Promise<number> {
  const until = new Date(run.now().getTime() + run.lifetimeMs);
  const name = containerName(attemptId);
  try {
    const { id } = await docker.create(
      name,
      settingsOf(run, labelsOf({ attemptId, owner: thisOwner(), until, installation: run.installation })),
    );
    const stop = () => void docker.kill(id).catch(() => {});
    // Whoever lets this process go on lets its container go on: a panic stops both, each in its own way.
    const goOn = () => void docker.unpause(id).catch(() => {});
    try {
      const output = await docker.attach(id);
      const shown = readFrames(output, (stream, bytes) => (stream === "stdout" ? say(bytes) : complain(bytes)));
      // What breaks off while it is read is told below, when its end is awaited.
      shown.catch(() => {});
      signal.addEventListener("abort", stop);
      process.on("SIGCONT", goOn);
      if (signal.aborted) return ended.stopped;
      await docker.start(id);
      const status = await docker.wait(id);
      await shown;
      if (signal.aborted) return ended.stopped;
      if (await docker.wasOutOfMemory(id)) await complain(`it used more than ${scriptLimits.memoryBytes} bytes\n`);
      return status;
    } finally {
      signal.removeEventListener("abort", stop);
      process.off("SIGCONT", goOn);
      await docker.remove(id);
    }
  } catch (error) {
    if (!(error instanceof DockerError)) throw error;
    const isRepeat = error.status === 409;
    const why = isRepeat ? "there is a container of this attempt already, and an attempt runs once" : error.message;
    await complain(`Cannot run the script: ${why}\n`);
    return ended.cannot;
  }
}

function settingsOf({ image, words }: ContainerRun, labels: Record<string, string>): object {
  const { memoryBytes, processors, processes, scratchBytes, user } = scriptLimits;
  return {
    Image: image,
    // The image's own idea of a start has no say: what was approved runs.
    Entrypoint: [words[0]],
    Cmd: words.slice(1),
    User: user,
    WorkingDir: "/scratch",
    Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/scratch", "TMPDIR=/scratch", "LANG=C.UTF-8"],
    Labels: labels,
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: "none",
      IpcMode: "none",
      Memory: memoryBytes,
      // The same as memory: none of it goes to swap.
      MemorySwap: memoryBytes,
      NanoCpus: processors * 1_000_000_000,
      PidsLimit: processes,
      ReadonlyRootfs: true,
      // An engine may take the mode of a folder of that name in the image: what counts is whose it is.
      Tmpfs: { "/scratch": `rw,nosuid,nodev,noexec,size=${scratchBytes},uid=65534,gid=65534,mode=700` },
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      Privileged: false,
      RestartPolicy: { Name: "no" },
      // Its output goes through us and is bounded there; the engine keeps none of it on disk.
      LogConfig: { Type: "none", Config: {} },
      Ulimits: [{ Name: "core", Soft: 0, Hard: 0 }],
    },
  };
}
