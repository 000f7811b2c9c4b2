import { type Incident, sayViolation } from "@steadyhand/core/incident";
import type { LabCase } from "./open-lab.ts";
import { until } from "./until.ts";
import type { Handled, LabWatch } from "./watch-lab.ts";

/** What became of one fault. */
export interface Row {
  readonly lab: string;
  readonly fault: string;
  readonly on?: string;
  /** Which invariant opened the incident, and how long after the fault it was stored. */
  readonly detected?: { readonly what: string; readonly afterMs: number; readonly limitMs: number };
  /** What the rules named, and whether it is what was broken. */
  readonly cause?: { readonly named: string; readonly isRight: boolean };
  /** What was proposed, or the first thing that was suggested. */
  readonly action?: string;
  /** Whether a person had to say yes first. */
  readonly isApproved: boolean;
  /** What became of the action, and why. */
  readonly remedy?: { readonly result: string; readonly why: string };
  readonly escalated?: string;
  /** From the fault until its incident was resolved. */
  readonly totalMs?: number;
  /** What was still wrong when nobody waited any longer. */
  readonly left?: string;
  /** Whether it healed without the lab taking the fault back. */
  readonly mendedBy?: "the action" | "the lab";
}

const slackMs = 1_000;
const [mostMs, handledWithinMs, resolvedWithinMs] = [60_000, 120_000, 60_000];

/** Breaks a lab that is well, watches what is made of it, and mends it. */
export async function runCase(lab: string, one: LabCase, watch: LabWatch): Promise<Row> {
  const { fault, on } = one;
  const row = { lab, fault, ...(on !== undefined && { on }), isApproved: false };
  const since = new Date();
  await one.begin();
  const begun = performance.now();
  let isBroken = true;
  const mend = async () => {
    if (isBroken) await one.end();
    isBroken = false;
  };
  try {
    const incident = await until(async () => (await watch.incidents(since)).at(-1), mostMs);
    if (incident === undefined) return row;
    const detected = detectionOf(incident, { one, watch, afterMs: performance.now() - begun });
    const { handled, isApproved } = await handling(watch, incident);
    const known = { ...row, detected, isApproved, ...(handled && handlingOf(handled.last, one)) };
    const isMended = handled?.last.remedy?.phase === "ended" && handled.last.remedy.result === "helped";
    if (!isMended) await mend();
    const resolved = await until(() => resolvedOf(watch, since, incident), resolvedWithinMs);
    if (resolved === undefined) return { ...known, left: await leftOf(watch, since, incident) };
    return { ...known, totalMs: performance.now() - begun, mendedBy: isMended ? "the action" : "the lab" };
  } finally {
    // Of what was mended there may be nothing left to take back: whether the lab is well is looked at before the next one.
    await mend().catch((error: unknown) => process.stderr.write(`${fault} could not be taken back: ${error}\n`));
  }
}

/** Until nothing more is done about it by itself. What waits for a person is said yes to. */
async function handling(watch: LabWatch, incident: Incident) {
  let handled: Handled | undefined;
  let isApproved = false;
  await until(async () => {
    handled = await watch.handled(incident);
    if (handled && !handled.isOver && (await watch.approve(handled))) isApproved = true;
    return handled?.isOver ? true : undefined;
  }, handledWithinMs);
  return { handled, isApproved };
}

function detectionOf(
  { violations }: Incident,
  { one, watch, afterMs }: { readonly one: LabCase; readonly watch: LabWatch; readonly afterMs: number },
): NonNullable<Row["detected"]> {
  const [first] = violations;
  const what =
    first === undefined ? "" : `${first.invariant}${first.member === undefined ? "" : ` of ${first.member}`}`;
  const graceMs = first === undefined ? 0 : watch.graceMs(first.invariant);
  return { what, afterMs, limitMs: watch.everyMs + graceMs + slackMs + (one.showsAfterMs ?? 0) };
}

function handlingOf({ diagnosis, remedy, escalated }: Handled["last"], { cause, on }: LabCase): Partial<Row> {
  const named = diagnosis.causes.map(({ name, members }) => [name, ...members].join(" of "));
  const isRight = named.length === 1 && named[0] === (on === undefined ? cause : `${cause} of ${on}`);
  const suggested = remedy?.suggestion ?? diagnosis.suggestions[0];
  return {
    cause: { named: named.join(" and ") || diagnosis.outcome, isRight },
    ...(suggested && { action: suggested.action }),
    ...(remedy?.phase === "ended" && { remedy: { result: remedy.result, why: remedy.why } }),
    ...(escalated && { escalated: escalated.why }),
  };
}

async function resolvedOf(watch: LabWatch, since: Date, { id }: Incident): Promise<Incident | undefined> {
  return (await watch.incidents(since)).find((one) => one.id === id && one.phase === "resolved");
}

async function leftOf(watch: LabWatch, since: Date, { id }: Incident): Promise<string> {
  const now = (await watch.incidents(since)).find((one) => one.id === id);
  return (now?.violations ?? [])
    .filter(({ state }) => state !== "resolved")
    .map(sayViolation)
    .join(", ");
}
