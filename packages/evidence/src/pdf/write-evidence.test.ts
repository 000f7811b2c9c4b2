import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Evidence } from "../document/index.ts";
import {
  bo,
  completed,
  proposalOf,
  proposed,
  ranOf,
  sealed,
  started,
  startedAt,
  storyOf,
} from "../story/run.fixture.ts";
import { readShown } from "../visible/show-text.ts";
import { type ReadPdf, readPdf } from "./read-pdf.fixture.ts";
import { writeEvidence } from "./write-evidence.ts";

const script = "psql -c 'DROP TABLE old_orders'\n\tprintf '\u202e日本\\0' \u0000\necho ok  ";
const proposal = proposalOf({ kind: "shell", script });
const hash = "ab".repeat(32);
const line = `{"checkpoint":{"count":9,"head":"${hash}"},"frontier":[],"signature":"AA=="}`;

function evidenceOf(more: Partial<Evidence> = {}): Evidence {
  const events = sealed([started, proposed(proposal), ...ranOf(proposal), completed]);
  const checkpoint = {
    ...({ steadyhand_checkpoint: 1, tenantId: "ten_one", count: 12, head: hash, root: "cd".repeat(32) } as const),
    ...{ at: "2026-03-01T03:01:00.000Z", keyId: "0123456789abcdef" },
  };
  return {
    executionId: "exe_1",
    tenantId: "ten_one",
    story: storyOf(events),
    names: [
      { id: "stp_1", number: "1", title: "Drop it" },
      { id: "stp_2", number: "2", title: "Look\u202e again" },
    ],
    outputs: [],
    check: {
      at: startedAt,
      keyId: "0123456789abcdef",
      isWhole: true,
      signed: { events: events.length, hidden: 3, first: 1, last: events.length + 3 },
      inclusion: { sequence: events.length, checkpoint, line },
    },
    takenBy: bo,
    takenAt: startedAt,
    ...more,
  };
}

async function bytesOf(evidence: Evidence, paper?: "letter"): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeEvidence(evidence, paper && { paper })) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("the PDF", () => {
  let bytes: Buffer;
  let pdf: ReadPdf;
  let text: string;
  beforeAll(async () => {
    bytes = await bytesOf(evidenceOf());
    pdf = readPdf(bytes);
    text = pdf.pages.join("\n");
  });

  it("has the same bytes for the same evidence", async () => {
    const digest = (all: Buffer) => createHash("sha256").update(all).digest("hex");
    expect(digest(await bytesOf(evidenceOf()))).toBe(digest(bytes));
    expect(digest(await bytesOf(evidenceOf({ takenAt: new Date(1) })))).not.toBe(digest(bytes));
  });

  it("holds text that can be selected, and of it the command that ran, to the character", () => {
    const page = pdf.pages.find((one) => one.includes("Proposal, attempt 1"))?.split("\n") ?? [];
    const first = page.findIndex((one) => one.startsWith("psql -c 'DROP"));
    // Between the lines stand their numbers; the parts of a line stand one after the other.
    const lines = page
      .slice(
        first,
        page.findIndex((one) => one.startsWith("A script for")),
      )
      .join("\n");
    const read = readShown(
      lines
        .replaceAll(/\n[23]\n/g, "\0")
        .replaceAll("\n", "")
        .replaceAll("\0", "\n"),
    );
    expect(read).toBe(script);
  });

  it("says on each page which one of how many it is, whose it is and at which head", () => {
    for (const [index, page] of pdf.pages.entries()) {
      expect(page).toMatch(new RegExp(`exe_1 · head abababababab\n${index + 1} of ${pdf.pages.length}$`));
    }
    expect(pdf.pages.length).toBeGreaterThan(3);
  });

  it("is tagged, in English, with a title, the time it was taken, and a bookmark for each step", () => {
    const objects = pdf.objects.join("\n");
    expect(objects).toContain("/Marked true");
    expect(objects).toContain("/Lang (en)");
    expect(objects).toContain("/DisplayDocTitle true");
    expect(objects).toContain("(Evidence of exe_1)");
    expect(objects).toContain("(D:20260301030000Z)");
    for (const role of ["/S /H1", "/S /Code", "/S /Table", "/S /TH", "/S /Figure"]) expect(objects).toContain(role);
    expect(objects).toMatch(/\/Title \(Step 1: Drop it\)/);
    expect(objects).toMatch(/\/Title \(Verification\)/);
  });

  it("draws nothing that the type has no sign for", () => {
    expect(text).not.toContain("\ufffd");
    expect(text).toContain("⟦U+65E5⟧");
  });

  it("shows the head and the checkpoint as text beside the code that holds them", () => {
    expect(text).toContain(hash);
    expect(text.replaceAll("\n", "")).toContain(line);
  });

  it("says in its largest letters that the record does not hold, on the first page and at the end", async () => {
    const problems = [{ code: "ledger.not_whole", says: "event 7 was edited" }];
    const check = { at: startedAt, keyId: "0123456789abcdef", isWhole: false, problems } as const;
    const broken = readPdf(await bytesOf(evidenceOf({ check })));
    for (const page of [broken.pages[0], broken.pages.at(-1)]) {
      expect(page).toContain("The record does not hold");
      expect(page).toContain("event 7 was edited.");
    }
    expect(broken.pages.join("\n")).not.toContain("Complete and unaltered");
    expect(broken.pages[0]).toContain("no head: the record does not hold");
  });

  it("fits the paper that it is asked for", async () => {
    expect(pdf.objects.join("\n")).toContain("/MediaBox [0 0 595.28 841.89]");
    const letter = readPdf(await bytesOf(evidenceOf(), "letter"));
    expect(letter.objects.join("\n")).toContain("/MediaBox [0 0 612 792]");
  });

  it("lets other work go on while it is made", async () => {
    const steps = Array.from({ length: 30 }, (_, index) => proposalOf({ kind: "shell", script }, `stp_${index + 1}`));
    const story = storyOf(sealed([started, ...steps.flatMap((one) => [proposed(one), ...ranOf(one)])]));
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    for await (const _piece of writeEvidence(evidenceOf({ story })));
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  });
});
