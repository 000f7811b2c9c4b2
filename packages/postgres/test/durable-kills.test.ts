import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DatabasePlace, openEmbeddedPostgres } from "../src/index.ts";
import { countMarkers } from "./durable/count-markers.ts";
import { childrenOf, killNow, startWriting, type WritingProcess } from "./durable/writing-process.ts";
import { openOwnServer } from "./own-server.ts";
import { openTestStores, quiet, temporaryFolder, tenantId } from "./test-server.ts";

/** Of each kind. As many as one likes by hand. */
const killsEach = Number(process.env.STEADYHAND_TEST_DURABLE_KILLS ?? 2);
const kinds = ["the program", "the database", "one process of the database", "both at once"] as const;
type Kind = (typeof kinds)[number];

/** A database under a program that writes, in the hands of whoever kills. */
interface Victim {
  start(): Promise<WritingProcess>;
  databasePid(writing: WritingProcess): number;
  /** Brings the database back where it does not come back with the program. */
  revive(): Promise<void>;
  /** As it is left at the end, running. */
  rest(): Promise<DatabasePlace>;
}

describe("kill -9, again and again while events are appended, loses none that was acknowledged and doubles none", () => {
  const timeout = 60_000 + killsEach * kinds.length * 10_000;

  it(`on the embedded server, ${killsEach} times each of ${kinds.join(", ")}`, { timeout }, async () => {
    const folder = await temporaryFolder();
    const directory = join(folder.path, "postgres");
    await using closing = new AsyncDisposableStack();
    closing.defer(folder.remove);
    await expectNoneLost(folder.path, {
      start: () => startWriting(folder.path),
      databasePid: ({ postgresPid }) => postgresPid ?? 0,
      revive: async () => {},
      async rest() {
        const embedded = await openEmbeddedPostgres({ directory, log: quiet });
        closing.defer(embedded.stop);
        return embedded;
      },
    });
  });

  it(`on a server that somebody else runs, ${killsEach} times each`, { timeout }, async () => {
    // It may be set to answer before it has written: of us it must not.
    const server = await openOwnServer({ synchronous_commit: "off", wal_writer_delay: "10s" });
    await using closing = new AsyncDisposableStack();
    closing.defer(server.close);
    const home = join(server.folder, "home");
    await mkdir(home);
    const admin = await server.superuser("postgres");
    await admin.query("CREATE DATABASE kills OWNER steadyhand_service").finally(() => admin.end());
    const place = server.place("kills");
    const address = place.kind === "server" ? place.connectionString : "";
    await expectNoneLost(home, {
      start: () => startWriting(home, address),
      databasePid: server.pid,
      revive: server.start,
      rest: async () => place,
    });
  });
});

async function expectNoneLost(home: string, victim: Victim): Promise<void> {
  const failures = new Map<string, number>();
  const began = performance.now();
  let writing: WritingProcess | undefined;
  for (let kill = 0; kill < killsEach * kinds.length; kill++) {
    writing ??= await victim.start();
    // It is hit while it works: after some answers, in the middle of others.
    if (!(await writing.acknowledges(1 + randomInt(40)))) throw new Error("the program ended by itself");
    const kind = kinds[kill % kinds.length] ?? "the program";
    const survives = await strike(kind, writing, victim);
    // Whatever it was told up to its end.
    if (!survives) await writing.acknowledges(Number.POSITIVE_INFINITY);
    for (const [code, count] of writing.failures) failures.set(code, (failures.get(code) ?? 0) + count);
    writing.failures.clear();
    if (!survives) writing = undefined;
  }
  writing?.child.kill("SIGKILL");
  await writing?.ended;

  const place = await victim.rest();
  const { lost, twice, acknowledged, untold } = await countMarkers(place, home);
  expect({ lost, twice }).toEqual({ lost: [], twice: [] });
  await using stores = await openTestStores(place, home);
  const report = await stores.ledger.verify(tenantId);
  expect(report).toMatchObject({ ok: true, events: acknowledged + untold });
  // What failed was told so by the one word for it, and not as something else.
  expect([...failures.keys()].filter((code) => code !== "database.unreachable")).toEqual([]);
  const seconds = Math.round((performance.now() - began) / 1000);
  const told = { kills: killsEach * kinds.length, acknowledged, lost: lost.length, untold, seconds };
  console.info(
    JSON.stringify({ ...told, failures: Object.fromEntries(failures), anchors: report.ok && report.anchors }),
  );
}

/** Resolves with whether the program goes on. */
async function strike(kind: Kind, writing: WritingProcess, victim: Victim): Promise<boolean> {
  const database = victim.databasePid(writing);
  const children = await childrenOf(database);
  switch (kind) {
    case "the program":
      writing.child.kill("SIGKILL");
      await writing.ended;
      return false;
    case "one process of the database":
      killNow(children[randomInt(children.length)] ?? 0);
      return true;
    case "the database":
      killNow(database);
      break;
    case "both at once":
      for (const pid of [database, ...children]) killNow(pid);
      writing.child.kill("SIGKILL");
      await writing.ended;
  }
  await victim.revive();
  // With a database of its own it ends; otherwise it goes on with the one that came back.
  return kind === "the database" && writing.postgresPid === undefined;
}
