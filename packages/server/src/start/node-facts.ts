import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { NodeFacts, NodeId } from "@steadyhand/engine";
import type { DataFolder } from "./data-folder.ts";

interface Given {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly machineName: string;
  /** 0 when any free port will do. */
  readonly port: number;
  /** The folder that remembers what was run here. */
  readonly runnerId: string;
  readonly version: string;
}

/** What this server says of itself to the others. It keeps its id with its data folder, so a restart is the same node. */
export function nodeFacts(folder: DataFolder, { env, machineName, port, runnerId, version }: Given): NodeFacts {
  const id = nodeIdIn(folder);
  const place = port === 0 ? id.slice("nod_".length, "nod_".length + 6) : String(port);
  const name = env.STEADYHAND_NODE || `${machineName}:${place}`;
  return { id, name, target: machineName, runnerId, version };
}

function nodeIdIn({ nodeId }: DataFolder): NodeId {
  try {
    const kept = readFileSync(nodeId, "utf8").trim();
    if (isNodeId(kept)) return kept;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const id: NodeId = `nod_${randomBytes(12).toString("base64url")}`;
  writeFileSync(nodeId, `${id}\n`, { mode: 0o600 });
  return id;
}

function isNodeId(text: string): text is NodeId {
  return /^nod_[A-Za-z0-9_-]{1,64}$/.test(text);
}
