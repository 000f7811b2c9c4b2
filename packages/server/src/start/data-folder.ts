import { createHash } from "node:crypto";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";

interface User {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly home: string;
}

/** Where data lies when nobody says: the user's state folder, or the system's for root. */
export function defaultDataFolder({ env, isRoot, home }: User): string {
  const stateHome = env.XDG_STATE_HOME;
  // The XDG rules say to ignore a relative one.
  if (stateHome?.startsWith("/")) return join(stateHome, "steadyhand");
  return isRoot ? "/var/lib/steadyhand" : join(home, ".local", "state", "steadyhand");
}

/** Places within a data folder. */
export interface DataFolder {
  readonly path: string;
  readonly postgres: string;
  readonly journal: string;
  readonly sessions: string;
  /** Which node this server is among those that share its database. */
  readonly nodeId: string;
  readonly ownerKey: string;
  /** The ledger's private key; its public half lies beside it. */
  readonly ledgerKey: string;
  readonly anchors: string;
  /** How far the checkpoints have come in each of their other places. */
  readonly checkpointPlaces: string;
  /** How far each tenant's record has been carried to OpenTelemetry. */
  readonly telemetryPlaces: string;
  /** The master keys that wrap what outputs are sealed with; absent where the environment names others. */
  readonly masterKey: string;
  /** Sealed outputs, where they lie on this disk. */
  readonly blobs: string;
  /** Which model is the second key; may be absent. */
  readonly modelConfig: string;
  /** The keys of hardware buttons that press panic; may be absent. */
  readonly panicWebhook: string;
  /** What programs of one's own do; may be absent. */
  readonly programs: string;
  /** What actions may reach and use; may be absent. */
  readonly actions: string;
  /** A file for each subject that is watched; may be absent. */
  readonly subjects: string;
  /** How far things may run; may be absent. */
  readonly policy: string;
  /** Our copy of the last policy that could be used, and what was in force when its file went away. */
  readonly lastGoodPolicy: string;
  readonly removedPolicy: string;
  readonly serverFile: string;
  /** Holds the path of the socket, which may have to lie elsewhere. */
  readonly socketPointer: string;
  readonly socket: string;
}

/** The places within a data folder; touches nothing. */
export function dataFolderAt(path: string): DataFolder {
  const run = join(path, "run");
  return {
    path,
    postgres: join(path, "postgres"),
    journal: join(path, "journal"),
    sessions: join(path, "sessions.json"),
    nodeId: join(path, "node-id"),
    ownerKey: join(path, "owner.key"),
    ledgerKey: join(path, "ledger-key.pem"),
    anchors: join(path, "ledger-anchors.jsonl"),
    checkpointPlaces: join(path, "checkpoint-places.json"),
    telemetryPlaces: join(path, "telemetry-places.json"),
    masterKey: join(path, "master.key"),
    blobs: join(path, "blobs"),
    modelConfig: join(path, "model.json"),
    panicWebhook: join(path, "panic-webhook.json"),
    programs: join(path, "programs.yaml"),
    actions: join(path, "actions.json"),
    subjects: join(path, "subjects"),
    policy: join(path, "policy.json"),
    lastGoodPolicy: join(path, "policy.last-good.json"),
    removedPolicy: join(path, "policy.removed.json"),
    serverFile: join(run, "server.json"),
    socketPointer: join(run, "socket-path"),
    socket: socketPath(run, path),
  };
}

/** Makes the folders that are missing, closed to everybody else, and removes what a dead process left in `run`. */
export function prepareDataFolder(folder: DataFolder): void {
  try {
    for (const path of [folder.path, join(folder.path, "run"), folder.journal]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    }
    rmSync(folder.serverFile, { force: true });
    makeSocketFolder(join(folder.socket, ".."));
    writeFileSync(folder.socketPointer, `${folder.socket}\n`, { mode: 0o600 });
  } catch (cause) {
    throw cause instanceof OpsError ? cause : cannotUse(folder.path, cause);
  }
}

/** The system takes no longer path than this for a socket. */
const longestSocketPath = 107;

function socketPath(run: string, folder: string): string {
  const beside = join(run, "steady.sock");
  if (Buffer.byteLength(beside) <= longestSocketPath) return beside;
  const name = createHash("sha256").update(`${folder}\0server`).digest("hex").slice(0, 16);
  return join(tmpdir(), `steadyhand-${name}`, "steady.sock");
}

/** In a folder that everybody can write to, somebody else may have made ours first. */
function makeSocketFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { uid, mode } = statSync(path);
  if (uid === process.getuid?.() && (mode & 0o077) === 0) return;
  throw new OpsError(`Cannot place our socket in ${path}: others can enter that folder`, {
    kind: "unavailable",
    code: "data.socket_folder",
    hint: `Run \`chmod 700 ${path}\` if it is yours, or choose another folder with --data`,
  });
}

const problems: Readonly<Record<string, { readonly code: string; readonly why: string; readonly hint: string }>> = {
  EACCES: {
    code: "data.read_only",
    why: "it cannot be written to",
    hint: "Make it writable, or choose another with --data",
  },
  EPERM: {
    code: "data.read_only",
    why: "it cannot be written to",
    hint: "Make it writable, or choose another with --data",
  },
  EROFS: { code: "data.read_only", why: "it lies on a read-only disk", hint: "Choose another folder with --data" },
  ENOSPC: {
    code: "data.disk_full",
    why: "the disk is full",
    hint: "Free some space, or choose another folder with --data",
  },
  EDQUOT: {
    code: "data.disk_full",
    why: "your quota is used up",
    hint: "Free some space, or choose another folder with --data",
  },
  ENOTDIR: {
    code: "data.not_a_folder",
    why: "a part of its path is a file",
    hint: "Choose another folder with --data",
  },
  EEXIST: { code: "data.not_a_folder", why: "it is a file", hint: "Choose a folder with --data" },
};

function cannotUse(path: string, cause: unknown): OpsError {
  const found = cause instanceof Error && "code" in cause ? problems[String(cause.code)] : undefined;
  const why = found?.why ?? (cause instanceof Error ? cause.message : String(cause));
  return new OpsError(`Cannot use the data folder ${path}: ${why}`, {
    kind: "unavailable",
    code: found?.code ?? "data.not_usable",
    hint: found?.hint ?? "Choose another folder with --data",
    cause,
  });
}
