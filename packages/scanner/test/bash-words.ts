import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Programs that write down what they were given, and nothing else. */
export const standIns = ["alpha", "beta", "gamma"] as const;
/** Real programs that do nothing but run what they are given. */
export const realWrappers = ["env", "nice", "nohup", "bash"] as const;

/** Runs commands in bash where nothing but stand-ins can be reached. */
export interface Sandbox {
  /** For each command the words that each stand-in received, its own name first. */
  run(commands: readonly string[]): readonly (readonly (readonly string[])[])[];
  remove(): void;
}

// The number of words comes first, so that no word can be taken for the end of a call.
const standIn = `#!/bin/sh\nprintf '%s\\0' "$#" "\${0##*/}" "$@" >>"$RECORD"\n`;
const driver = `while IFS= read -r -d '' text; do
  printf 'next\\0' >>"$RECORD"
  (cd "$SANDBOX" && exec "$BASH" --norc --noprofile -c "$text") </dev/null >/dev/null 2>&1
done
exit 0`;

/** Makes an empty folder with a PATH of stand-ins. Throws where the machine has no bash. */
export function openSandbox(): Sandbox {
  const root = mkdtempSync(join(tmpdir(), "steadyhand-words-"));
  const [bin, empty, record] = [join(root, "bin"), join(root, "empty"), join(root, "record")];
  mkdirSync(bin);
  mkdirSync(empty);
  for (const name of standIns) {
    writeFileSync(join(bin, name), standIn);
    chmodSync(join(bin, name), 0o755);
  }
  for (const name of realWrappers) symlinkSync(findProgram(name), join(bin, name));
  // With this HOME a tilde stays one, as it does for the scanner, which knows no home.
  const env = { PATH: bin, HOME: "~", RECORD: record, SANDBOX: empty };
  return {
    run(commands) {
      writeFileSync(record, "");
      const input = commands.map((command) => `${command}\0`).join("");
      const { error, status } = spawnSync(join(bin, "bash"), ["--norc", "--noprofile", "-c", driver], { env, input });
      if (error || status !== 0)
        throw new Error(`bash could not run the commands (status ${status})`, { cause: error });
      return readRecord(readFileSync(record, "utf8"));
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function findProgram(name: string): string {
  const { stdout } = spawnSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
  const path = stdout?.trim();
  if (!path?.startsWith("/")) throw new Error(`This test needs ${name}, and there is none on this machine's PATH`);
  return path;
}

function readRecord(text: string): string[][][] {
  const fields = text.split("\0");
  const commands: string[][][] = [];
  for (let at = 0; at < fields.length - 1; ) {
    if (fields[at] === "next") {
      commands.push([]);
      at += 1;
      continue;
    }
    const end = at + 2 + Number(fields[at]);
    commands.at(-1)?.push(fields.slice(at + 1, end));
    at = end;
  }
  return commands;
}
