import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { filePlace } from "./file-place.ts";
import type { CheckpointPlace } from "./place.ts";

const exec = promisify(execFile);
const fileName = "checkpoints.jsonl";
const limitMs = 60_000;
const author = ["-c", "user.name=Steadyhand", "-c", "user.email=steadyhand@localhost", "-c", "commit.gpgsign=false"];

/**
 * A Git repository: each batch of lines is a commit, pushed where the branch has an upstream. The commits' own chain then
 * holds the checkpoints in their order, at whoever has a clone.
 */
export function gitPlace(folder: string): CheckpointPlace {
  const file = filePlace(join(folder, fileName));
  // Nothing of ours, and nobody asked for a password: a push that needs one fails and is tried again.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, GIT_TERMINAL_PROMPT: "0" };
  const git = async (...words: string[]) => {
    try {
      await exec("git", ["-C", folder, ...author, ...words], { env, timeout: limitMs });
    } catch (error) {
      throw said(error);
    }
  };
  return {
    name: `git:${folder}`,
    async keep(lines) {
      // Refuses what is no repository before anything is written into it.
      await git("rev-parse", "--git-dir");
      await file.keep(lines);
      await git("add", "--", fileName);
      const count = lines.length === 1 ? "a checkpoint" : `${lines.length} checkpoints`;
      await git("commit", "--quiet", "--message", `Add ${count}`, "--", fileName);
      if (await hasUpstream()) await git("push", "--quiet");
    },
  };

  async function hasUpstream(): Promise<boolean> {
    try {
      await git("rev-parse", "--abbrev-ref", "@{upstream}");
      return true;
    } catch {
      // It is kept here alone, as whoever made the repository wanted it.
      return false;
    }
  }
}

/** What git itself says, instead of the whole call. */
function said(error: unknown): Error {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  const lines = stderr.split("\n");
  // Advice may follow what it died of.
  const reason = lines.find((line) => line.startsWith("fatal: ")) ?? lines.at(-1) ?? "";
  return new Error(reason === "" ? `git failed: ${String(error)}` : `git: ${reason.replace(/^fatal: /, "")}`, {
    cause: error,
  });
}
