import type { PolicySimulationWire, SimulatedDecisionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawProblems, findPolicyFile, readPolicyFile } from "./policy-file.ts";
import { readSince } from "./since.ts";

export const simulate = command({
  name: "simulate",
  summary: "Say what recorded decisions would have been under another policy: run, waited, by hand or refused",
  description:
    "Replays what the gate judged, as it was then in all but the policy. Nothing runs and nothing comes into force.",
  examples: ["steady policy simulate policy.json --since 30d", "steady policy simulate policy.json --since 12h --json"],
  args: { file: { help: "the policy to try" } },
  options: {
    ...serverOptions,
    since: { type: "text", value: "time", help: "how far back: 30d, 12h, 2w, or a time (default: 30d)" },
    limit: { type: "text", value: "n", help: "how many changed decisions are listed (default: 50)" },
  },
  async run({ args, options, ...services }) {
    const { io, now } = services;
    const path = findPolicyFile({ file: args.file, data: options.data }, services) ?? args.file;
    const since = readSince(options.since ?? "30d", now());
    const { text, read } = await readPolicyFile(path);
    if (!read.ok) {
      if (options.json) io.out(JSON.stringify({ file: path, ok: false, problems: read.problems }));
      else io.talk(drawProblems(path, read.problems));
      return exitCode.failed;
    }
    return withServer(options, services, async ({ client }) => {
      const simulation = await replayAll(client, { text, since: since.toISOString() });
      if (options.json) io.out(JSON.stringify(simulation));
      else io.out(draw(simulation, Number(options.limit) || 50));
      return exitCode.ok;
    });
  },
});

/** Page by page, and added up. */
async function replayAll(
  client: Client,
  body: { readonly text: string; readonly since: string },
): Promise<PolicySimulationWire> {
  let sum: PolicySimulationWire | undefined;
  for (let after: string | undefined; ; ) {
    const page = await client.simulatePolicy({ body: { ...body, ...(after !== undefined && { after }) } });
    sum = sum === undefined ? page : added(sum, page);
    after = page.next;
    if (after === undefined) {
      const { next: _last, ...whole } = sum;
      return whole;
    }
  }
}

function added(one: PolicySimulationWire, other: PolicySimulationWire): PolicySimulationWire {
  return {
    since: one.since,
    decisions: one.decisions + other.decisions,
    unreadable: one.unreadable + other.unreadable,
    before: addedCounts(one.before, other.before),
    after: addedCounts(one.after, other.after),
    changed: [...one.changed, ...other.changed],
  };
}

type Counts = PolicySimulationWire["before"];

function addedCounts(one: Counts, other: Counts): Counts {
  return {
    run: one.run + other.run,
    approve: one.approve + other.approve,
    by_hand: one.by_hand + other.by_hand,
    refuse: one.refuse + other.refuse,
  };
}

const verdicts = [
  ["run", "ran by itself"],
  ["approve", "waited for people"],
  ["by_hand", "was left to do by hand"],
  ["refuse", "was refused"],
] as const;

function draw({ since, decisions, unreadable, before, after, changed }: PolicySimulationWire, limit: number): string {
  const old = unreadable === 0 ? "" : `; ${unreadable} older ones were recorded without what it takes`;
  if (decisions === 0) return `Nothing was decided since ${since}${old}`;
  const counts = table(
    ["", "was", "would be"],
    verdicts.map(([verdict, says]) => [says, String(before[verdict]), String(after[verdict])]),
  );
  const head = `${decisions} decisions since ${since}${old}\n\n${counts}\n`;
  if (changed.length === 0) return `${head}\nNone of them would be another one`;
  const shown = changed.slice(0, limit);
  const more =
    changed.length > shown.length ? `\n… and ${changed.length - shown.length} more (--limit, or --json)` : "";
  return `${head}\n${changed.length} would be another one, newest first\n${shown.map(drawDecision).join("\n")}${more}`;
}

function drawDecision({
  at,
  executionId,
  stepId,
  environment,
  targetName,
  risk,
  command: text,
  before,
  after,
  why,
}: SimulatedDecisionWire): string {
  const reasons = why.map((reason) => `    ${drawLine(reason)}`).join("\n");
  return (
    `\n${at}  ${executionId} ${stepId}  ${environment} on ${drawLine(targetName)}, ${risk}\n  ${drawLine(text)}\n` +
    `  ${saySide(before)} → ${saySide(after)}${reasons && `\n${reasons}`}`
  );
}

function saySide({ verdict, level, approvals, confirmation }: SimulatedDecisionWire["before"]): string {
  const says = { run: "runs by itself", approve: "waits", by_hand: "by hand", refuse: "refused" }[verdict];
  if (verdict !== "approve") return `${says} (L${level})`;
  return `${says} for ${approvals === 1 ? "one person" : `${approvals} people`}, ${confirmation ?? "click"} (L${level})`;
}
