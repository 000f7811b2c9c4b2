import { resolve } from "node:path";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { readKey } from "../audit/read-key.ts";
import { passphraseOption, readPassphrase } from "./read-passphrase.ts";

export const verify = command({
  name: "verify",
  summary: "Check a backup with no server: every part, every row, each tenant's ledger and its checkpoints",
  description:
    "Without --key it is checked with the public key that lies in it: that finds damage, and whoever changed it without the " +
    "ledger's key. With --key it is certain whose it is.",
  examples: ["steady backup verify steadyhand.backup --key ledger-key.pub"],
  args: { file: { help: "a backup" } },
  options: {
    key: { type: "text", value: "pem", help: "the public key that must have signed it" },
    passphraseFile: passphraseOption,
  },
  async run({ args: { file }, options, io, workingDirectory }) {
    const { verifyBackup } = await import("@steadyhand/server/backup");
    const passphrase = await readPassphrase(options.passphraseFile, workingDirectory);
    const publicKeyPem = options.key === undefined ? undefined : await readKey(resolve(workingDirectory, options.key));
    const report = await verifyBackup({
      file: resolve(workingDirectory, file),
      ...(passphrase !== undefined && { passphrase }),
      ...(publicKeyPem !== undefined && { publicKeyPem }),
      ...(io.isInteractive && { onProgress: (line: string) => io.talk(line) }),
    });
    if (options.json) io.out(JSON.stringify(report));
    else if (report.ok) {
      const { at, release, machine, rows, outputs, checkpoints, ledgers, keyId, isKeyKnown } = report;
      const what = `${rows} rows, ${outputs} outputs and ${checkpoints} checkpoints of ${at}, by release ${release} on ${machine}`;
      io.out(`${drawLine(file)} is whole: ${drawLine(what)}`);
      for (const { tenantId, count, head } of ledgers) io.out(`  ${tenantId}: ${count} events, head ${head}`);
      if (!isKeyKnown)
        io.talk(`Signed by key ${keyId}, which lies in the backup itself: --key says for certain whose it is`);
    } else {
      const where = report.part === undefined ? "" : ` in ${drawLine(report.part)}`;
      io.out(`${drawLine(file)} is NOT whole${where}: ${drawLine(report.problem)} [${report.code}]`);
    }
    return report.ok ? exitCode.ok : exitCode.ledger;
  },
});
