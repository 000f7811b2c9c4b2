import { basename } from "node:path";
import type { DataFolder } from "../start/data-folder.ts";

/** A file of the data folder that a backup holds. */
export interface FolderFile {
  readonly name: string;
  readonly path: string;
  /** Only in a sealed backup: whoever holds the file could act as this installation, or as its owner. */
  readonly isSecret: boolean;
}

/**
 * What lies in a data folder besides the database and is not made anew by itself. Not here: sign-ins, which end; the journal
 * of processes of this machine; which node this is; how far the checkpoints have come elsewhere.
 */
export function folderFiles(folder: DataFolder): readonly FolderFile[] {
  const plain = [folder.policy, folder.lastGoodPolicy, folder.removedPolicy, folder.programs];
  const secret = [
    folder.ledgerKey,
    folder.ownerKey,
    folder.modelConfig,
    folder.panicWebhook,
    folder.actions,
    folder.masterKey,
  ];
  return [
    ...plain.map((path) => ({ name: basename(path), path, isSecret: false })),
    ...secret.map((path) => ({ name: basename(path), path, isSecret: true })),
  ];
}
