import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditEvent, type AuditEventDraft, emptyChain, sealEvents } from "../audit/index.ts";
import { auditCsvHeading, auditCsvRow, protectCell, restoreCell, writeAuditCsv } from "./index.ts";

const names = auditCsvHeading.trimEnd().split(",");
const at = new Date("2026-03-01T03:00:00.000Z");

/** Characters that mean something to a spreadsheet, a CSV reader or a terminal, with others between. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom(...`=+-@'";,|\t\r\n \u00A0\u3000\u200B\uFEFF\0\u001B\uFF1D\uFF0B\uFF0D\uFF20\uFE62aé1`), {
      maxLength: 20,
    })
    .map((characters) => characters.join("")),
);
const anyData = fc.dictionary(anyText, fc.oneof(anyText, fc.integer(), fc.array(anyText)), { maxKeys: 4 });

describe("a CSV of the record", () => {
  it("has these columns, in this order", () => {
    expect(names.join(" ")).toBe(
      "sequence at type outcome actor_kind actor_id actor_name execution step attempt runbook environment level why digest hash data",
    );
  });

  it("says in each column what the event says", () => {
    const row = auditCsvRow({
      ...{ version: 1, tenantId: "ten_one", sequence: 7, at: at.toISOString(), previous: "0".repeat(64) },
      ...{ type: "step.approved", outcome: "ok", executionId: "exe_1", stepId: "stp_2", attempt: 1 },
      ...{ runbookId: "rbk_1", environment: "production", level: 2, why: 'Riley said "yes", twice' },
      actor: { kind: "person", id: "act_riley", name: "Riley" },
      data: { digest: "sha256:5d41", n: 1 },
      hash: "ab",
    });
    expect(row).toBe(
      "7,2026-03-01T03:00:00.000Z,step.approved,ok,person,act_riley,Riley,exe_1,stp_2,1,rbk_1,production,2," +
        '"Riley said ""yes"", twice",sha256:5d41,ab,"{""digest"":""sha256:5d41"",""n"":1}"\r\n',
    );
  });

  it("shows the digest of a question too, and nothing where there is none", () => {
    const digest = (data: AuditEventDraft["data"]) => cellsOf(data).digest;
    expect(digest({ request: { digest: "sha256:77" } })).toBe("sha256:77");
    expect(digest({ request: "no", digest: 4 })).toBe("");
  });

  it("gives one row an event, each cell as it was, whatever the texts hold", () => {
    fc.assert(
      fc.property(anyText, anyText, anyData, (why, name, data) => {
        const event = hashed({ ...draft(why), actor: { kind: "person", id: "act_riley", name }, data });
        const [row, ...more] = readCsv(auditCsvRow(event));
        expect(more).toEqual([]);
        expect(row).toHaveLength(names.length);
        expect(restoreCell(row?.[names.indexOf("why")] ?? "")).toBe(asFile(why));
        expect(restoreCell(row?.[names.indexOf("actor_name")] ?? "")).toBe(asFile(name));
        // Not restored: the cell is JSON as it stands.
        expect(JSON.parse(row?.at(-1) ?? "")).toEqual(JSON.parse(JSON.stringify(data)));
      }),
      { numRuns: 500 },
    );
  });

  it("has no cell that a spreadsheet computes", () => {
    fc.assert(
      fc.property(anyText, anyData, (why, data) => {
        const [row] = readCsv(auditCsvRow(hashed({ ...draft(why), data })));
        expect(row?.filter(isFormula)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("has none either for a program that splits at semicolons or tabs and knows no quotes", () => {
    fc.assert(
      fc.property(anyText, anyData, (why, data) => {
        const row = auditCsvRow(hashed({ ...draft(why), data }));
        expect(row.split(/[;\t\r\n]/).filter((piece) => isFormula(piece.replaceAll('"', "")))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["  =1+1", "'  =1+1"],
    ["\u00A0\u200B\uFEFF@SUM(A1)", "'\u00A0\u200B\uFEFF@SUM(A1)"],
    ["\uFF1DHYPERLINK(1)", "'\uFF1DHYPERLINK(1)"],
    ["-1", "'-1"],
    ["\tx", "'\tx"],
    ["\rx", "'\rx"],
    ["'x", "''x"],
    ["a;=1", "a;'=1"],
    ["a = b - c", "a = b - c"],
    ["", ""],
  ])("writes %j as %j", (text, cell) => {
    expect(protectCell(text)).toBe(cell);
    expect(restoreCell(cell)).toBe(text);
  });

  it("takes no more time for a long run of separators than for any other text of that length", () => {
    const text = `${"\t".repeat(200_000)}x`;
    expect(protectCell(text)).toBe(`'${text}`);
  });
});

describe("a CSV from an export's lines", () => {
  const events = sealEvents({
    drafts: [draft("a"), draft("b"), draft("c")],
    tenantId: "ten_one",
    at,
    after: emptyChain,
  });
  const lines = [
    '{"steadyhand_export":1,"filter":{},"first":1,"last":4,"tenantId":"ten_one"}',
    ...events.map(({ text, hash }) => `{"event":${text},"hash":"${hash}"}`),
    `{"hidden":4,"hash":"${"0".repeat(64)}"}`,
    '{"statement":{},"signature":""}',
  ];

  it("has the events that are shown, and nothing else", async () => {
    const rows = readCsv(await written(lines));
    expect(rows.map(([sequence, , , , , , , , , , , , , why]) => [sequence, why])).toEqual([
      ["sequence", "why"],
      ["1", "a"],
      ["2", "b"],
      ["3", "c"],
    ]);
    expect(rows[1]?.[names.indexOf("hash")]).toBe(events[0]?.hash);
  });

  it("begins with a byte order mark only when it is asked for one", async () => {
    expect((await written(lines)).startsWith("sequence,")).toBe(true);
    expect((await written(lines, { hasByteOrderMark: true })).startsWith("\uFEFFsequence,")).toBe(true);
  });

  it("keeps to the time that was asked for: from its first moment, before its last", async () => {
    const count = async (options: Parameters<typeof writeAuditCsv>[1]) =>
      readCsv(await written(lines, options)).length - 1;
    expect(await count({ since: at, until: new Date(at.getTime() + 1) })).toBe(3);
    expect(await count({ since: new Date(at.getTime() + 1) })).toBe(0);
    expect(await count({ until: at })).toBe(0);
  });

  it("passes on what stops the lines, after the rows before it", async () => {
    const broken = async function* () {
      yield* lines.slice(0, 2);
      throw new Error("not whole");
    };
    await expect(written(broken())).rejects.toThrow("not whole");
  });
});

async function written(...input: Parameters<typeof writeAuditCsv>): Promise<string> {
  let text = "";
  for await (const chunk of writeAuditCsv(...input)) text += chunk;
  return text;
}

function draft(why: string): AuditEventDraft {
  const actor = { kind: "person", id: "act_riley", name: "Riley" } as const;
  return { type: "person.added", actor, outcome: "ok", why, data: {} };
}

function hashed(of: AuditEventDraft): AuditEvent & { hash: string } {
  const place = {
    version: 1,
    tenantId: "ten_one",
    sequence: 1,
    at: at.toISOString(),
    previous: "0".repeat(64),
  } as const;
  return { ...of, ...place, hash: "0".repeat(64) };
}

function cellsOf(data: AuditEventDraft["data"]): Record<string, string> {
  const [row = []] = readCsv(auditCsvRow(hashed({ ...draft("x"), data })));
  return Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""]));
}

/** What a file in UTF-8 can hold of a text. */
const asFile = (text: string) => Buffer.from(text).toString().replaceAll("\0", "\uFFFD");

/** As a spreadsheet would: without what it drops, and in the widths that it takes for the same. */
function isFormula(cell: string): boolean {
  const seen = cell
    .replace(/^[\s\0-\u001F\u200B\uFEFF]+/, "")
    .replace(/^[\uFF00-\uFF5E\uFE60-\uFE6F]/, (wide) => wide.normalize("NFKC"));
  return /^[\t\r]/.test(cell) || /^[=+\-@\u2212]/.test(seen);
}

/** RFC 4180, character by character, and strict: whatever it does not allow is an error. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let state: "start" | "bare" | "quoted" | "closed" = "start";
  const endCell = () => {
    row.push(cell);
    cell = "";
    state = "start";
  };
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (state === "quoted") {
      if (character !== '"') cell += character;
      else state = "closed";
    } else if (character === '"' && state === "start") state = "quoted";
    else if (character === '"' && state === "closed") {
      cell += '"';
      state = "quoted";
    } else if (character === ",") endCell();
    else if (character === "\r" && text[index + 1] === "\n") {
      endCell();
      rows.push(row);
      row = [];
      index++;
    } else if (state === "closed" || /["\r\n]/.test(character)) throw new Error(`no CSV at ${index}: ${character}`);
    else {
      cell += character;
      state = "bare";
    }
  }
  if (row.length > 0 || cell !== "") throw new Error("the last line has no end");
  return rows;
}
