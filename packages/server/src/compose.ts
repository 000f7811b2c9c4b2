import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readActionsConfig, workflowOrRefusal } from "@steadyhand/actions";
import { isWorkflow } from "@steadyhand/core/action";
import type { TenantId } from "@steadyhand/core/identity";
import { createRedactor, learnSecrets } from "@steadyhand/core/redaction";
import {
  type Clock,
  createEngine,
  createIncidents,
  createMonitor,
  createNodes,
  type Nodes,
  openOutputs,
  systemClock,
  withActions,
} from "@steadyhand/engine";
import type { ModelConfig } from "@steadyhand/model";
import { acceptSteps, parseRunbook } from "@steadyhand/parser";
import { lockFolder } from "@steadyhand/postgres";
import { openLocalRunner } from "@steadyhand/runner";
import { readTelemetryConfig } from "@steadyhand/telemetry";
import { createSessions } from "./access/sessions.ts";
import { createServer } from "./create-server.ts";
import type { ServerLog } from "./log.ts";
import { openPanic, openPanicGround } from "./panic/open-panic.ts";
import { stopExecutions } from "./panic/stop-executions.ts";
import { readWebhookKeys } from "./panic/webhook-config.ts";
import { openPolicy } from "./policy/open-policy.ts";
import { createReadRecord } from "./record/read-record.ts";
import { watchRecord } from "./record/record-health.ts";
import type { Services } from "./services.ts";
import { type DataFolder, dataFolderAt, prepareDataFolder } from "./start/data-folder.ts";
import { nodeFacts } from "./start/node-facts.ts";
import { actionSecrets, openActions } from "./start/open-actions.ts";
import { openBlobs } from "./start/open-blobs.ts";
import { openLevels } from "./start/open-levels.ts";
import { checkModelConfig, openConfiguredModel } from "./start/open-model.ts";
import { openOperator } from "./start/open-operator.ts";
import { openScanner } from "./start/open-scanner.ts";
import { openSchedules } from "./start/open-schedules.ts";
import { openStores } from "./start/open-stores.ts";
import { openSubjects } from "./start/open-subjects.ts";
import { openConfiguredTelemetry } from "./start/open-telemetry.ts";
import { ensureOwner, ownerKey } from "./start/owner.ts";
import { containersForPanic } from "./start/panic-containers.ts";
import { publicNamesFor } from "./start/public-names.ts";
import { readConfigFile } from "./start/read-config-file.ts";
import { serverEvent } from "./start/server-event.ts";
import { removeServerFile, writeServerFile } from "./start/server-file.ts";
import { stepEnvironment } from "./start/step-environment.ts";
import { tellSubject } from "./start/tell-subject.ts";
import { watchSubjects } from "./start/watch-subjects.ts";
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
  /** The machine's when not given. */
  readonly clock?: Clock;
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
  await services.queue.start(services.engine.advance);
  opening.defer(() => services.queue.stop());
  await services.schedules.start();
  await services.monitor.start();
  await services.operator.start();

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
      if (url !== undefined) services.nodes.setAddress(url);
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
  const webhookFile = readConfigFile({
    ...{ named: env.STEADYHAND_PANIC_WEBHOOK, usual: folder.panicWebhook, workingDirectory },
    ...{ what: "the keys of hardware buttons", code: "panic.webhook_config" },
  });
  const programsFile = readConfigFile({
    ...{ named: env.STEADYHAND_PROGRAMS, usual: folder.programs, workingDirectory },
    ...{ what: "what your own programs do", code: "programs.unreadable" },
  });
  const actionsFile = readConfigFile({
    ...{ named: env.STEADYHAND_ACTIONS, usual: folder.actions, workingDirectory },
    ...{ what: "what actions may use", code: "actions.config_unreadable" },
  });
  return {
    workingDirectory,
    actionsConfig: readActionsConfig(actionsFile, env),
    telemetryConfig: readTelemetryConfig(env),
    webhookKeys: readWebhookKeys(webhookFile, env),
    modelConfig: modelFile && checkModelConfig(modelFile, env),
    modelPath: modelFile?.path ?? folder.modelConfig,
    // Whatever it holds stops nothing: what cannot be used leaves the strict standard in force, and is shown.
    policyPath: env.STEADYHAND_POLICY ? resolve(workingDirectory, env.STEADYHAND_POLICY) : folder.policy,
    scanner: await openScanner(programsFile),
  };
}

async function openServices(
  options: OpenOptions,
  folder: DataFolder,
  opening: AsyncDisposableStack,
): Promise<[Services, string]> {
  const { env, log, machineName } = options;
  const clock = options.clock ?? systemClock;
  const { modelConfig, modelPath, policyPath, actionsConfig, webhookKeys, telemetryConfig, ...configured } =
    await readConfiguration(options, folder);
  const runnerFolder = runnerFolderOf(env, folder);
  const subjectFiles = openSubjects(
    { tenantId, named: env.STEADYHAND_SUBJECTS, usual: folder.subjects, ...configured, env, now: clock.now, log },
    opening,
  );
  const actions = await openActions(
    {
      ...{ ...configured, config: actionsConfig, subjects: subjectFiles.used },
      ...{ env, dataFolder: folder.path, runnerFolder, log },
    },
    opening,
  );
  const scanner = withActions(configured.scanner, actions.catalogue);
  let nodes: Nodes | undefined;
  const opened = await openStores(folder, { ...options, clock, lease: () => nodes?.lease() }, opening);
  const { stores, failure: recordFailure } = watchRecord(opened, clock.now);
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
    dataFolder: folder.path,
    database: stores.description,
    scannerVersion: scanner.version,
    modelConfig: modelPath,
    startedAt: clock.now(),
  } as const;
  await stores.ledger.append(tenantId, [serverEvent("server.started", about)]);
  opening.defer(() => stores.ledger.append(tenantId, [serverEvent("server.stopped", about)]));
  const { version } = about;
  const telemetry = await openConfiguredTelemetry(
    { config: telemetryConfig, folder, stores, version, clock, log },
    opening,
  );

  const outputs = await openBlobs(
    { env, folder, stores, tenantId, isShared: options.databaseUrl !== undefined, clock, log },
    opening,
  );
  const steps = stepEnvironment(env);
  const learned = [
    ...learnSecrets(onlySet({ ...env, ...steps })),
    key,
    ...modelKeys(modelConfig),
    ...webhookKeys.map(({ secret }) => secret),
    ...actionSecrets(actionsConfig),
    ...subjectFiles.secrets,
  ];
  const { redact } = createRedactor({ learned });
  const reads = createReadRecord({ ledger: stores.ledger, clock, redact, log });
  opening.defer(() => reads.close());
  const model = openConfiguredModel({ config: modelConfig, stores, redact, clock, log }, opening);
  const panicPlace = { env, folder, stores, tenantId, clock, log, isShared: options.databaseUrl !== undefined };
  const ground = await openPanicGround(panicPlace, opening);
  const runner = await openLocalRunner({
    journalDirectory: runnerFolder.path,
    isShared: runnerFolder.isShared,
    actionProgram: actions.program,
    log,
  });
  opening.defer(() => runner.close());
  const policy = await openPolicy({
    path: policyPath,
    lastGoodPath: folder.lastGoodPolicy,
    removedPath: folder.removedPolicy,
    ...{ ledger: stores.ledger, tenantId, now: clock.now, redact, log },
  });
  opening.defer(() => policy.close());
  const facts = nodeFacts(folder, { ...options, runnerId: runner.folderId, version: about.version });
  nodes = createNodes({ store: stores.nodes, facts, log });
  const panic = await openPanic(
    panicPlace,
    ground,
    { facts, nodes: () => nodes, runners: [runner, containersForPanic(actions.scripts)] },
    opening,
  );
  const engine = createEngine({
    nodes,
    queue: stores.queue,
    executions: stores.executions,
    vault: outputs.vault,
    runbooks: stores.runbooks,
    classifications: stores.classifications,
    approvals: stores.approvals,
    runner,
    scanner,
    secondKeys: model,
    secondKeyWithinMs: (modelConfig?.secondKey?.timeoutMs ?? 0) + adapterGraceMs,
    redactorFor: (given) => createRedactor({ learned: [...learned, ...outputs.secrets()], given }),
    clock,
    target: { kind: "local", name: machineName, isDisposable: false },
    policy: policy.inForce,
    panic: panic.state,
    heardPanic: panic.heard,
    whyNoStart: panic.whyNoStart,
    bus: ground.bus,
    stepEnvironment: steps,
    workingDirectory: options.workingDirectory,
    newId,
    dispatching: tellSubject(subjectFiles.used),
    log,
  });
  opening.defer(() => engine.stop());
  await panic.start(stopExecutions(stores.executions, engine));
  const monitor = createMonitor({
    store: stores.incidents,
    ...{ clock, lease: () => nodes?.lease(), redact, chance: Math.random, log },
  });
  opening.defer(() => monitor.close());
  const subjects = watchSubjects(subjectFiles, { monitor, tenantId });
  const parse = (text: string) => (isWorkflow(text) ? workflowOrRefusal(text, actions.catalogue) : parseRunbook(text));
  const executions = openOutputs(stores.executions, outputs.vault);
  const operator = openOperator({
    ...{ ...stores, executions, engine, monitor, subjects, parse, clock, redact, log },
    lease: () => nodes?.lease(),
    modelReasoner: () => model.reasoner(),
    isPanicking: () => panic.state().isOn,
  });
  opening.defer(() => operator.close());
  const schedules = openSchedules(
    { ...stores, store: stores.schedules, engine, clock, panic: panic.state, newId, log },
    opening,
  );
  const services: Services = {
    ...stores,
    executions,
    outputs,
    keyStore: stores.keys,
    reads,
    recordFailure,
    telemetry,
    schedules,
    subjects,
    monitor,
    operator,
    incidents: createIncidents({ store: stores.incidents, clock, redact }),
    people: ground.remembered.people,
    panic,
    signed: { webhookKeys, nodeSecret: ground.nodeSecret },
    findRemembered: ground.remembered.find,
    nodes,
    nodeStore: stores.nodes,
    engine,
    scanner,
    model,
    redact,
    sessions: createSessions({ file: folder.sessions, now: clock.now }),
    parse,
    actions,
    accept: acceptSteps,
    policy,
    ...openLevels(stores, { clock, policy: policy.inForce }),
    now: clock.now,
    owner: owner.caller,
    about,
    pageFolder: fileURLToPath(new URL("../../web/dist", import.meta.url)),
    log,
  };
  return [services, key];
}

/** Servers of one machine that share a folder can take over each other's attempts as they run. */
function runnerFolderOf({ STEADYHAND_RUNNER_FOLDER: shared, ...env }: OpenOptions["env"], folder: DataFolder) {
  if (!shared) return { path: folder.journal, isShared: false };
  return { path: resolve(env.INIT_CWD ?? env.PWD ?? "/", shared), isShared: true };
}

function newId<Prefix extends string>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${randomBytes(12).toString("base64url")}`;
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
