import type { LevelChangeWire, LevelScopeWire, PromotionWire, ScopeLevelWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";

/** How a scope is written on the command line. */
export function drawScope({ kind, name }: LevelScopeWire): string {
  return kind === "subject" ? name : `project:${name}`;
}

export function drawLevels(levels: readonly ScopeLevelWire[], now: Date): string {
  if (levels.length === 0) return "Nothing was run yet, and no level is set";
  const rows = levels.map(({ scope, newest, ceiling, progress, offer, elevation }) => [
    drawScope(scope),
    newest ? `L${newest.level}` : "not set",
    `L${ceiling.level} (${ceiling.environment})`,
    newest ? `${newest.how} by ${drawLine(newest.by.name)}, ${moment(newest.at, now)}` : "",
    [
      ...(elevation ? [`ELEVATED by one, ends ${moment(elevation.until, now)}`] : []),
      ...(offer ? [`offered: L${offer.to} (${offer.id})`] : []),
      ...(progress && !offer ? [towards(progress)] : []),
    ].join("; "),
  ]);
  return table(["scope", "level", "at most", "said", "next"], rows);
}

function towards({ to, thresholds }: NonNullable<ScopeLevelWire["progress"]>): string {
  const missing = thresholds.filter(({ isMet }) => !isMet).map(({ why }) => why);
  return `L${to} needs: ${missing.join("; ") || "one more attempt"}`;
}

/** One scope in full. */
export function drawLevel(level: ScopeLevelWire, now: Date): string {
  const { scope, newest, ceiling, runIn, progress, offer, elevation } = level;
  const facts: (readonly [string, string])[] = [
    [scope.kind, scope.name],
    ["level", newest ? `L${newest.level}` : "not set: the environment and the policy say how far things go"],
    ...(newest ? [["said", drawChange(newest, now)] as const] : []),
    ["run in", runIn.join(", ") || "nothing yet"],
    ["at most", `L${ceiling.level} (${ceiling.environment}, ${ceiling.from})`],
    ...(elevation
      ? [
          [
            "elevated",
            `by one level, ends ${moment(elevation.until, now)}; granted by ${drawLine(elevation.grantedBy.name)}: ${drawLine(elevation.reason)}`,
          ] as const,
        ]
      : []),
    ...(offer ? [["offered", `L${offer.to}: steady level promote ${offer.id}`] as const] : []),
    ...(progress?.thresholds.map(
      ({ why, isMet }, index) =>
        [index === 0 ? `towards L${progress.to}` : "", `${isMet ? "yes" : "no "}  ${why}`] as const,
    ) ?? []),
  ];
  return facts.map(([name, value]) => `${name.padEnd(14)}${value}`).join("\n");
}

export function drawHistory(history: readonly LevelChangeWire[], now: Date): string {
  if (history.length === 0) return "Nobody has set a level";
  const rows = history.map(({ level, from, how, by, at, why }) => [
    moment(at, now),
    from === undefined ? `L${level}` : `L${from} to L${level}`,
    how,
    drawLine(by.name),
    drawLine(why),
  ]);
  return table(["when", "level", "how", "who", "why"], rows);
}

function drawChange({ how, by, at, why }: LevelChangeWire, now: Date): string {
  return `${how} by ${drawLine(by.name)}, ${moment(at, now)}: ${drawLine(why)}`;
}

export function drawPromotions(promotions: readonly PromotionWire[], now: Date): string {
  if (promotions.length === 0) return "Nothing is offered";
  const rows = promotions.map(({ id, scope, from, to, phase, offeredAt, evidence, by }) => [
    id,
    drawScope(scope),
    `L${from} to L${to}`,
    by ? `${phase} by ${drawLine(by.name)}` : phase,
    moment(offeredAt, now),
    evidence.map((line) => drawLine(line)).join("; "),
  ]);
  return table(["offer", "scope", "level", "answer", "offered", "evidence"], rows);
}
