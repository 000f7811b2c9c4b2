import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A container engine of one's own, with an image that has bash, Python and the usual small programs. */
export interface TestEngine {
  readonly socketPath: string;
  readonly image: string;
  close(): Promise<void>;
}

const image = "steadyhand-test:scripts";
const setUp = "Install Debian's docker.io, busybox-static and python3 as root: `npm test` does when it is root";

/** Starts Docker's own daemon in a temporary folder. It says what to install where that is not possible. */
export async function openTestEngine(): Promise<TestEngine> {
  if (process.getuid?.() !== 0) throw new Error(`These tests start a container engine and so need root. ${setUp}`);
  for (const program of ["dockerd", "busybox", "bash", "python3"]) requireProgram(program);
  const folder = mkdtempSync(join(tmpdir(), "sh-docker-"));
  const socketPath = join(folder, "docker.sock");
  const daemon = spawn(
    "dockerd",
    [
      ...["--host", `unix://${socketPath}`, "--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")],
      ...["--pidfile", join(folder, "pid"), "--bridge", "none", "--iptables=false", "--ip-forward=false"],
      ...["--log-level", "error"],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const said: string[] = [];
  daemon.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  try {
    await ready(socketPath, daemon, said);
    await importImage(socketPath, folder);
  } catch (error) {
    await end(daemon, folder);
    throw error;
  }
  return { socketPath, image, close: () => end(daemon, folder) };
}

function requireProgram(name: string): string {
  try {
    return execFileSync("which", [name], { encoding: "utf8" }).trim();
  } catch {
    throw new Error(`${name} is not installed. ${setUp}`);
  }
}

async function ready(socketPath: string, daemon: ChildProcess, said: readonly string[]): Promise<void> {
  for (const until = Date.now() + 40_000; ; ) {
    if (daemon.exitCode !== null) throw new Error(`dockerd ended: ${said.join("").slice(-2000)}`);
    if ((await ask(socketPath, "GET", "/_ping").catch(() => 0)) === 200) return;
    if (Date.now() > until) throw new Error(`dockerd is not ready after 40 s: ${said.join("").slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function ask(socketPath: string, method: string, path: string, body?: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, agent: false }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

async function importImage(socketPath: string, folder: string): Promise<void> {
  const root = join(folder, "root");
  for (const path of ["bin", "usr/bin", "usr/local/bin", "tmp", "scratch", "etc", "dev", "proc", "sys"]) {
    mkdirSync(join(root, path), { recursive: true });
  }
  copy(root, requireProgram("busybox"), "/bin/busybox");
  for (const name of ["sh", "cat", "echo", "id", "ls", "ping", "sleep", "touch", "wget", "grep", "head", "mount"]) {
    symlinkSync("busybox", join(root, "bin", name));
  }
  copyWithLibraries(root, realpathSync(requireProgram("bash")), "/bin/bash");
  copyPython(root);
  const tar = execFileSync("tar", ["--create", "--directory", root, "."], { maxBuffer: 512 * 1024 * 1024 });
  const status = await ask(socketPath, "POST", "/images/create?fromSrc=-&repo=steadyhand-test&tag=scripts", tar);
  if (status !== 200) throw new Error(`The image was not taken: ${status}`);
  rmSync(root, { recursive: true, force: true });
}

const asksPython =
  "import sys,sysconfig,os;print(os.path.realpath(sys.executable));print(sysconfig.get_path('stdlib'))";
const leftOut = /\/(test|tests|site-packages|dist-packages|__pycache__|idlelib|tkinter|ensurepip|lib2to3|config-.*)$/;

function copyPython(root: string): void {
  const [program = "", library = ""] = execFileSync("python3", ["-c", asksPython], { encoding: "utf8" }).split("\n");
  copyWithLibraries(root, program, program);
  symlinkSync(program, join(root, "usr/bin/python3"));
  mkdirSync(dirname(join(root, library)), { recursive: true });
  cpSync(library, join(root, library), {
    recursive: true,
    dereference: true,
    filter: (source) => existsSync(source) && !leftOut.test(source),
  });
}

function copyWithLibraries(root: string, from: string, to: string): void {
  copy(root, from, to);
  for (const [, path] of execFileSync("ldd", [from], { encoding: "utf8" }).matchAll(/(\/\S+) \(0x/g)) {
    if (path !== undefined) copy(root, path, path);
  }
}

function copy(root: string, from: string, to: string): void {
  const place = join(root, to);
  mkdirSync(dirname(place), { recursive: true });
  cpSync(realpathSync(from), place);
}

async function end(daemon: ChildProcess, folder: string): Promise<void> {
  if (daemon.exitCode === null) {
    const gone = new Promise((resolve) => daemon.once("exit", resolve));
    daemon.kill("SIGTERM");
    await gone;
  }
  unmountWithin(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** What the daemon mounted for itself stays mounted when it ends. */
function unmountWithin(folder: string): void {
  const mounted = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .flatMap((line) => line.split(" ")[1] ?? [])
    .filter((path) => path.includes(basename(folder)));
  for (const path of mounted.reverse()) execFileSync("umount", ["--lazy", path]);
}
