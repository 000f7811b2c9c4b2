import type { ExecutionWire, IncidentDetailWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";

/** What one tenant has, by the name of the parameter that would name it. */
export interface Ours {
  readonly ids: Readonly<Record<IdName, string>>;
  /** Where a list of theirs goes on, by operation. */
  readonly cursors: Readonly<Record<`${string}.after`, string>>;
  /** What nobody else ever says: titles, commands, reasons, names, outputs, and the id of an execution. */
  readonly canaries: readonly string[];
}

export type IdName =
  | "runbookId"
  | "executionId"
  | "approvalId"
  | "scheduleId"
  | "elevationId"
  | "actorId"
  | "digest"
  | "tenantId"
  | "subject"
  | "project"
  | "incidentId"
  | "investigationId";

const names = { subject: "canary-subject-5503", project: "canary-project-5504" };

const canaries = {
  title: "canary-title-5501",
  command: "canary-command-5502",
  schedule: "canary-schedule-5505",
  elevation: "canary-elevation-5506",
  person: "canary-person-5507",
  level: "canary-level-5508",
  trust: "canary-trust-5509",
  abort: "canary-abort-5510",
  invariant: "canary-invariant-5511",
  action: "canary-action-5512",
  fault: "canary-fault-5513",
};

/** Two systems that are sick from the beginning, and that nothing they offer would mend: nothing goes on about them by itself. */
export const subjectFiles = [names.subject, "canary-other-5514"].map(
  (name) => `
subject: ${name}
environment: development
project: ${names.project}
every: 1s
title: Ours
members: [{ id: one, kind: disk }]
alive: free
observe:
  free: { command: [printf, "free 42 kB"], each: disk, match: 'free (\\d+)' }
invariants:
  full: { title: ${canaries.invariant}, holds: { sample: free, at_least: 100 }, grace: 1s }
actions:
  sweep:
    title: ${canaries.action}
    what: Makes room.
    command: [printf, swept]
    idempotent: true
    done: { sample: free, at_least: 100 }
faults:
  filled:
    title: ${canaries.fault}
    why: Nobody sweeps.
    shows: { "violated:full": 0.95 }
    repairs: []
`,
);

const text = `# ${canaries.title}

1. Say it:

   \`\`\`sh
   echo ${canaries.command}
   \`\`\`

2. Say it again:

   \`\`\`sh
   echo ${canaries.command} again
   \`\`\`
`;

/** Does a day's work as one tenant through the API: at least one of everything that has an id. */
export async function fillOurs(client: Client): Promise<Ours> {
  const { subject, project } = names;
  await client.importRunbook({ body: { text: `${text}\n3. Rest.\n` } });
  const { runbook } = await client.importRunbook({ body: { text } });
  const body = { runbookId: runbook.id, environment: "development", subject, project } as const;
  const done = await client.startExecution({ body });
  await runFirstStep(client, done);
  const abort = { type: "abort", reason: canaries.abort } as const;
  await client.commandExecution({ parameters: { executionId: done.id }, body: abort });
  const waiting = await client.startExecution({ body });
  const approval = waiting.steps.find(({ isCurrent }) => isCurrent)?.approval;
  if (approval === undefined) throw new Error("nothing waits for an approval");
  const schedule = await client.addSchedule({
    body: { name: canaries.schedule, start: body, timing: { kind: "after", seconds: 86_400 } },
  });
  const person = await client.addPerson({ body: { name: canaries.person } });
  const scope = { kind: "subject", name: subject } as const;
  await client.setLevel({ parameters: scope, body: { level: 1, why: canaries.level } });
  const elevation = await client.askElevation({ body: { scope, reason: canaries.elevation, minutes: 5 } });
  await client.setTrust({ parameters: { runbookId: runbook.id }, body: { trust: 1, why: canaries.trust } });
  const { items } = await client.listApprovals({ query: { executionId: waiting.id } });
  const { id: incidentId, investigations } = await handledIncident(client);
  return {
    ids: {
      ...{ runbookId: runbook.id, executionId: waiting.id, approvalId: items[0]?.id ?? "", scheduleId: schedule.id },
      ...{
        elevationId: elevation.id,
        actorId: person.actor.id,
        digest: approval.digest,
        tenantId: "ten_default",
        subject,
        project,
      },
      ...{ incidentId, investigationId: investigations[0]?.id ?? "" },
    },
    cursors: await cursorsOf(client),
    canaries: [...Object.values(canaries), done.id],
  };
}

async function cursorsOf(client: Client): Promise<Ours["cursors"]> {
  const query = { limit: 1 };
  return {
    "listRunbooks.after": (await client.listRunbooks({ query })).next ?? "",
    "listExecutions.after": (await client.listExecutions({ query })).next ?? "",
    "listIncidents.after": (await client.listIncidents({ query })).next ?? "",
    "listApprovals.after": (await client.listApprovals({ query: { ...query, state: "all" } })).next ?? "",
    "listAuditEvents.after": (await client.listAuditEvents({ query })).next ?? "",
  };
}

/** The incident of our subject, once nothing more is done by itself about it nor about the other. */
async function handledIncident(client: Client): Promise<IncidentDetailWire> {
  for (const until = Date.now() + 20_000; ; ) {
    const { items } = await client.listIncidents({ query: {} });
    const all = await Promise.all(items.map(({ id }) => client.getIncident({ parameters: { incidentId: id } })));
    const ours = all.find(({ subject }) => subject === names.subject);
    if (ours && all.length === subjectFiles.length && all.every(({ handling }) => handling.kind === "rest"))
      return ours;
    if (Date.now() > until) throw new Error(`nobody came to an end of ${JSON.stringify(all)}`);
  }
}

/** Grants the step that waits, and waits until it has run, so that there is an output. */
async function runFirstStep(client: Client, { id: executionId, steps }: ExecutionWire): Promise<void> {
  const step = steps.find(({ isCurrent }) => isCurrent);
  const seen = new AbortController();
  const watching = client.watchExecution(executionId, {
    signal: seen.signal,
    onUpdate: ({ steps: changed }) => {
      if (changed.some(({ id, phase }) => id === step?.id && phase === "succeeded")) seen.abort();
    },
    onOutput() {},
  });
  const parameters = { executionId, stepId: step?.id ?? "" };
  await client.decideApproval({ parameters, body: { type: "grant", digest: step?.approval?.digest ?? "" } });
  await watching;
}
