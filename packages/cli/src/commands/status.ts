import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StatusWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";
import { drawLine } from "../io/draw-text.ts";
import { duration, moment } from "../io/duration.ts";
import { drawSecondKeyStatus } from "../judge/draw-second-key-status.ts";
import { serverOptions } from "../session/server-options.ts";
import { withServer } from "../session/with-server.ts";
import { drawActiveElevation } from "./elevation/draw-elevation.ts";
import { drawPolicySource, drawPolicyWarning } from "./policy/draw-state.ts";

export const status = command({
  name: "status",
  summary: "Say who you are, what this acts on, and how far things may run by themselves",
  examples: ["steady status", "steady status --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client, isInProcess }) => {
      const { io, now } = services;
      const answer = await client.getStatus();
      if (options.json) {
        io.out(JSON.stringify(answer));
        return exitCode.ok;
      }
      const {
        version,
        actor,
        targetName,
        governance,
        policy,
        environments,
        dataFolder,
        database,
        secondKey,
        startedAt,
      } = answer;
      const server = isInProcess ? "none runs; this command had its own" : `started ${moment(startedAt, now())}`;
      const levels = environments.map(({ name, standard, ceiling }) => `${name} L${standard}, at most L${ceiling}`);
      const facts: readonly (readonly [string, string])[] = [
        ["version", version],
        ["server", server],
        ["you", `${drawLine(actor.name)} (${actor.id})`],
        ["target", targetName],
        ["governance", governance],
        ["policy", drawPolicySource(policy, now())],
        ["levels", levels.join("; ")],
        ...answer.elevations.map((one) => ["ELEVATED", drawActiveElevation(one, now())] as const),
        ...drawSecondKeyStatus(secondKey),
        ["own programs", existsSync(join(dataFolder, "programs.yaml")) ? join(dataFolder, "programs.yaml") : "none"],
        ...answer.checkpoints.map((one) => ["checkpoints", drawPlace(one, now())] as const),
        ...drawLedgerMonths(answer.ledgerMonths, now()).map((line) => ["record", line] as const),
        ...drawTelemetry(answer, now()).map((line) => ["telemetry", line] as const),
        ...answer.unfinished.map((one) => ["UNFINISHED", drawUnfinished(one)] as const),
        ["data folder", dataFolder],
        ["database", database],
      ];
      io.out(facts.map(([name, value]) => `${name.padEnd(14)}${value}`).join("\n"));
      const { recordFailing } = answer;
      if (recordFailing) {
        const { since, why, hint } = recordFailing;
        const said = `The record cannot be written since ${moment(since, now())}, so nothing runs: ${drawLine(why)}`;
        io.talk(io.talks.paint("dangerous", hint ? `${said}\n  ${drawLine(hint)}` : said));
      }
      const warning = drawPolicyWarning(policy);
      if (warning !== undefined) io.talk(io.talks.paint("caution", warning));
      return exitCode.ok;
    }),
});

function drawTelemetry({ telemetry }: StatusWire, now: Date): string[] {
  if (telemetry === undefined) return [];
  const rejected = telemetry.rejected === 0 ? "" : `; ${telemetry.rejected} records were not taken`;
  return [`${drawPlace(telemetry, now)}${rejected}`];
}

function drawUnfinished({ executionId, stepId, ageMs, does }: StatusWire["unfinished"][number]): string {
  return `${executionId} ${stepId}, for ${duration(ageMs)}: ${does}`;
}

const lowWaterMs = 62 * 86_400_000;

/** Only what somebody should look at: while months lie ready ahead, there is nothing to say of them. */
function drawLedgerMonths({ madeUntil, hasOthers, failing }: StatusWire["ledgerMonths"], now: Date): string[] {
  const isLow = madeUntil !== undefined && Date.parse(madeUntil) - now.getTime() < lowWaterMs;
  return [
    ...(failing
      ? [`its months could not be made ahead since ${moment(failing.since, now)}: ${drawLine(failing.why)}`]
      : []),
    ...(isLow
      ? [
          `months are made ahead only until ${madeUntil.slice(0, 10)}; later events are kept in one place, and found more slowly`,
        ]
      : []),
    ...(hasOthers ? ["some events bear a time that no month was made for: was a server's clock wrong?"] : []),
  ];
}

/** A place that the signed checkpoints are carried to, and how it does. */
function drawPlace({ name, keptAt, failing }: StatusWire["checkpoints"][number], now: Date): string {
  const place = drawLine(name);
  if (failing) return `${place} has taken NOTHING since ${moment(failing.since, now)}: ${drawLine(failing.why)}`;
  return keptAt === undefined ? `${place}, nothing yet` : `${place}, last ${moment(keptAt, now)}`;
}
