import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { readKey } from "./read-key.ts";

export const checkProof = command({
  name: "check-proof",
  summary: "Check a proof about the record with nothing but the public key",
  description:
    "With --root it also says whether an older checkpoint's root, as you kept it, is the one that a proof of growth begins with.",
  examples: [
    "steady audit check-proof event-42.json --key ledger-key.pub",
    "steady audit check-proof grown.json --key ledger-key.pub --root 5dc9da79…",
  ],
  args: { file: { help: "a proof that `steady audit prove` wrote" } },
  options: {
    data: { type: "text", value: "folder", help: "the data folder, for its ledger-key.pub" },
    key: { type: "text", value: "pem", help: "the public key that must have signed the checkpoint" },
    root: { type: "text", value: "hash", help: "the root that the older checkpoint had" },
  },
  async run({ args: { file }, options, ...services }) {
    const { io, workingDirectory } = services;
    const keyPath =
      options.key === undefined
        ? join(dataFolder(options.data, services), "ledger-key.pub")
        : resolve(workingDirectory, options.key);
    const publicKeyPem = await readKey(keyPath);
    const text = await readFile(resolve(workingDirectory, file), "utf8").catch((cause: NodeJS.ErrnoException) => {
      throw cannotRead(file, cause);
    });
    const audit = await import("@steadyhand/core/audit");
    const report = audit.checkProof(text, { publicKeyPem, ...(options.root && { olderRoot: options.root }) });
    if (options.json) io.out(JSON.stringify(report));
    else if (report.ok) io.out(`The proof holds: ${drawLine(report.says)}`);
    else io.out(`The proof does NOT hold: ${drawLine(report.problem)} [${report.code}]`);
    return report.ok ? exitCode.ok : exitCode.ledger;
  },
});

function cannotRead(file: string, cause: NodeJS.ErrnoException): OpsError {
  const isAbsent = cause.code === "ENOENT";
  return new OpsError(`Cannot read ${file}: ${isAbsent ? "there is no such file" : cause.message}`, {
    kind: isAbsent ? "not_found" : "invalid",
    code: isAbsent ? "input.not_found" : "input.unreadable",
    hint: "Give a file that `steady audit prove` wrote",
    cause,
  });
}
