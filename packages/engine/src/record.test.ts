import { createRedactor } from "@steadyhand/core/redaction";
import { describe, expect, it } from "vitest";
import { record, redactDeep } from "./record.ts";

describe("what is recorded of a transition", () => {
  it("holds no secret that is known by the name beside it, at any depth", () => {
    const execution = { id: "exe_1", sequence: 3, environment: "test", runbook: { id: "rbk_1" } };
    const actor = { kind: "person", id: "act_riley", name: "Riley" } as const;
    const [event] = record(
      execution as never,
      [
        {
          type: "execution.started",
          actor,
          outcome: "ok",
          why: "began with password=hunter2x",
          data: { values: { db_password: "hunter2x", name: "hunter" }, list: [{ api_key: "k-123456789" }] },
        },
      ],
      { redactor: createRedactor({ learned: [] }), level: 2 },
    );
    const text = JSON.stringify(event);
    expect(text).not.toContain("hunter2x");
    expect(text).not.toContain("k-123456789");
    expect(event?.data).toMatchObject({ values: { name: "hunter" } });
    expect(event).toMatchObject({ executionSequence: 3, part: 0, level: 2 });
  });

  it("holds no secret of a list of words, where only the word before it tells", () => {
    const redactor = createRedactor({ learned: [] });
    const words = (...list: string[]) => redactDeep({ words: list }, redactor).words;
    expect(words("login", "--password", "hunter2x", "-v")).toEqual([
      "login",
      "--password",
      "[redacted:password]",
      "-v",
    ]);
    expect(words("mysql", "-phunter2x", "shop")).toEqual(["mysql", "-p[redacted:password]", "shop"]);
    expect(words("sh", "-c", 'say "two" words')).toEqual(["sh", "-c", 'say "two" words']);
  });
});
