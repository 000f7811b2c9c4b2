import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { serverOptions } from "../../session/server-options.ts";
import { readKey } from "../audit/read-key.ts";
import { passphraseOption, readPassphrase } from "./read-passphrase.ts";

export const restore = command({
  name: "restore",
  summary: "Read a backup back into an empty data folder, or an empty database on a server",
  description:
    "All of it appears at once, at the end, and nothing is ever written over. Runs that were open are paused, their questions " +
    "are void and schedules are paused: what happened after the backup is not known. It ends by saying what is left to do.",
  examples: [
    "steady backup restore steadyhand.backup --data /var/lib/steadyhand",
    "steady backup restore steadyhand.backup --data ./data --secrets /mnt/old-data-folder",
  ],
  args: { file: { help: "a backup" } },
  options: {
    ...serverOptions,
    key: { type: "text", value: "pem", help: "the public key that must have signed it" },
    secrets: {
      type: "text",
      value: "folder",
      help: "a folder with what a backup that is not sealed leaves out: ledger-key.pem, master.key, owner.key and the like",
    },
    passphraseFile: passphraseOption,
  },
  async run({ args: { file }, options, io, env, workingDirectory, isRoot }) {
    const { createLog, operator, restoreBackup } = await import("@steadyhand/server/backup");
    const passphrase = await readPassphrase(options.passphraseFile, workingDirectory);
    const publicKeyPem = options.key === undefined ? undefined : await readKey(resolve(workingDirectory, options.key));
    const folder = dataFolder(options.data, { env, workingDirectory, isRoot });
    const databaseUrl = options.databaseUrl ?? (env.DATABASE_URL || undefined);
    const restored = await restoreBackup({
      ...{ file: resolve(workingDirectory, file), dataFolder: folder, log: createLog({ level: "error" }) },
      ...(databaseUrl !== undefined && { databaseUrl }),
      ...(passphrase !== undefined && { passphrase }),
      ...(publicKeyPem !== undefined && { publicKeyPem }),
      ...(options.secrets !== undefined && { secrets: resolve(workingDirectory, options.secrets) }),
      by: operator({ userName: userInfo().username, machineName: hostname(), dataFolder: folder, databaseUrl }),
      ...(io.isInteractive && { onProgress: (line: string) => io.talk(line) }),
    });
    if (options.json) io.out(JSON.stringify(restored));
    else {
      const { backup, todo } = restored;
      io.out(`${drawLine(folder)} holds the backup of ${backup.at}: ${backup.rows} rows, ${backup.outputs} outputs`);
      io.out(`\nWhat is left to do:\n${todo.map((line, at) => `${at + 1}. ${drawLine(line)}`).join("\n")}`);
    }
    return exitCode.ok;
  },
});
