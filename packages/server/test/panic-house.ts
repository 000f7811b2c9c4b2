import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionWire, PanicViewWire } from "@steadyhand/api";
import { type Client, createClient } from "@steadyhand/client/node";
import { openTestServer, type TestServer } from "./open-test-server.ts";

/** A real server with what a test of panic needs around it. */
export interface PanicHouse {
  readonly server: TestServer;
  /** A run of one command, as far as its question. */
  start(command: string): Promise<ExecutionWire>;
  approve(execution: ExecutionWire): Promise<ExecutionWire>;
  /** A step that runs until `letEnd`, and the number of its process. */
  startRunning(): Promise<{ readonly execution: ExecutionWire; readonly pid: number; letEnd(): void }>;
  get(execution: ExecutionWire): Promise<ExecutionWire>;
  /** A second person. */
  addKim(): Promise<Client>;
  /** Two people end the panic. */
  end(kim: Client): Promise<PanicViewWire>;
  /** Resolves once the database has all of it. */
  stored(): Promise<void>;
  /** The database with all its processes stands still, as one whose disk hangs does; or goes on. */
  freeze(signal: "SIGSTOP" | "SIGCONT"): void;
  close(): Promise<void>;
}

export async function openPanicHouse(more: Readonly<Record<string, string>> = {}): Promise<PanicHouse> {
  const env = { PATH: process.env.PATH, HOME: "/tmp", ...more };
  const server = await openTestServer({ env });
  const { client, dataFolder } = server;
  let steps = 0;
  let runs = 0;

  const house: PanicHouse = {
    server,
    async start(command) {
      const text = `# Do it\n\n1. Do it:\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`;
      const { runbook } = await client.importRunbook({ body: { text } });
      runs += 1;
      // Each on a subject of its own: one change at a time is another rule.
      const subject = `subject-${runs}`;
      return client.startExecution({ body: { runbookId: runbook.id, environment: "development", subject } });
    },
    approve(execution) {
      const [step] = execution.steps;
      return client.decideApproval({
        parameters: { executionId: execution.id, stepId: step?.id ?? "" },
        body: { type: "grant", digest: step?.approval?.digest ?? "", typedTarget: "test-host" },
      });
    },
    async startRunning() {
      steps += 1;
      const file = join(dataFolder, `pid-${steps}`);
      const command = `echo $$ > ${file}; while [ ! -e ${file}.go ]; do sleep 0.05; done; echo over`;
      const execution = await house.approve(await house.start(command));
      const pid = await eventually("it runs", () => numberIn(file));
      return { execution, pid, letEnd: () => writeFileSync(`${file}.go`, "") };
    },
    get: (execution) => client.getExecution({ parameters: { executionId: execution.id } }),
    async addKim() {
      const { key } = await client.addPerson({ body: { name: "Kim" } });
      return createClient({ baseUrl: server.url, key });
    },
    async end(kim) {
      await client.askResume({ body: { reason: "it was the right cluster" } });
      return kim.confirmResume();
    },
    async stored() {
      await eventually("it is stored", async () => (await client.getPanic()).record === "stored" || undefined);
    },
    freeze: (signal) => freeze(dataFolder, signal),
    async close() {
      freeze(dataFolder, "SIGCONT");
      // What panic has paused would outlive the server.
      await client.pressPanic({ body: { kill: true } });
      await server.close();
    },
  };
  return house;
}

/** Looks until something is found; fails after a while, saying what it waited for. */
export async function eventually<Value>(
  what: string,
  look: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> {
  const until = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** As an outsider sees it: T when stopped. */
export function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2);
  } catch {
    // It ended.
    return "gone";
  }
}

function numberIn(file: string): number | undefined {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) || undefined : undefined;
}

function freeze(dataFolder: string, signal: "SIGSTOP" | "SIGCONT"): void {
  const postmaster = Number(
    readFileSync(join(dataFolder, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0],
  );
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").split(" ").filter(Boolean);
  for (const pid of [postmaster, ...children.map(Number)]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}
