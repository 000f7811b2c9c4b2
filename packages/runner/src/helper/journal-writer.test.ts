import { closeSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { remove, temporaryDirectory } from "../../test/watched-attempt.ts";
import { findEntry } from "../adoption.ts";
import { attemptFiles, attemptName, type JournalLine } from "../journal.ts";
import { identify } from "../reach/process-table.ts";
import { createJournal } from "./journal-writer.ts";

const attemptId = "exe_1/stp_1/1";

describe("a journal that several may make", () => {
  let directory: string;
  let descriptor: number;
  beforeEach(() => {
    directory = temporaryDirectory();
    descriptor = openSync(directory, "r");
  });
  afterEach(() => {
    closeSync(descriptor);
    remove(directory);
  });

  const path = () => attemptFiles(directory, attemptName(attemptId)).journal;
  function accepted(marker: string): JournalLine {
    const self = identify(process.pid);
    return { type: "accepted", attemptId, at: "", bootId: "boot", helper: self, server: self, marker };
  }
  const create = (marker: string) => createJournal(path(), descriptor, accepted(marker));

  it("is there with its first line or not at all, so that a living helper's is never taken for a cut one", async () => {
    const made = create("one");
    // In the middle of being made durable: whoever looks now finds that it was accepted.
    expect(findEntry(directory, attemptId)).toMatchObject({ accepted: { marker: "one" } });
    (await made).close();
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it("is made once, and whoever comes second leaves the first one's where it is", async () => {
    const first = await create("one");
    await expect(create("two")).rejects.toMatchObject({ code: "EEXIST" });
    expect(findEntry(directory, attemptId)).toMatchObject({ accepted: { marker: "one" } });
    expect(readdirSync(directory)).toHaveLength(1);
    first.close();
  });

  it("is taken back by its helper only while it is that helper's own", async () => {
    const first = await create("one");
    // Somebody has forgotten the first meanwhile, and another helper has begun.
    renameSync(path(), join(directory, "elsewhere"));
    const second = await create("two");
    first.takeBack();
    expect(findEntry(directory, attemptId)).toMatchObject({ accepted: { marker: "two" } });
    second.takeBack();
    expect(findEntry(directory, attemptId)).toBeUndefined();
  });

  it("that a power cut has left empty means that nothing began, and is taken away", () => {
    writeFileSync(path(), '{"type":"accep');
    expect(findEntry(directory, attemptId)).toBeUndefined();
    expect(() => readFileSync(path())).toThrow("ENOENT");
  });
});
