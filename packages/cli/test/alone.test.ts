import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSteady } from "./run-steady.ts";

describe("commands with no server", { timeout: 120_000 }, () => {
  let folder: string;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "steady-alone-"));
    const step = (name: string, word: string) => `${name}\n\n   \`\`\`\n   $ sleep 0.3; echo ${word}\n   \`\`\`\n`;
    writeFileSync(join(folder, "look.md"), `1. ${step("Look:", "looked")}2. ${step("Look again:", "seen")}`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("start one of their own, leave everything in the data folder, and end", async () => {
    const started = await steady("run", "look.md", "--json");
    expect(started.code).toBe(10);
    const { id, steps } = JSON.parse(started.stdout);
    // Another process with another server of its own finds the question and answers it.
    const { digest } = steps[0].approval;
    const approved = await steady("executions", "approve", id, "1", "--digest", digest, "--json");
    // It stays until the step has ended: a server that left would end the step too.
    expect(approved).toMatchObject({ code: 0, stderr: expect.stringContaining("1 │ looked\n1 succeeded") });
    // So does one that answers a question by its id.
    const asked = JSON.parse(approved.stdout).steps[1].approval;
    const answered = await steady("approvals", "approve", asked.id, "--digest", asked.digest);
    expect(answered).toMatchObject({ code: 0, stdout: expect.stringContaining(`${id} is completed`) });
    expect(await steady("audit", "verify")).toMatchObject({ code: 0, stdout: expect.stringContaining("is whole") });
  });

  it("say that there is no page to open", async () => {
    expect(await steady("open")).toMatchObject({ code: 5, stderr: expect.stringContaining("[server.not_running]") });
  });

  it("say what stands in the way of a data folder that cannot be one", async () => {
    const { code, stderr } = await runSteady(["status", "--data", join(folder, "look.md")]);
    expect({ code, stderr }).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^Cannot .*look\.md.* \[data\.\w+\]\n/),
    });
  });
});
