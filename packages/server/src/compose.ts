import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { TenantId } from "@steadyhand/core/identity";
import { createRedactor, learnSecrets } from "@steadyhand/core/redaction";
import { createEngine, systemClock } from "@steadyhand/engine";
import type { ModelConfig } from "@steadyhand/model";
import { acceptSteps, parseRunbook } from "@steadyhand/parser";
import { lockFolder } from "@steadyhand/postgres";
import { openLocalRunner } from "@steadyhand/runner";
import { createSessions } from "./access/sessions.ts";
import { createServer } from "./create-server.ts";
import type { ServerLog } from "./log.ts";
import type { Services } from "./services.ts";
import { type DataFolder, dataFolderAt, prepareDataFolder } from "./start/data-folder.ts";
import { checkModelConfig, openConfiguredModel } from "./start/open-model.ts";
import { openScanner } from "./start/open-scanner.ts";
import { openStores } from "./start/open-stores.ts";
import { ensureOwner, ownerKey } from "./start/owner.ts";
import { publicNamesFor } from "./start/public-names.ts";
import { readConfigFile } from "./start/read-config-file.ts";
import { serverEvent } from "./start/server-event.ts";
import { removeServerFile, writeServerFile } from "./start/server-file.ts";
import { stepEnvironment } from "./start/step-environment.ts";
import { readVersion } from "./version.ts";

/** Everything that the whole depends on, read from the world once by whoever starts it. */
export interface OpenOptions {
  readonly dataFolder: string;
  /** PostgreSQL 15 or newer; the embedded one when not given. */
  readonly databaseUrl?: string;
  /** The owner's key, 32 to 128 characters; made and kept in the data folder when not given. */
  readonly accessKey?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userName: string;
  /** What people type to approve something dangerous. */
  readonly machineName: string;
  /** Addresses of this machine, for a host beyond loopback. */
  readonly machineAddresses?: readonly string[];
  /** Where steps run when nobody names a folder. */
  readonly workingDirectory: string;
  readonly log: ServerLog;
  /** Called when the embedded database ends by itself. Nothing can be recorded any more: whoever opened it should end. */
  readonly onDatabaseLost?: () => void;
  /** Told what is being done, one short line each. */
  readonly onProgress?: (line: string) => void;
}

/** The whole, open: stores, runner and engine run; nothing listens before `listen`. */
export interface Steadyhand {
  readonly services: Services;
  /** The owner's access key. */
  readonly ownerKey: string;
  /**
   * Listens on the Unix socket and, with `tcp`, on host and port. The address carries the owner's key behind `#`,
   * which no browser sends along. Throws `server.port_in_use` and its kin.
   */
  listen(options: { readonly tcp: boolean }): Promise<{ readonly url?: string; readonly socket: string }>;
  /** Stops listening, ends what runs gracefully and closes the stores. Bounded; twice without harm. */
  close(): Promise<void>;
}

/** The embedded store has one tenant. */
const tenantId: TenantId = "ten_default";

/**
 * Opens data folder, database, runner and engine and takes up what an earlier process left. Throws OpsErrors that
 * say in one line what stands in the way: `data.in_use`, `data.read_only`, `data.disk_full`, `database.…`.
 */
export async function openSteadyhand(options: OpenOptions): Promise<Steadyhand> {
  const { host = "127.0.0.1", port, onProgress = () => {} } = options;
  const folder = dataFolderAt(options.dataFolder);
  // Closes in reverse what was opened, when opening fails half-way as well as at the end.
  await using opening = new AsyncDisposableStack();
  const lock = await lockFolder(folder.path);
  opening.defer(() => lock.release());
  prepareDataFolder(folder);

  onProgress("Opening the database");
  const [services, key] = await openServices(options, folder, opening);
  onProgress("Taking up what an earlier start left");
  await services.engine.start();

  const server = await createServer(services, {
    publicNames: publicNamesFor({
      host,
      machineName: options.machineName,
      addresses: options.machineAddresses ?? [],
    }),
  });
  opening.defer(() => server.close());
  opening.defer(() => removeServerFile(folder));
  const open = opening.move();
  let closing: Promise<void> | undefined;
  return {
    services,
    ownerKey: key,
    async listen({ tcp }) {
      await server.listenSocket(folder.socket);
      const url = tcp ? await server.listenTcp({ host, port }) : undefined;
      const { version } = services.about;
      const { socket } = folder;
      writeServerFile(folder, { pid: process.pid, ...(url !== undefined && { url }), socket, version });
      return { ...(url !== undefined && { url: `${url}/#key=${key}` }), socket };
    },
    close: () => (closing ??= open.disposeAsync()),
  };
}

/** What was set up in files: read before anything is opened, so that a broken one stops the start at once. */
async function readConfiguration({ env }: OpenOptions, folder: DataFolder) {
  const workingDirectory = env.INIT_CWD ?? env.PWD ?? folder.path;
  const modelFile = readConfigFile({
    ...{ named: env.STEADYHAND_MODEL_CONFIG, usual: folder.modelConfig, workingDirectory },
    ...{ what: "the model's configuration", code: "model.config_unreadable" },
  });
  const programsFile = readConfigFile({
    ...{ named: env.STEADYHAND_PROGRAMS, usual: folder.programs, workingDirectory },
    ...{ what: "what your own programs do", code: "programs.unreadable" },
  });
  return {
    modelConfig: modelFile && checkModelConfig(modelFile, env),
    modelPath: modelFile?.path ?? folder.modelConfig,
    scanner: await openScanner(programsFile),
  };
}

async function openServices(
  options: OpenOptions,
  folder: DataFolder,
  opening: AsyncDisposableStack,
): Promise<[Services, string]> {
  const { env, log, machineName, workingDirectory } = options;
  const clock = systemClock;
  const { modelConfig, modelPath, scanner } = await readConfiguration(options, folder);
  const stores = await openStores(folder, { ...options, clock }, opening);
  const key = ownerKey(folder, options.accessKey);
  const owner = await ensureOwner({
    people: stores.people,
    tenantId,
    userName: options.userName,
    sharedBy: options.databaseUrl === undefined ? undefined : `${machineName}:${folder.path}`,
    key,
  });
  const about = {
    version: readVersion(),
    targetName: machineName,
    governance: "strict",
    dataFolder: folder.path,
    database: stores.description,
    scannerVersion: scanner.version,
    modelConfig: modelPath,
    startedAt: clock.now(),
  } as const;
  await stores.ledger.append(tenantId, [serverEvent("server.started", about)]);
  opening.defer(() => stores.ledger.append(tenantId, [serverEvent("server.stopped", about)]));

  const steps = stepEnvironment(env);
  const learned = [...learnSecrets(onlySet({ ...env, ...steps })), key, ...modelKeys(modelConfig)];
  const { redact } = createRedactor({ learned });
  const model = openConfiguredModel({ config: modelConfig, stores, redact, clock, log }, opening);
  const runner = await openLocalRunner({ journalDirectory: folder.journal, log });
  opening.defer(() => runner.close());
  const engine = createEngine({
    executions: stores.executions,
    runbooks: stores.runbooks,
    classifications: stores.classifications,
    runner,
    scanner,
    secondKeys: model,
    secondKeyWithinMs: (modelConfig?.secondKey?.timeoutMs ?? 0) + adapterGraceMs,
    redactorFor: (secrets) => createRedactor({ learned: [...learned, ...secrets] }),
    clock,
    target: { kind: "local", name: machineName, isDisposable: false },
    governance: about.governance,
    safetyMode: "execute",
    stepEnvironment: steps,
    workingDirectory,
    newId: (prefix) => `${prefix}_${randomBytes(12).toString("base64url")}`,
    log,
  });
  opening.defer(() => engine.stop());
  const services: Services = {
    ...stores,
    engine,
    scanner,
    model,
    sessions: createSessions({ file: folder.sessions, now: clock.now }),
    parse: parseRunbook,
    accept: acceptSteps,
    now: clock.now,
    owner: owner.caller,
    about,
    pageFolder: fileURLToPath(new URL("../../web/dist", import.meta.url)),
    log,
  };
  return [services, key];
}

/** The model's adapter keeps its own deadline; a moment later the engine goes on without it. */
const adapterGraceMs = 1_000;

/** Keys that were read from files are secrets like those of the environment. */
function modelKeys(config: ModelConfig | undefined): string[] {
  return [config?.secondKey, config?.extraction].flatMap((task) => task?.provider.apiKey ?? []);
}

function onlySet(env: OpenOptions["env"]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
