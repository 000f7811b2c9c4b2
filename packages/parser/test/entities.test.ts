import { expect, it } from "vitest";
import { runbookOf } from "./read-fixture.ts";

function commands(text: string): readonly (string | undefined)[] {
  return runbookOf(text).steps.map(({ command }) => command?.text);
}

it("leaves HTML as typed in a here-document of a Markdown fence that is never closed", () => {
  const script = "cat <<EOF\n<ol><li>Run <code>df -h &gt; /tmp/x</code></li></ol>\nEOF";
  const runbook = runbookOf(`\`\`\`sh\n${script}`);
  expect(runbook.format).toBe("markdown");
  expect(runbook.steps.map(({ command }) => command)).toMatchObject([
    { text: script, origin: "fence", range: { start: 6, end: 6 + script.length } },
  ]);
  expect(runbook.ambiguities).toMatchObject([{ missing: expect.stringContaining("its fence is never closed") }]);
});

it.each([
  ["a fence of Markdown", "# Steps\n\n```sh\necho 'a &gt; b'\n```\n"],
  ["an indented block of Markdown", "# Steps\n\nRun `ls -l`, then:\n\n    echo 'a &gt; b'\n"],
  ["a code span of Markdown", "# Steps\n\n1. Run `echo 'a &gt; b'`\n"],
  ["a row of a Markdown table", "# Steps\n\n| Step | Run |\n|---|---|\n| 1 | `echo 'a &gt; b'` |\n"],
  ["a CDATA section of Confluence", macro("echo 'a &gt; b'")],
  ["plain text", "Steps\n\n    $ echo 'a &gt; b'\n"],
  ["reStructuredText", "Steps\n=====\n\n.. code-block:: sh\n\n   echo 'a &gt; b'\n"],
])("leaves an entity in code as typed in %s", (_, text) => {
  expect(commands(text)).toContain("echo 'a &gt; b'");
});

it.each([
  ["an HTML page", "<h1>Steps</h1><pre>echo 'a &gt; b'</pre>"],
  ["an HTML page that shows a fence", "<p>Steps</p>\n<pre>\n```sh\n</pre>\n<p>Run <code>echo 'a &gt; b'</code></p>"],
  ["HTML in Markdown", "# Steps\n\n<ol><li>Run <code>echo 'a &gt; b'</code></li></ol>\n"],
  [
    "HTML in Markdown that goes on across a fence's mark",
    "# Steps\n\n<ol>\n```sh\n<li>Run <code>echo 'a &gt; b'</code></li></ol>\n",
  ],
])("takes an entity in code for what it stands for in %s", (_, text) => {
  expect(commands(text)).toContain("echo 'a > b'");
});

function macro(code: string): string {
  const body = `<ac:plain-text-body><![CDATA[${code}]]></ac:plain-text-body>`;
  return `<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">bash</ac:parameter>${body}</ac:structured-macro>`;
}
