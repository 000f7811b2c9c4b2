import { describe, expect, it } from "vitest";
import { blockingOf, type SessionRow } from "./blocking.ts";

const session = (pid: number, blockers: readonly number[] = [], more: Partial<SessionRow> = {}): SessionRow => ({
  pid,
  started: "2026-03-01T10:00:00.000001Z",
  state: "active",
  statement: "SELECT 1",
  blockers,
  waitedMs: blockers.length > 0 ? pid : null,
  wantsAll: false,
  ...more,
});

describe("who holds up whom", () => {
  it("is nobody where nobody waits", () => {
    expect(blockingOf([session(1)])).toEqual({ blocked: 0, longestWaitMs: 0 });
  });

  it("finds the root of a chain, and counts all that wait behind it", () => {
    const blocking = blockingOf([session(1), session(2, [1]), session(3, [2]), session(4, [3, 3])]);
    expect(blocking).toMatchObject({ blocked: 3, longestWaitMs: 4, root: { pid: 1, blocks: 3, session: { pid: 1 } } });
  });

  it("names the root that holds up most", () => {
    const sessions = [session(1), session(2), session(3, [1]), session(4, [2]), session(5, [2])];
    expect(blockingOf(sessions).root).toMatchObject({ pid: 2, blocks: 2 });
  });

  it("calls a prepared transaction a root without a session", () => {
    expect(blockingOf([session(2, [0])]).root).toEqual({ pid: 0, session: undefined, blocks: 1 });
  });

  it("has no root where all wait in a ring", () => {
    expect(blockingOf([session(1, [2]), session(2, [1])])).toEqual({ blocked: 2, longestWaitMs: 2 });
  });

  it("finds who holds up others by waiting for a whole table, and not who merely waits for one", () => {
    const change = session(2, [1], { wantsAll: true });
    expect(blockingOf([session(1), change, session(3, [2])]).queued).toBe(change);
    expect(blockingOf([session(1), change]).queued).toBeUndefined();
    expect(blockingOf([session(1), session(2, [1]), session(3, [2])]).queued).toBeUndefined();
  });
});
