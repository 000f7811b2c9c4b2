import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTerminal, type Terminal } from "../../test/terminal.ts";

const driver = fileURLToPath(new URL("../../test/keyboard-driver.ts", import.meta.url));

describe("a keyboard", () => {
  let folder: string;
  let terminal: Terminal;
  const open = (mode: string, env = {}) => {
    terminal = openTerminal([process.execPath, driver, mode, join(folder, "go")], { env });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "steady-keys-"));
  });
  afterEach(async () => {
    await terminal.close();
    rmSync(folder, { recursive: true });
  });

  it("takes one line for one question", async () => {
    open("plain");
    await terminal.waitFor("first > ");
    terminal.type("one\r");
    await terminal.waitFor('first={"kind":"line","text":"one"}');
    await terminal.waitFor("second > ");
    terminal.type("two\r");
    await terminal.waitFor('second={"kind":"line","text":"two"}');
    expect(await terminal.ended).toBe(0);
  });

  it("throws away what was typed while no question was open", async () => {
    open("early");
    await terminal.waitFor("BUSY");
    terminal.type("a\r");
    await terminal.waitFor("What was typed before this question was not read.");
    await terminal.waitFor("first > ");
    terminal.type("meant\r");
    await terminal.waitFor('first={"kind":"line","text":"meant"}');
  });

  it("throws away what waited in the terminal before it was opened", async () => {
    open("cooked");
    await terminal.waitFor("BUSY");
    terminal.type("a\na\npartly");
    await terminal.waitFor(/a\r\na\r\npartly/);
    writeFileSync(join(folder, "go"), "");
    await terminal.waitFor("first > ");
    terminal.type("meant\r");
    await terminal.waitFor('first={"kind":"line","text":"meant"}');
  });

  it("takes several lines that come at once for no answer at all", async () => {
    open("plain");
    await terminal.waitFor("first > ");
    terminal.type("a\ra\r");
    await terminal.waitFor("Several lines came at once");
    await terminal.waitFor("first > ");
    terminal.type("meant\r");
    await terminal.waitFor('first={"kind":"line","text":"meant"}');
    await terminal.waitFor("second > ");
    expect(terminal.shown()).not.toContain('"text":"a"');
  });

  it("takes a marked paste of several lines for no answer, even when it comes in pieces", async () => {
    open("plain");
    await terminal.waitFor("first > ");
    terminal.type("\u001b[200~a\ra\r\u001b[201~");
    await terminal.waitFor("Several lines came at once");
    await terminal.waitFor("first > ");
    terminal.type("meant\r");
    await terminal.waitFor('first={"kind":"line","text":"meant"}');
  });

  it("does not take the line end of a paste for Enter", async () => {
    open("plain");
    await terminal.waitFor("first > ");
    terminal.type("\u001b[200~db-3\r\u001b[201~");
    await terminal.waitFor("db-3");
    terminal.type("\r");
    await terminal.waitFor('first={"kind":"line","text":"db-3"}');
  });

  it("takes a question back when what it asks about has changed", async () => {
    open("withdrawn");
    await terminal.waitFor("first > ");
    // `script` hands a signal on to nobody.
    process.kill(Number(/PID (\d+)/.exec(terminal.shown())?.[1]), "SIGUSR1");
    await terminal.waitFor('first={"kind":"withdrawn"}');
  });

  it("tells Ctrl-C and Ctrl-D from answers", async () => {
    open("plain");
    await terminal.waitFor("first > ");
    terminal.type("\u0003");
    await terminal.waitFor('first={"kind":"interrupted"}');
    await terminal.waitFor("second > ");
    terminal.type("\u0004");
    await terminal.waitFor('second={"kind":"ended"}');
  });

  it("reads several lines until a lone dot where they are welcome", async () => {
    open("lines");
    await terminal.waitFor("first > ");
    terminal.type("1\r");
    await terminal.waitFor("second > ");
    terminal.type("2\r");
    await terminal.waitFor("| ");
    terminal.type("for x in a b; do\r  echo $x\rdone\r.\r");
    await terminal.waitFor('lines={"kind":"line","text":"for x in a b; do\\n  echo $x\\ndone"}');
  });

  it("writes no escape to a dumb terminal", async () => {
    open("plain", { TERM: "dumb" });
    await terminal.waitFor("first > ");
    terminal.type("one\r");
    await terminal.waitFor('first={"kind":"line","text":"one"}');
    await terminal.waitFor("second > ");
    terminal.type("two\r");
    await terminal.ended;
    expect(terminal.shown()).not.toContain("\u001b");
  });
});
