import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { OpsError } from "@steadyhand/core/outcome";
import { isLoopback } from "../access/guard-request.ts";
import { defaultDataFolder } from "./data-folder.ts";

export const defaultPort = 7411;

/** What a person chose at the start. */
export interface StartOptions {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl?: string;
  /** The owner's key, when it is not to be made by us. */
  readonly accessKey?: string;
  readonly json: boolean;
  readonly help: boolean;
}

interface Given {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly home: string;
  readonly workingDirectory: string;
}

/** Reads flags and environment. Throws `usage.…` with one line that says what does not fit. */
export function readOptions({ args, env, isRoot, home, workingDirectory }: Given): StartOptions {
  const flags = parseFlags(args);
  const dataFolder = flags.data ?? env.STEADYHAND_DATA ?? defaultDataFolder({ env, isRoot, home });
  const databaseUrl = flags["database-url"] ?? env.DATABASE_URL;
  const accessKey = env.STEADYHAND_ACCESS_KEY;
  const host = flags.host ?? "127.0.0.1";
  if (!isLoopback(host) && !accessKey) throw unguarded(host);
  return {
    dataFolder: resolve(workingDirectory, dataFolder),
    host,
    port: readPort(flags.port ?? env.STEADYHAND_PORT),
    ...(databaseUrl && { databaseUrl }),
    ...(accessKey && { accessKey }),
    json: flags.json ?? false,
    help: flags.help ?? false,
  };
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        data: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        "database-url": { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split(". ")[0] : String(cause);
    throw usage(`Cannot start: ${why}`, "`npm start -- --help` lists every flag", cause);
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === "") return defaultPort;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw usage(`Cannot start: ${JSON.stringify(text)} is no port`, "Give a number from 0 (any free one) to 65535");
}

/** Whoever reaches the port could run commands here: beyond this machine only with a key that was chosen on purpose. */
function unguarded(host: string): OpsError {
  return usage(
    `Cannot listen on ${host}: other machines could reach it, and no access key was set on purpose`,
    "Set STEADYHAND_ACCESS_KEY to at least 32 characters and put TLS in front, or leave --host out",
  );
}

function usage(message: string, hint: string, cause?: unknown): OpsError {
  return new OpsError(message, { kind: "invalid", code: "usage.start", hint, cause });
}

export const helpText = `Starts Steadyhand and prints the one address to open.

Usage: npm start -- [flags]

  --data DIR          folder for all data (STEADYHAND_DATA; else the user's state folder)
  --port N            port of the page and the API (STEADYHAND_PORT; default ${defaultPort}, 0 = any free one)
  --host HOST         address to listen on (default 127.0.0.1; others need STEADYHAND_ACCESS_KEY)
  --database-url URL  a PostgreSQL 15 or newer instead of the embedded one (DATABASE_URL)
  --json              print {"url","socket","pid"} instead of a sentence
  --help              this text

Files: model.json in the data folder (or STEADYHAND_MODEL_CONFIG) says which model is the second key, programs.yaml
there (or STEADYHAND_PROGRAMS) what programs of your own do, actions.json there (or STEADYHAND_ACTIONS) what actions
may use (docs/actions.md). One that cannot be read stops the start. Each file in subjects/ there (or in the folder
STEADYHAND_SUBJECTS) is a system that is watched; a broken one stops nothing else (docs/monitor.md). policy.json there
(or STEADYHAND_POLICY) says how far things may run; a change counts at once, and a broken one leaves the last good one in force.

Environment: STEADYHAND_STEP_ENV names further variables that steps may see, separated by commas;
STEADYHAND_LOG=debug|info|warn|error says how much is logged to stderr (default warn);
STEADYHAND_CHECKPOINTS names further places for the record's signed checkpoints (docs/ledger-format.md);
STEADYHAND_BLOBS says where outputs lie, sealed: a folder, database, or s3://bucket/prefix?endpoint=…&region=…;
STEADYHAND_BLOBS_TAKE_OVER=ID takes over those of an installation that has ended, for a restored copy (docs/outputs.md);
STEADYHAND_MASTER_KEY, STEADYHAND_MASTER_KEY_FILE or STEADYHAND_MASTER_KEY_COMMAND hold what their keys are wrapped by (docs/outputs.md);
STEADYHAND_RESTATE=http://HOST:PORT queues on Restate instead of in the database (docs/scale-out.md).

Example: npm start -- --data ./data --port 8080
`;
