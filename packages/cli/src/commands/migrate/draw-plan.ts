import type { estimateBasis, MigrationPlan, PlannedLock } from "@steadyhand/server/migrations";
import { drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import { sayBytes } from "../../io/say-bytes.ts";
import { table } from "../../io/table.ts";

type Planned = MigrationPlan["pending"][number];
type Basis = typeof estimateBasis;

/** A plan for people: what waits for what first, then each statement. */
export function drawPlan({ newest, newer, pending }: MigrationPlan, basis: Basis): string {
  const at = newest === undefined ? "The database is empty" : `The database is at ${newest}`;
  if (newer.length > 0) return `${at}: a newer release has gone on with ${newer.join(", ")}`;
  if (pending.length === 0) return `${at}: nothing is to be done`;
  const list = pending.map(({ name, statements }) => `  ${name}: ${statements.length} statements`).join("\n");
  if (newest === undefined) return `${at}; the first start makes it, and nobody waits for it:\n${list}`;
  const count = pending.length === 1 ? "one migration" : `${pending.length} migrations`;
  return [`${at}; the next start applies ${count}`, ...pending.map(drawMigration), footOf(pending, basis)].join("\n\n");
}

function drawMigration({ name, statements, tookMs, readableFrom }: Planned): string {
  const locks = statements.flatMap(({ line, locks: taken }) => (taken ?? []).map((lock) => ({ line, ...lock })));
  const blocking = locks.filter(({ blocks }) => blocks !== "nothing");
  const took = tookMs === undefined ? "" : `, took ${duration(tookMs)} when it was tried`;
  const own = Number(name.slice(0, 4));
  const readers =
    readableFrom < own
      ? `Servers of releases from ${String(readableFrom).padStart(4, "0")} on can go on meanwhile and after.`
      : "Servers of older releases must be stopped before it: it does not say that they can go on.";
  const rows = blocking.map(({ line, table: on, mode, blocks, effect, rows: count, bytes, ...held }) => [
    ...[String(line), on, mode, blocks, effects[effect], `${count} rows, ${sayBytes(bytes)}`, heldFor(held)],
  ]);
  const head = ["line", "table", "lock", "waits", "does", "lies there", "held for"];
  const unseen = statements.filter(({ locks: taken }) => taken === undefined).map(({ line }) => line);
  return [
    `${name}: ${statements.length} statements${took}`,
    rows.length === 0 ? "  Nothing waits for it." : indent(table(head, rows)),
    ...(unseen.length === 0 ? [] : [`  What the statement in line ${unseen.join(", ")} locks only --try shows.`]),
    `  ${readers}`,
    ...statements.map(({ line, text }) => `  ${String(line).padStart(4)}  ${drawLine(oneLine(text))}`),
  ].join("\n");
}

const effects: Readonly<Record<PlannedLock["effect"], string>> = {
  catalogue: "no row is touched",
  scan: "reads every row",
  rewrite: "writes every row anew",
};

const widest = 100;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s*--[^\n]*/g, "").replaceAll(/\s+/g, " ");
  return line.length > widest ? `${line.slice(0, widest)}…` : line;
}

const indent = (text: string) => text.replaceAll(/^/gm, "  ");

function heldFor({ heldMs, isMeasured }: Pick<PlannedLock, "heldMs" | "isMeasured">): string {
  return isMeasured ? duration(heldMs) : `about ${duration(heldMs)}`;
}

function footOf(pending: readonly Planned[], basis: Basis): string {
  const isTried = pending.some(({ tookMs }) => tookMs !== undefined);
  if (isTried)
    return "It was tried and rolled back. Before it gets a lock, a migration waits for whoever uses the table.";
  const perSecond = (bytesPerMs: number) => `${Math.round((bytesPerMs * 1000) / 1_000_000)} MB/s`;
  return `"About" supposes that ${perSecond(basis.scannedBytesPerMs)} are read and ${perSecond(basis.rewrittenBytesPerMs)} written, and ${basis.statementMs} ms a statement; --try measures.`;
}
