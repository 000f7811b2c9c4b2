import { type LabName, labs } from "./labs.ts";
import { keepOnPage } from "./page.ts";
import { watchLab } from "./watch-lab.ts";

/** Watches labs under their load that nobody breaks, one after the other. Says whether nothing was taken for an incident. */
export async function watchHealthy(
  names: readonly LabName[],
  { minutes, isKept }: { readonly minutes: number; readonly isKept: boolean },
): Promise<boolean> {
  let isQuiet = true;
  for (const name of names) {
    const lab = await labs[name]();
    try {
      await using watch = await watchLab(lab.file);
      const since = new Date();
      await new Promise((after) => setTimeout(after, minutes * 60_000));
      const incidents = await watch.incidents(since);
      const told = incidents.map(({ title, violations: [first] }) => `${title}: ${first?.why}`);
      process.stdout.write(`${JSON.stringify({ lab: name, minutes, incidents: incidents.length, told })}\n`);
      isQuiet &&= incidents.length === 0;
      const day = new Date().toISOString().slice(0, 10);
      const said = `${minutes} minutes under load on ${day}: ${incidents.length} incidents${["", ...told].join("\n- ")}`;
      if (isKept) await keepOnPage(new Map([[`${name}, healthy`, said]]));
    } finally {
      await lab.stop();
    }
  }
  return isQuiet;
}
