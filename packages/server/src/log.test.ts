import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const log = fileURLToPath(new URL("./log.ts", import.meta.url));

/** What a process that logs these fields writes to stderr. */
function logged(fields: object, env: Record<string, string> = {}): string {
  const script = `
    const { createLog } = await import(${JSON.stringify(log)});
    createLog({ level: "info", env: ${JSON.stringify(env)} }).info(${JSON.stringify(fields)}, "seen");`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return stderr;
}

it("writes one JSON line with its fields", () => {
  expect(JSON.parse(logged({ executionId: "exe_1" }))).toMatchObject({ level: 30, executionId: "exe_1", msg: "seen" });
});

it("loses secrets by their names, their looks and their values, and stays JSON", () => {
  const fields = {
    key: "abcdef0123",
    why: "Authorization: Bearer abc.def.ghi0123456789",
    note: "it printed tr0ub4dor&3",
  };
  const line = logged(fields, { DB_PASSWORD: "tr0ub4dor&3" });
  expect(line).not.toMatch(/abcdef0123|abc\.def\.ghi0123456789|tr0ub4dor/);
  expect(JSON.parse(line)).toMatchObject({ msg: "seen" });
});
