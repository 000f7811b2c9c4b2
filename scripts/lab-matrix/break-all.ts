import { type LabName, labs } from "./labs.ts";
import type { LabCase } from "./open-lab.ts";
import { keepOnPage, sectionsOf } from "./page.ts";
import { type Row, runCase } from "./run-case.ts";
import { until } from "./until.ts";
import { type LabWatch, watchLab } from "./watch-lab.ts";

const wellWithinMs = 30_000;

/** Every fault of these labs, one after the other. Says whether each was seen in time, named rightly, and is over. */
export async function breakAll(
  names: readonly LabName[],
  { faults, isKept }: { readonly faults?: readonly string[]; readonly isKept: boolean },
): Promise<boolean> {
  const rows: Row[] = [];
  for (const name of names) {
    for await (const row of breakLab(name, faults)) {
      rows.push(row);
      process.stdout.write(`${JSON.stringify(row)}\n`);
    }
  }
  const sections = sectionsOf(rows, new Date());
  for (const [lab, section] of sections) process.stdout.write(`## ${lab}\n${section}\n`);
  if (isKept) await keepOnPage(sections);
  return rows.length > 0 && rows.every(isAsItShould);
}

/** Each fault under a monitor and a database of its own, so that none is taken for the one before come back. */
async function* breakLab(name: LabName, faults: readonly string[] | undefined): AsyncGenerator<Row> {
  let lab = await labs[name]();
  try {
    const all = lab.cases.map(({ fault }) => fault);
    for (const fault of all.filter((one) => faults === undefined || faults.includes(one))) {
      process.stderr.write(`${name}: ${fault}\n`);
      let watch = await watchLab(lab.file);
      try {
        if (!(await isWell(watch))) {
          // What was done to it may be more than what was broken: a standby that was promoted stays so.
          await watch[Symbol.asyncDispose]();
          await lab.stop();
          lab = await labs[name]();
          watch = await watchLab(lab.file);
          if (!(await isWell(watch))) throw new Error(`the lab ${name} does not come up well`);
        }
        yield await runCase(name, caseOf(lab.cases, fault), watch);
      } finally {
        await watch[Symbol.asyncDispose]();
      }
    }
  } finally {
    await lab.stop();
  }
}

function caseOf(cases: readonly LabCase[], fault: string): LabCase {
  const found = cases.find((one) => one.fault === fault);
  if (found === undefined) throw new TypeError(`the lab has no fault ${fault} any more`);
  return found;
}

/** Until all of it holds, and nothing that was taken for wrong while it came up is left. */
async function isWell(watch: LabWatch): Promise<boolean> {
  const well = await until(async () => {
    const open = (await watch.incidents(new Date(0))).filter(({ phase }) => phase !== "resolved");
    return watch.wrong()?.length === 0 && open.length === 0 ? true : undefined;
  }, wellWithinMs);
  if (well === undefined) process.stderr.write(`the lab is not well: ${watch.wrong()?.join("; ")}\n`);
  return well === true;
}

/** Where nothing is offered that would mend it, telling people is what it should do. */
function isAsItShould({ detected, cause, action, remedy, escalated, totalMs }: Row): boolean {
  const isHandled = action === undefined ? escalated !== undefined : remedy?.result === "helped";
  const isInTime = detected !== undefined && detected.afterMs <= detected.limitMs;
  return isInTime && cause?.isRight === true && isHandled && totalMs !== undefined;
}
