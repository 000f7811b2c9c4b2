import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkpointLine,
  checkpointOf,
  createMerkleTree,
  type SealedEvent,
  verifyExport as verifyByCore,
} from "@steadyhand/core/audit";
import { compareWithExport, openCheckpoints } from "@steadyhand/server/checkpoints";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { credentials, openS3Server } from "../packages/blobs/test/s3-server.ts";
import { runSteady } from "../packages/cli/test/run-steady.ts";
import { readPlaces, readS3Options } from "../packages/server/src/checkpoints/read-places.ts";
import { readS3Checkpoints } from "../packages/server/src/checkpoints/read-s3-checkpoints.ts";
import { verifyExport } from "../packages/verify/src/verify.mjs";
import * as made from "../packages/verify/test/make-export.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-kept-"));
const at = (name: string) => join(folder, name);
let service: Awaited<ReturnType<typeof openS3Server>>;
beforeAll(async () => {
  service = await openS3Server("worm");
  writeFileSync(at("key.pub"), made.key.publicKeyPem);
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const earlier = new Date(made.at.getTime() - 60_000);
const events = made.sealed(made.drafts(13));
const anew = made.sealed(made.drafts(13, "was"));

interface Signing {
  readonly signedAt?: Date;
  readonly by?: typeof made.key;
  readonly inTree?: readonly SealedEvent[];
}

function checkpoint(chain: readonly SealedEvent[], count: number, signing: Signing = {}): string {
  const { signedAt = earlier, by = made.key, inTree = chain } = signing;
  const tree = createMerkleTree();
  for (const { hash } of inTree.slice(0, count)) tree.add(hash);
  return checkpointLine(
    checkpointOf("ten_one", { head: made.link(chain[count - 1]), tree }, signedAt, by),
    tree.frontier(),
    by,
  );
}

const address = (prefix: string) => `s3://worm/${prefix}?endpoint=http://127.0.0.1:${service.port}&region=us-east-1`;

/** Puts checkpoints where a server puts them. */
async function keep(prefix: string, lines: readonly string[]): Promise<string> {
  const [place] = readPlaces({ ...credentials, STEADYHAND_CHECKPOINTS: `${address(prefix)}&lock=1` });
  await place?.keep(lines);
  return address(prefix);
}

/** As the program does it: first the export by itself, then beside the checkpoints. */
async function compare(exported: readonly string[], anchors: string) {
  const report = await verifyByCore([exported], { publicKeyPem: made.key.publicKeyPem });
  if (!report.ok) return report;
  const from = { tenantId: report.tenantId, env: credentials, workingDirectory: folder };
  async function* lines() {
    yield exported;
  }
  const one = { report, lines: lines(), publicKeyPem: made.key.publicKeyPem };
  return compareWithExport(one, openCheckpoints(anchors, from));
}

async function verify(anchors: string) {
  const words = ["audit", "verify", at("export.jsonl"), "--key", at("key.pub"), "--anchors", anchors];
  return runSteady(words, { cwd: folder, env: credentials });
}

describe("checkpoints that were kept in a bucket", () => {
  const all = events.map((_, n) => checkpoint(events, n + 1));

  it.each<[string, string, () => string[], () => Promise<string[]>, object]>([
    ["that agree", "agree", () => all, () => made.linesOf(events), { ok: true, checkpoints: 13 }],
    [
      "of a history that was written anew since",
      "anew",
      () => [...all.slice(5), checkpoint(anew, 5)],
      () => made.linesOf(events),
      { ok: false, code: "ledger.rechained", sequence: 5 },
    ],
    [
      "with the root of another history",
      "root",
      () => [checkpoint(events, 5, { inTree: anew })],
      () => made.linesOf(events),
      { ok: false, code: "ledger.rechained", sequence: 5 },
    ],
    [
      "of events that were taken away",
      "back",
      () => all,
      () => made.linesOf(events.slice(0, 9)),
      { ok: false, code: "ledger.rolled_back", sequence: 10 },
    ],
    [
      "of events that came after the export",
      "grown",
      () => [checkpoint(events, 3), checkpoint(events, 13, { signedAt: new Date(made.at.getTime() + 1) })],
      () => made.linesOf(events.slice(0, 9)),
      { ok: true, checkpoints: 1 },
    ],
    [
      "that another key signed",
      "other",
      () => [checkpoint(events, 3, { by: made.newKey() })],
      () => made.linesOf(events),
      { ok: false, code: "anchor.other_key" },
    ],
    [
      "one of which was edited",
      "edited",
      () => [checkpoint(events, 3).replace('"count":3', '"count":4')],
      () => made.linesOf(events),
      { ok: false, code: "anchor.edited" },
    ],
    [
      "of a stretch of time",
      "stretch",
      () => [4, 6, 8].map((n) => checkpoint(made.stretched, n)),
      made.linesOfStretch,
      { ok: true, checkpoints: 3 },
    ],
    [
      "of one execution",
      "execution",
      () => [checkpoint(made.sealed(made.mixed), 7)],
      made.linesOfExecution,
      { ok: true, checkpoints: 1 },
    ],
  ])(
    "%s are read there, and found to be what the auditor's own program finds of a file",
    async (_, prefix, lines, exported, found) => {
      const text = await exported();
      const comparison = await compare(text, await keep(prefix, lines()));
      expect(comparison).toMatchObject(found);
      writeFileSync(at("export.jsonl"), text.map((line) => `${line}\n`).join(""));
      writeFileSync(
        at("anchors.jsonl"),
        lines()
          .map((line) => `${line}\n`)
          .join(""),
      );
      const [path, anchorsPath] = [at("export.jsonl"), at("anchors.jsonl")];
      const theirs = verifyExport({ path, anchorsPath, publicKeyPem: made.key.publicKeyPem });
      expect(theirs).toMatchObject(found);
      expect(theirs.ok ? undefined : theirs.code).toBe(comparison.ok ? undefined : comparison.code);
    },
  );

  it("are counted in words, from a file too, and where there is none nothing is said to agree", async () => {
    writeFileSync(at("export.jsonl"), (await made.linesOf(events)).map((line) => `${line}\n`).join(""));
    const { stdout } = await verify(address("agree"));
    expect(stdout).toContain("It agrees with 13 checkpoints of s3://worm/agree");
    writeFileSync(at("anchors.jsonl"), `${checkpoint(anew, 5)}\n`);
    expect(await verify("anchors.jsonl")).toMatchObject({
      code: 7,
      stdout: expect.stringContaining("[ledger.rechained]"),
    });
    const text = await made.linesOf(events);
    await expect(compare(text, address("nothing-there"))).rejects.toMatchObject({ code: "checkpoints.none" });
    const absent = address("x").replace("worm", "no-such-bucket");
    await expect(compare(text, absent)).rejects.toMatchObject({ code: "checkpoints.unreadable" });
    expect(() => readS3Options(address("agree"), {})).toThrow("AWS_ACCESS_KEY_ID");
    const live = await runSteady(["audit", "verify", "--anchors", address("agree")], { cwd: folder });
    expect(live.stderr).toContain("[usage.anchors]");
  });

  it("are all read where there are more than a listing holds", async () => {
    const place = readS3Options(await keep("pages", all), credentials);
    const found: string[] = [];
    for await (const line of readS3Checkpoints(place, "ten_one", { pageSize: 5 })) found.push(line);
    expect(found).toEqual(all);
  });
});
