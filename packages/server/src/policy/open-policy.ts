import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { TenantId } from "@steadyhand/core/identity";
import { defaultPolicy, type Policy } from "@steadyhand/core/policy";
import { type Ledger, type PolicyInForce, policyInForce } from "@steadyhand/engine";
import { readPolicy } from "@steadyhand/policy";
import type { ServerLog } from "../log.ts";
import { type FileContent, followFile } from "./follow-file.ts";
import { policyEvent } from "./policy-event.ts";
import { nextState, type PolicyNews, type PolicyState, standardState } from "./policy-state.ts";

/** The policy in force, kept up with its file. */
export interface PolicySource {
  readonly path: string;
  state(): PolicyState;
  /** What the engine asks for at each decision. */
  inForce(): PolicyInForce;
  close(): Promise<void>;
}

interface Place {
  /** The file that people keep. */
  readonly path: string;
  /** Our copy of the last good text, so that it outlives a restart. */
  readonly lastGoodPath: string;
  /** What was in force when the file went away, for whoever wants it back. */
  readonly removedPath: string;
}

interface Options extends Place {
  readonly ledger: Pick<Ledger, "append" | "list">;
  readonly tenantId: TenantId;
  readonly now: () => Date;
  /** What stands at a wrong place in a file may be a secret: it is not shown back. */
  readonly redact: (text: string) => string;
  readonly log: ServerLog;
}

/**
 * Reads the policy file and follows it. A good text is recorded and then in force, within a second; a broken one is
 * recorded and leaves in force what is; without a file the strict standard holds. Never throws over what the file holds.
 */
export async function openPolicy(options: Options): Promise<PolicySource> {
  const { path, log, now, redact } = options;
  const file = followFile(path, log);
  let recorded = await stateBefore(options);
  let state = recorded;
  const take = async (content: FileContent) => {
    const { state: after, news } = nextState(recorded, content, { now: now(), redact });
    // Strict needs no record before it holds; everything else does.
    if (news === "removed") state = after;
    if (news !== "nothing") await record(options, news, { before: recorded, after });
    keep(options, { content, news });
    recorded = after;
    state = after;
  };
  await take(file.first);
  file.follow(take);
  return { path, state: () => state, inForce: () => state.inForce, close: () => file.close() };
}

/** Among these is the newest of our file, when nodes with files of their own write into the same record. */
const recentEvents = 50;

/** What was in force when an earlier process ended, as far as our copies and the record say. */
async function stateBefore({ path, lastGoodPath, removedPath, ledger, tenantId, now }: Options): Promise<PolicyState> {
  const { items } = await ledger.list(tenantId, { type: "policy.changed" }, { limit: recentEvents });
  const newest = items.find(({ data }) => data.path === path);
  const since = (policy: Policy) =>
    newest?.data.sha256 === policyInForce(policy).sha256 ? new Date(newest.at) : now();
  const lastGood = goodTextIn(lastGoodPath);
  if (lastGood) return { ...standardState(since(lastGood)), origin: "file", inForce: policyInForce(lastGood) };
  const wasRemoved = goodTextIn(removedPath) !== undefined;
  return { ...standardState(since(defaultPolicy)), ...(wasRemoved && { origin: "removed" }) };
}

function goodTextIn(path: string): Policy | undefined {
  try {
    const read = readPolicy(readFileSync(path, "utf8"));
    return read.ok ? read.policy : undefined;
  } catch {
    // There is no copy: nothing was in force, or it cannot be read and helps nobody.
    return undefined;
  }
}

async function record(
  { path, ledger, tenantId, redact, log }: Options,
  news: Exclude<PolicyNews, "nothing">,
  states: { readonly before: PolicyState; readonly after: PolicyState },
): Promise<void> {
  const event = policyEvent(path, news, { ...states, redact });
  if (news === "refused") {
    log.warn({ path, problems: states.after.problems.length }, "the policy file cannot be used");
    if (await isRecorded({ ledger, tenantId }, event.data)) return;
  } else log.info({ path, sha256: states.after.inForce.sha256 }, "the policy has changed");
  await ledger.append(tenantId, [event]);
}

/** A file that was broken before a restart is the same refusal after it. */
async function isRecorded(
  { ledger, tenantId }: Pick<Options, "ledger" | "tenantId">,
  data: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { items } = await ledger.list(tenantId, { type: "policy.*" }, { limit: recentEvents });
  const newest = items.find((event) => event.data.path === data.path);
  return newest?.type === "policy.refused" && isDeepStrictEqual(newest.data.problems, data.problems);
}

/** Keeps our copies: they help after a restart, and nothing depends on them now. */
function keep(
  { lastGoodPath, removedPath, log }: Options,
  { content, news }: { readonly content: FileContent; readonly news: PolicyNews },
): void {
  try {
    if (news === "removed") renameSync(lastGoodPath, removedPath);
    if (content.kind !== "text" || news === "refused" || !readPolicy(content.text).ok) return;
    // Nodes of one machine may share the folder.
    const temporary = `${lastGoodPath}.${process.pid}`;
    writeFileSync(temporary, content.text, { mode: 0o600 });
    renameSync(temporary, lastGoodPath);
    rmSync(removedPath, { force: true });
  } catch (error) {
    log.warn({ err: error, path: lastGoodPath }, "the last good policy could not be kept for a restart");
  }
}
