import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { dataFolderAt } from "@steadyhand/server/data-folder";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { sayBytes } from "../../io/say-bytes.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { serverOptions } from "../../session/server-options.ts";
import { passphraseOption, readPassphrase } from "./read-passphrase.ts";

export const create = command({
  name: "create",
  summary: "Write everything into one new file, as of one moment, while the server goes on working",
  description:
    "The file is read back and checked before it gets its name. Without --passphrase-file it holds no secret: neither the keys " +
    "nor model.json and actions.json. With it the file is sealed and holds them too. It is read from the database itself, so " +
    "run it on the server's machine, as the server's user.",
  examples: [
    "steady backup create",
    "steady backup create --out /backup/steadyhand.backup --passphrase-file /root/backup-passphrase",
  ],
  options: {
    ...serverOptions,
    out: {
      type: "text",
      value: "file",
      short: "o",
      help: "a new file; it is never overwritten (default: named after the time, in this folder)",
    },
    withoutOutputs: { type: "boolean", help: "leave out the files that hold what steps wrote" },
    passphraseFile: passphraseOption,
  },
  async run({ options, io, env, now, workingDirectory, isRoot }) {
    const { createBackup, createLog, operator, outputsFolder } = await import("@steadyhand/server/backup");
    const passphrase = await readPassphrase(options.passphraseFile, workingDirectory);
    const folder = dataFolder(options.data, { env, workingDirectory, isRoot });
    const databaseUrl = options.databaseUrl ?? (env.DATABASE_URL || undefined);
    const outputs = outputsFolder(dataFolderAt(folder), env, { isShared: databaseUrl !== undefined });
    const machineName = hostname();
    const made = await createBackup({
      ...{ dataFolder: folder, machineName, now, log: createLog({ level: "error" }) },
      file: options.out === undefined ? join(workingDirectory, nameAt(now())) : resolve(workingDirectory, options.out),
      ...(databaseUrl !== undefined && { databaseUrl }),
      ...(outputs !== undefined && !options.withoutOutputs && { outputs }),
      ...(passphrase !== undefined && { passphrase }),
      by: operator({ userName: userInfo().username, machineName, dataFolder: folder, databaseUrl }),
      ...(io.isInteractive && { onProgress: (line: string) => io.talk(line) }),
    });
    if (options.json) io.out(JSON.stringify(made));
    else {
      const { file, bytes, rows, outputs: blobs, ledgers, leftOut, isSealed } = made;
      io.out(
        `${drawLine(file)} is whole: ${rows} rows and ${blobs} outputs of ${ledgers.length} ${ledgers.length === 1 ? "tenant" : "tenants"}, ${sayBytes(bytes)}`,
      );
      if (!isSealed) io.talk(`It is not sealed, and leaves out ${leftOut.join(", ")}: keep copies of these elsewhere`);
    }
    return exitCode.ok;
  },
});

function nameAt(at: Date): string {
  return `steadyhand-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z.backup`;
}
