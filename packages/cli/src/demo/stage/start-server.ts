import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@steadyhand/client/node";
import { type Program, startProgram } from "./start-program.ts";

/** A whole Steadyhand of the demo's own: its data lies in a fresh folder and goes with it. */
export interface DemoServer {
  readonly client: Client;
  readonly program: Program;
  /** Where the page is. */
  readonly url: string;
  readonly folder: string;
  stop(): Promise<void>;
}

export interface ServerStart {
  readonly projectFolder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The name and the text of the one subject that it watches. */
  readonly subject: { readonly name: string; readonly file: string };
  readonly signal: AbortSignal;
}

/** Starts it on a free port, as `steady start` would. Throws `demo.not_started`. */
export async function startServer({ projectFolder, env, subject, signal }: ServerStart): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), "steady-demo-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    mkdirSync(join(folder, "subjects"), { mode: 0o700 });
    writeFileSync(join(folder, "subjects", `${subject.name}.yaml`), subject.file, { mode: 0o600 });
    const program = await startProgram({
      ...{ what: "Steadyhand", projectFolder, script: "packages/server/src/main.ts", signal },
      args: ["--data", folder, "--port", "0", "--json"],
      // What it is given to remove goes when it has ended, also when we were killed before.
      env: { ...env, STEADY_DEMO_FOLDER: folder },
    });
    const { url, socket } = Object(JSON.parse(program.ready));
    const stop = () => program.stop().finally(remove);
    return { client: createClient({ socketPath: String(socket) }), program, url: String(url), folder, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
