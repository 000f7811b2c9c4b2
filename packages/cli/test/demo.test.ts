import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ExpectStatic, expect, it } from "vitest";
import { familyOf, left, type Member } from "./family.ts";
import { runSteady, steadyBin } from "./run-steady.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const stageMs = 120_000;
const leftTheScreen = "\u001b[?1049l";

/** Environment of one demo, and a folder in which everything that it keeps must lie. */
function ownPlace() {
  const mark = `DEMO_MARK=${randomUUID()}`;
  const folder = mkdtempSync(join(tmpdir(), "sh-demo-"));
  const [name = "", value = ""] = mark.split("=");
  const env = { [name]: value, TMPDIR: folder, NO_COLOR: "1", STEADYHAND_DATA: join(folder, "the-users-own") };
  return { mark, env, folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Resolves when none of them runs any more; their ends are told by nobody, so they are looked for. */
async function allEnded(family: readonly Member[], { poll }: Pick<ExpectStatic, "poll">): Promise<void> {
  await poll(() => left(family).map(({ words }) => words), { timeout: 30_000, interval: 100 }).toEqual([]);
}

/** Presses a key until its answer is shown: what is pressed before a question has stood for a moment is not heard. */
async function pressUntil(terminal: Terminal, key: string, answer: string): Promise<void> {
  const timer = setInterval(() => terminal.type(key), 300);
  try {
    await terminal.waitFor(answer);
  } finally {
    clearInterval(timer);
  }
}

it.concurrent(
  "goes from a killed node to a proven recovery with one yes of a person, and leaves nothing behind",
  async ({ expect }) => {
    using place = ownPlace();
    const terminal = openTerminal([process.execPath, steadyBin, "demo", "ratelimiter"], {
      env: place.env,
      patienceMs: stageMs,
    });
    try {
      await terminal.waitFor("Press");
      await terminal.waitFor("node_down           ● holds");
      terminal.type("\r");
      await terminal.waitFor("the process of node-2 is");
      await terminal.waitFor("✖ violated");
      await terminal.waitFor("a approve");
      const family = familyOf(place.mark);
      const words = family.map((one) => one.words).join("\n");
      for (const program of ["redis-server", "ratelimiter/main.ts", "server/src/main.ts", "postgres"])
        expect(words).toContain(program);
      await pressUntil(terminal, "a", "You said yes");
      await terminal.waitFor("helped");
      await terminal.waitFor("Chapter 1 is over");
      terminal.type("q");
      await terminal.waitFor(leftTheScreen);
      await terminal.waitFor("nothing of it is kept");
      expect(await terminal.ended).toBe(0);
      await allEnded(family, expect);
      // Neither the server's data nor the lab's, and never a data folder of the user's.
      expect(existsSync(join(place.folder, "the-users-own"))).toBe(false);
      expect(familyOf(place.mark)).toEqual([]);
    } finally {
      await terminal.close();
    }
  },
  stageMs + 30_000,
);

it.concurrent(
  "gives the terminal back and ends everything that it started when it is killed",
  async ({ expect }) => {
    using place = ownPlace();
    const demo = `'${process.execPath}' '${steadyBin}' demo tikv; read -r _; stty -a; echo "and on"`;
    const terminal = openTerminal(["sh", "-c", demo], { env: place.env, patienceMs: stageMs });
    try {
      await terminal.waitFor("Press");
      const family = familyOf(place.mark).filter(({ words }) => !words.startsWith("sh -c"));
      const killed = family.find(({ words }) => words.includes(`${steadyBin} demo`));
      process.kill(killed?.pid ?? 0, "SIGKILL");
      await terminal.waitFor(leftTheScreen);
      terminal.type("\n");
      await terminal.waitFor("and on");
      expect(terminal.shown()).toMatch(/[^-]icanon/);
      await allEnded(family, expect);
      await expect.poll(() => familyOf(place.mark)).toEqual([]);
    } finally {
      await terminal.close();
    }
  },
  stageMs + 30_000,
);

it.concurrent(
  "approves nothing by itself in lines: it waits for a person, and tells how to answer",
  async ({ expect }) => {
    using place = ownPlace();
    const words = [steadyBin, "demo", "tikv", "--json", "--plain", "--chapter", "1"];
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...place.env };
    const demo = spawn(process.execPath, words, { env, stdio: ["ignore", "pipe", "ignore"] });
    const ended = once(demo, "close");
    const told: string[] = [];
    for await (const line of createInterface({ input: demo.stdout })) {
      const event: unknown = JSON.parse(line);
      if (typeof event !== "object" || event === null || !("event" in event)) throw new TypeError(`no event: ${line}`);
      told.push(String(event.event));
      if (event.event !== "asked" || !("how" in event)) continue;
      const [, ...asked] = String(event.how).split(" ");
      expect(await runSteady(asked, { env: place.env })).toMatchObject({ code: 0 });
    }
    expect(await ended).toEqual([0, null]);
    const story = ["fault", "detected", "diagnosed", "proposed", "waiting", "asked", "done", "helped", "chapter_over"];
    expect(told.filter((event) => story.includes(event))).toEqual(story);
    expect(told).not.toContain("approved");
    expect(familyOf(place.mark)).toEqual([]);
  },
  stageMs + 30_000,
);

it("says in one line how to get Redis where there is none, and starts nothing", async () => {
  using place = ownPlace();
  const { code, stderr } = await runSteady(["demo", "ratelimiter"], { env: { ...place.env, PATH: place.folder } });
  expect(code).toBe(5);
  expect(stderr).toContain("apt-get install redis-server");
  expect(stderr.trim().split("\n")).toHaveLength(3);
});

it("names the labs there are when another one is asked for", async () => {
  expect(await runSteady(["demo", "mainframe"])).toMatchObject({ code: 2, stderr: expect.stringContaining("tikv") });
});
