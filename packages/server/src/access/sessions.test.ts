import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Caller } from "@steadyhand/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSessions, sessionLifetimeMs } from "./sessions.ts";

const riley: Caller = { tenantId: "ten_default", actor: { kind: "person", id: "act_riley", name: "Riley" } };
const kim: Caller = { tenantId: "ten_default", actor: { kind: "person", id: "act_kim", name: "Kim" } };

describe("createSessions", () => {
  let folder: string;
  let at: number;
  const open = () => createSessions({ file: join(folder, "sessions.json"), now: () => new Date(at) });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "steadyhand-sessions-"));
    at = Date.parse("2026-11-20T03:00:00Z");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("finds whose token it is, and nobody for another token", () => {
    const sessions = open();
    const token = sessions.open(riley, "aa");
    expect(sessions.find(token)?.caller).toEqual(riley);
    expect(sessions.find(`${token}x`)).toBeUndefined();
    expect(sessions.find("")).toBeUndefined();
  });

  it("survives a restart", () => {
    const token = open().open(riley, "aa");
    expect(open().find(token)?.caller).toEqual(riley);
  });

  it("writes no token down, and only for its owner to read", () => {
    const token = open().open(riley, "aa");
    const file = join(folder, "sessions.json");
    expect(readFileSync(file, "utf8")).not.toContain(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("ends a session 12 hours after its last use", () => {
    const sessions = open();
    const token = sessions.open(riley, "aa");
    at += sessionLifetimeMs - 1;
    expect(sessions.find(token)).toBeDefined();
    at += sessionLifetimeMs - 1;
    expect(sessions.find(token)).toBeDefined();
    at += sessionLifetimeMs;
    expect(sessions.find(token)).toBeUndefined();
  });

  it("ends one session, or all of a person, for good", () => {
    const sessions = open();
    const tokens = [sessions.open(riley, "aa"), sessions.open(riley, "aa"), sessions.open(kim, "bb")];
    sessions.end(tokens[0] ?? "");
    expect(tokens.map((token) => sessions.find(token)?.caller.actor.name)).toEqual([undefined, "Riley", "Kim"]);
    sessions.endAllOf("ten_default", "act_riley");
    const restarted = open();
    expect(tokens.map((token) => restarted.find(token)?.caller.actor.name)).toEqual([undefined, undefined, "Kim"]);
  });

  it("leaves alone whoever has the same id in another tenant", () => {
    const sessions = open();
    const theirs = sessions.open({ ...riley, tenantId: "ten_other" }, "cc");
    const ours = sessions.open(riley, "aa");
    sessions.endAllOf("ten_default", "act_riley");
    expect([ours, theirs].map((token) => sessions.find(token)?.caller.tenantId)).toEqual([undefined, "ten_other"]);
  });
});
