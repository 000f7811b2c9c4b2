import { ApiProblem, type Client } from "@steadyhand/client/node";
import { pauseUntil } from "../../session/pause-until.ts";
import type { Seen } from "./seen.ts";

const everyMs = 500;

/** Asks the demo's own server again and again how its subject does, until `signal`. Rejects with what the server says no to. */
export async function followInstallation(
  client: Client,
  subject: string,
  { now, heard, signal }: { now(): Date; heard(seen: Seen): void; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      const seen = await look(client, subject, now);
      if (!signal.aborted) heard(seen);
    } catch (error) {
      // A server that is about to end does not answer any more; whoever started it hears of that.
      if (!(error instanceof ApiProblem && error.code === "server.unreachable")) throw error;
    }
    await pauseUntil(everyMs, signal);
  }
}

async function look(client: Client, name: string, now: () => Date): Promise<Seen> {
  const subject = await client.getSubject({ parameters: { subject: name } });
  const { items } = await client.listIncidents({ query: { subject: name, limit: 1 } });
  const [newest] = items;
  if (newest === undefined) return { at: now(), subject };
  const incident = await client.getIncident({ parameters: { incidentId: newest.id } });
  const last = incident.investigations.at(-1);
  const investigation = last && (await client.getInvestigation({ parameters: { investigationId: last.id } }));
  const executionId = investigation?.remedy?.executionId;
  const run = executionId && (await client.getExecution({ parameters: { executionId } }));
  return { at: now(), subject, incident, ...(investigation && { investigation }), ...(run && { run }) };
}
