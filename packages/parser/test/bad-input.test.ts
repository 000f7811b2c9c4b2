import { describe, expect, it } from "vitest";
import { parseRunbook, parseRunbookBytes } from "../src/index.ts";
import { runbookOf } from "./read-fixture.ts";

const timeoutMs = 10_000;

function code(text: string): string {
  const outcome = parseRunbook(text);
  return outcome.ok ? "ok" : outcome.refusal.code;
}

describe("text that is no runbook", () => {
  it.each([
    ["nothing", "", "runbook.empty"],
    ["blanks", " \n\t\n", "runbook.empty"],
    ["10 MB", "Restart it.\n".repeat(900_000), "runbook.too_large"],
    ["a NUL", "# Steps\n\n1. Restart\0 it\n", "runbook.binary"],
    ["control characters", "\u0001\u0002\u0003\u0004text".repeat(100), "runbook.binary"],
    ["20 KB of quote marks", ">".repeat(20_000), "runbook.nothing_to_do"],
    ["20 KB of quote marks below a heading", `# A\n\n${">".repeat(20_000)}`, "runbook.too_deep"],
    ["lists nested 200 deep", `# A\n\n${"- ".repeat(200)}a`, "runbook.too_deep"],
    ["10,000 nested elements", `<p>a</p>${"<div>".repeat(10_000)}`, "runbook.too_deep"],
    ["40 KB of emphasis marks", "*a_ ".repeat(10_000), "runbook.nothing_to_do"],
    ["a million characters in one line", "a".repeat(1_000_000), "runbook.nothing_to_do"],
    ["half a million commands", `\`\`\`sh\n${"ls -l\n".repeat(300_000)}`, "runbook.too_many_steps"],
    ["a heading", "# Overview\n", "runbook.nothing_to_do"],
  ])("is refused: %s", (_, text, expected) => expect(code(text)).toBe(expected), timeoutMs);

  it("says what to do about it", () => {
    const outcome = parseRunbook("");
    expect(outcome).toMatchObject({ ok: false, refusal: { hint: expect.stringContaining("Paste") } });
  });
});

describe("bytes", () => {
  it("names the first byte that is not UTF-8", () => {
    const bytes = new Uint8Array([...new TextEncoder().encode("1. Stöp it\n"), 0xc3, 0x28]);
    expect(parseRunbookBytes(bytes)).toMatchObject({
      ok: false,
      refusal: { code: "runbook.not_utf8", message: expect.stringContaining(`byte ${bytes.length - 2} (0xc3)`) },
    });
  });

  it.each([
    ["an overlong form", [0xc0, 0xaf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
    ["a cut character", [0xe2, 0x82]],
  ])("refuses %s", (_, tail) => {
    expect(parseRunbookBytes(new Uint8Array([0x61, ...tail]))).toMatchObject({ refusal: { code: "runbook.not_utf8" } });
  });

  it("leaves a byte order mark out", () => {
    const outcome = parseRunbookBytes(new TextEncoder().encode("\uFEFF1. Run `ls -l`\n"));
    expect(outcome).toMatchObject({ ok: true, runbook: { source: "1. Run `ls -l`\n" } });
  });

  it("tells UTF-16 from noise", () => {
    const outcome = parseRunbookBytes(new Uint8Array([0xff, 0xfe, 0x31, 0x00]));
    expect(outcome).toMatchObject({ refusal: { hint: expect.stringContaining("UTF-16") } });
  });
});

describe("odd text that is a runbook all the same", () => {
  it("reads a fence that is never closed, and says so", () => {
    const runbook = runbookOf("1. Restart:\n\n```sh\nsystemctl restart nginx\n");
    expect(runbook.steps[0]?.command?.text ?? runbook.steps[1]?.command?.text).toBe("systemctl restart nginx");
    expect(runbook.ambiguities.map(({ missing }) => missing)).toContainEqual(expect.stringContaining("never closed"));
  });

  it("shows that a command holds a right-to-left override", () => {
    const runbook = runbookOf("```sh\nrm \u202Efr- /tmp/x\n```\n");
    expect(runbook.steps[0]?.command?.text).toContain("\u202E");
    expect(runbook.ambiguities).toMatchObject([{ missing: expect.stringContaining("direction-changing") }]);
  });

  it(
    "reads 2,000 steps",
    () => {
      const step = (i: number): string =>
        `${i}. Restart node ${i}\n\n   \`\`\`sh\n   ssh node-${i} sudo reboot\n   \`\`\`\n`;
      const runbook = runbookOf(Array.from({ length: 2000 }, (_, i) => step(i + 1)).join("\n"));
      expect(runbook.steps).toHaveLength(2000);
      expect(runbook.steps.at(-1)).toMatchObject({ number: "2000", after: ["stp_1999"] });
    },
    timeoutMs,
  );

  it("keeps the text of a command of several lines free of carriage returns and its range exact", () => {
    const text = "# A\r\n\r\n```sh\r\ncat <<EOF\r\na\r\nEOF\r\n```\r\n";
    const command = runbookOf(text).steps[0]?.command;
    expect(command?.text).toBe("cat <<EOF\na\nEOF");
    expect(text.slice(command?.range.start, command?.range.end)).toBe("cat <<EOF\r\na\r\nEOF");
  });
});

it.each([
  ["brackets", `\`x\`\n${"[a".repeat(500_000)}`],
  ["links that never end", `\`x\`\n${"](a".repeat(300_000)}`],
  ["backticks", `# A\n${Array.from({ length: 1200 }, (_, i) => "`".repeat(i)).join(" ")}`],
  ["open groups", `\`\`\`sh\n${"(\n".repeat(300_000)}`],
  ["open groups at prompts", `\`\`\`sh\n${"$ (\n".repeat(200_000)}`],
  ["open quotes", `\`\`\`sh\n${'echo "\n'.repeat(200_000)}`],
  ["open here-documents", `\`\`\`sh\n${"cat <<EOF\n".repeat(150_000)}`],
  ["open substitutions", `\`\`\`sh\n${"$(".repeat(900_000)}`],
  ["continuations", `\`\`\`sh\n${"foo \\\n".repeat(250_000)}`],
  ["open angles", `\`\`\`sh\nls ${"<a b".repeat(400_000)}`],
  ["variables", `\`\`\`sh\necho ${"$A ".repeat(500_000)}`],
  ["open braces", `\`\`\`sh\necho ${"${A".repeat(400_000)}`],
  ["placeholders", `\`\`\`sh\necho ${"<a> ".repeat(400_000)}`],
  ["different placeholders", `\`\`\`sh\necho </a> ${Array.from({ length: 150_000 }, (_, i) => `<a${i}>`).join(" ")}`],
  ["markup", `\`\`\`sh\necho '${"<a></a>".repeat(200_000)}'`],
  ["table rows", `|a|b|\n|-|-|\n${"|`ls -l`|b|\n".repeat(100_000)}`],
  ["blanks", `\`\`\`sh\n$ ${" ".repeat(1_900_000)}x`],
  ["hyphens", "-".repeat(1_900_000)],
  ["conditions", `If ${"a, ".repeat(600_000)}`],
  ["sentences", `# A\n\n${"Check a. ".repeat(200_000)}`],
  ["ordered items", "1. Restart it\n".repeat(140_000)],
  ["open CDATA sections", "<ac:x><![CDATA[".repeat(100_000)],
  ["font elements", `<p>${"<font a=1>".repeat(400)}${"</p><p>".repeat(20_000)}`],
  ["underlines", "===\n".repeat(400_000)],
  ["SQL quotes", `\`\`\`sql\nselect '${"a;\n".repeat(400_000)}`],
])("comes to an end soon: 2 MB of %s", (_, text) => expect(code(text)).toMatch(/^(?:ok$|runbook\.)/), timeoutMs);
