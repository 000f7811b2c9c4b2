import type { Actor, TenantId } from "@steadyhand/core/identity";
import { decideInvestigation, type Investigation, type InvestigationEvent } from "@steadyhand/core/investigation";
import { refusalError } from "@steadyhand/core/outcome";
import { createIncidents, type IncidentStore } from "./monitor/index.ts";
import type { InvestigationStore } from "./operator/index.ts";
import type { Clock, Page, PageRequest } from "./ports.ts";

export interface HoldIncidentsOptions {
  readonly incidents: IncidentStore;
  readonly investigations: Pick<InvestigationStore, "list" | "change">;
  readonly clock: Pick<Clock, "now">;
}

interface Said {
  readonly by: Actor;
  readonly reason: string;
}

/**
 * Makes what was read back of incidents wait for a person: what looked is stopped, what was done and had not proven itself is `unknown`,
 * and every open incident is held, so that nothing is done about it by itself. Gives how many are held by it.
 */
export async function holdIncidents(
  options: HoldIncidentsOptions,
  tenants: readonly TenantId[],
  said: Said,
): Promise<number> {
  let held = 0;
  for (const tenantId of tenants) {
    await endInvestigations(options, tenantId, said);
    held += await holdOpen(options, tenantId, said);
  }
  return held;
}

async function endInvestigations(
  { investigations, clock }: HoldIncidentsOptions,
  tenantId: TenantId,
  { by, reason }: Said,
): Promise<void> {
  for await (const investigation of itemsOf((page) => investigations.list(tenantId, {}, page))) {
    const event = endOf(investigation, by, reason);
    if (event === undefined) continue;
    await investigations.change(tenantId, investigation.id, (known) => {
      const decided = decideInvestigation(known, event, { system: by, now: clock.now() });
      if (!decided.ok) throw refusalError(decided.refusal);
      return { investigation: decided.investigation, events: decided.facts };
    });
  }
}

function endOf(investigation: Investigation, by: Actor, reason: string): InvestigationEvent | undefined {
  if (investigation.phase === "looking") return { type: "stop", by, reason };
  if (investigation.phase !== "concluded" || investigation.remedy === undefined) return undefined;
  if (investigation.remedy.phase === "ended") return undefined;
  return { type: "remedy_ended", result: "unknown", why: reason };
}

async function holdOpen(
  { incidents: store, clock }: HoldIncidentsOptions,
  tenantId: TenantId,
  { by, reason }: Said,
): Promise<number> {
  // Our own words: there is nothing to remove from them.
  const incidents = createIncidents({ store, clock, redact: (text) => text });
  let held = 0;
  for await (const { id, phase, hold } of itemsOf((page) => store.list(tenantId, {}, page))) {
    if (phase === "resolved" || hold !== undefined) continue;
    await incidents.hold({ tenantId, actor: by }, { id, why: reason });
    held += 1;
  }
  return held;
}

/** So many at a time: an investigation comes with all that it has read. */
const limit = 20;

async function* itemsOf<Item>(list: (page: PageRequest) => Promise<Page<Item>>): AsyncGenerator<Item> {
  let after: string | undefined;
  do {
    const page: Page<Item> = await list({ limit, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
