import { existsSync } from "node:fs";
import { access, constants, statfs } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { StatusWire } from "@steadyhand/api";
import { drawPolicyWarning } from "../commands/policy/draw-state.ts";
import { describeError } from "../describe-error.ts";
import { findOwnPrograms, readOwnProgramsFile } from "../judge/own-programs.ts";
import type { Services } from "../services.ts";
import { dataFolder } from "../session/data-folder.ts";
import { findServer } from "../session/find-server.ts";
import { readServerFile } from "../session/server-file.ts";
import { type ServerChoice, type Session, withServer } from "../session/with-server.ts";

/** One thing that was looked at. A `note` is worth knowing and nothing is broken. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "note" | "problem";
  readonly found: string;
  readonly todo?: string;
}

/** Looks at everything that Steadyhand needs here. Never throws: what goes wrong is a finding. */
export async function examine(choice: ServerChoice, services: Services): Promise<readonly Check[]> {
  const folder = dataFolder(choice.data, services);
  return [
    checkNode(),
    await checkBash(services.env.PATH ?? ""),
    await checkCgroup(),
    checkPage(services.projectFolder),
    await checkFolder(folder),
    ...(await checkSpace(folder)),
    await checkServer(folder),
    await checkPrograms(choice, services),
    ...(await checkInside(choice, services)),
  ];
}

function checkNode(): Check {
  return { name: "node", state: "ok", found: process.versions.node };
}

async function checkBash(path: string): Promise<Check> {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  for (const folder of folders) {
    if (await isAllowed(join(folder, "bash"), constants.X_OK)) {
      return { name: "bash", state: "ok", found: join(folder, "bash") };
    }
  }
  const todo = "Install bash: steps that are more than one program run in it";
  return { name: "bash", state: "problem", found: "not on the PATH", todo };
}

const cgroupFolders = [
  { path: "/sys/fs/cgroup/cgroup.procs", folder: "/sys/fs/cgroup", version: "v2" },
  { path: "/sys/fs/cgroup/freezer/cgroup.procs", folder: "/sys/fs/cgroup/freezer", version: "v1 freezer" },
  { path: "/sys/fs/cgroup/pids/cgroup.procs", folder: "/sys/fs/cgroup/pids", version: "v1 pids" },
];

async function checkCgroup(): Promise<Check> {
  for (const { path, folder, version } of cgroupFolders) {
    if (existsSync(path) && (await isAllowed(folder, constants.W_OK))) {
      return { name: "cgroup", state: "ok", found: `${version}, ${folder}` };
    }
  }
  return {
    name: "cgroup",
    state: "note",
    found: "none can be made here: what a step leaves behind is found by its process group and a marker instead",
    todo: "Nothing needs to be done; as root, or with a delegated cgroup, it is surer",
  };
}

function checkPage(projectFolder: string): Check {
  const page = join(projectFolder, "packages/web/dist/index.html");
  if (existsSync(page)) return { name: "page", state: "ok", found: "built" };
  return { name: "page", state: "problem", found: "not built", todo: "Run `npm start`: it builds the page" };
}

async function checkFolder(folder: string): Promise<Check> {
  const name = "data folder";
  if (!existsSync(folder)) {
    const parent = nearestFolder(folder);
    if (await isAllowed(parent, constants.W_OK)) {
      return { name, state: "note", found: `${folder} is not there yet`, todo: "The first start makes it" };
    }
    const todo = "Name another folder with --data or STEADYHAND_DATA";
    return { name, state: "problem", found: `${folder} cannot be made in ${parent}`, todo };
  }
  if (await isAllowed(folder, constants.R_OK | constants.W_OK | constants.X_OK)) {
    return { name, state: "ok", found: folder };
  }
  const todo = "Give yourself the right to write there, or name another folder with --data";
  return { name, state: "problem", found: `${folder} cannot be written`, todo };
}

const neededBytes = 512 * 1024 * 1024;

async function checkSpace(folder: string): Promise<readonly Check[]> {
  const name = "space";
  try {
    const { bavail, bsize } = await statfs(nearestFolder(folder));
    const freeBytes = bavail * bsize;
    const found = `${Math.floor(freeBytes / 1024 / 1024)} MiB free`;
    if (freeBytes >= neededBytes) return [{ name, state: "ok", found }];
    return [
      { name, state: "problem", found, todo: `Make room: less than ${neededBytes / 1024 / 1024} MiB is too little` },
    ];
  } catch (error) {
    return [{ name, state: "problem", found: describeError(error).text }];
  }
}

/** A server does not start on a broken one: better to hear of it here. */
async function checkPrograms({ data }: ServerChoice, services: Services): Promise<Check> {
  const name = "own programs";
  try {
    const path = findOwnPrograms({ programs: undefined, data }, services);
    if (path === undefined) return { name, state: "ok", found: "none; `steady programs example` shows how" };
    await readOwnProgramsFile(path);
    return { name, state: "ok", found: `${path}, its tests hold` };
  } catch (error) {
    const { problem } = describeError(error);
    const found = `${problem.detail} [${problem.code}]`;
    return { name, state: "problem", found, ...(problem.hint !== undefined && { todo: problem.hint }) };
  }
}

async function checkServer(folder: string): Promise<Check> {
  const name = "server";
  try {
    if (await findServer(folder)) {
      const file = await readServerFile(folder);
      // Without what stands behind the #: that is the owner's key.
      const address = file?.url === undefined ? "its socket only" : file.url.replace(/#.*$/, "");
      const where = file ? `, process ${file.pid} at ${address}` : "";
      return { name, state: "ok", found: `running${where}` };
    }
    const todo = "`npm start` starts one; without it each command starts its own while it runs";
    return { name, state: "note", found: "none runs on this data folder", todo };
  } catch (error) {
    return { name, state: "problem", found: describeError(error).text };
  }
}

/** What only a server can see; one is started for it when none runs. */
async function checkInside(choice: ServerChoice, services: Services): Promise<readonly Check[]> {
  try {
    return await withServer(choice, services, async ({ client }) => [
      ...(await checkStatus(client)),
      await checkLedger(client),
    ]);
  } catch (error) {
    const { problem } = describeError(error);
    const found = `${problem.detail} [${problem.code}]`;
    return [{ name: "database", state: "problem", found, ...(problem.hint !== undefined && { todo: problem.hint }) }];
  }
}

async function checkStatus(client: Session["client"]): Promise<readonly Check[]> {
  const { database, secondKey, policy } = await client.getStatus();
  return [{ name: "database", state: "ok", found: database }, checkPolicy(policy), checkSecondKey(secondKey)];
}

function checkPolicy(policy: StatusWire["policy"]): Check {
  const warning = drawPolicyWarning(policy);
  if (warning === undefined) {
    const found = policy.source === "file" ? policy.path : "the strict standard: there is no policy.json";
    return { name: "policy", state: "ok", found };
  }
  const [found = "", ...todo] = warning.split("\n");
  return { name: "policy", state: "problem", found, todo: todo.map((line) => line.trim()).join("; ") };
}

function checkSecondKey({ isConfigured, explanation, howToConfigure, budget }: StatusWire["secondKey"]): Check {
  const name = "second key";
  if (!isConfigured) return { name, state: "note", found: explanation, todo: howToConfigure };
  if (budget?.isExhausted === undefined) return { name, state: "ok", found: explanation };
  const todo = "Wait for midnight UTC, or raise its budget in the model's configuration: until then every step waits";
  return { name, state: "note", found: explanation, todo };
}

async function checkLedger(client: Session["client"]): Promise<Check> {
  const name = "ledger";
  const report = await client.verifyLedger();
  if (report.ok) return { name, state: "ok", found: `whole, ${report.events} events` };
  const where = report.sequence === undefined ? "" : ` at event ${report.sequence}`;
  const todo =
    "Stop, keep the data folder as it is, and find out who changed it; `steady audit export` shows what is there";
  return { name, state: "problem", found: `NOT whole${where}: ${report.problem} [${report.code}]`, todo };
}

function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!existsSync(nearest) && nearest !== dirname(nearest)) nearest = dirname(nearest);
  return nearest;
}

async function isAllowed(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    // Absent and forbidden are the same answer here.
    return false;
  }
}
