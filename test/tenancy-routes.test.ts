import { endpoints } from "@steadyhand/api/endpoints";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillOurs, type Ours, subjectFiles } from "./tenancy/fill-ours.ts";
import { fillRequests, type OpenApi, type Request, type Values } from "./tenancy/fill-requests.ts";
import { openTenants, type Tenant, type Tenants } from "./tenancy/open-tenants.ts";
import { shapeOf, withoutNames } from "./tenancy/shape-of.ts";

let server: Tenants;
let ours: Ours;
let document: OpenApi;

beforeAll(async () => {
  server = await openTenants(subjectFiles);
  ours = await fillOurs(server.ours.client);
  document = JSON.parse((await ask(server.theirs, { operationId: "", method: "GET", path: "/openapi.json" })).text);
});
afterAll(() => server.close());

/** Ids of the same form that nobody has. */
const absent: Readonly<Record<keyof Ours["ids"], string>> = {
  ...{ runbookId: "rbk_absent", executionId: "exe_absent", approvalId: "apr_absent", scheduleId: "sch_absent" },
  ...{ elevationId: "elv_absent", actorId: "act_absent", digest: `sha256:${"5".repeat(64)}` },
  ...{ tenantId: "ten_absent", subject: "absent-subject", project: "absent-project" },
  ...{ incidentId: "inc_absent", investigationId: "inv_absent" },
};

/** What every request is filled with besides the ids: by the field's name, or by operation and name. */
function valuesWith(ids: Ours["ids"]): Values {
  return {
    ...ids,
    ...ours.cursors,
    ...{ stepId: "stp_1", version: 1, promotionId: "pro_absent", kind: "subject", name: ids.subject },
    ...{ "getAction.name": `${ids.subject}.sweep`, turn: 1, "proposeAction.action": "sweep" },
    "addPerson.name": "Lee",
    "deleteTenant.confirm": ids.tenantId,
    "addSchedule.name": "Nightly",
    "askElevation.minutes": 5,
    // More than theirs has events, fewer than ours.
    ...{ sequence: 12, count: 12, limit: 200 },
    ...{ since: "2026-01-01T00:00:00.000Z", until: "2099-01-01T00:00:00.000Z", at: "2099-01-01T00:00:00.000Z" },
    ...{ day: new Date().toISOString().slice(0, 10), timeZone: "UTC", seconds: 3_600 },
    ...{ key: "k".repeat(43), roles: "sre", text: "# Look\n\n1. Look: `ls /`\n", command: "ls /" },
    ...{ take: "skipped:stp_1", actorName: "riley", type: "step.*" },
    "findAnomalies.since": new Date(Date.now() - 86_400_000).toISOString(),
    "checkPolicy.text": "{}",
    "simulatePolicy.text": "{}",
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** A stream has no end: this is what it said at first. */
  readonly isCut: boolean;
}

const firstLookMs = 400;

async function ask(tenant: Tenant, { method, path, body }: Request): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tenant.key}`,
      ...(method === "POST" && { "content-type": "application/json" }),
    },
    ...(method === "POST" && { body: JSON.stringify(body ?? {}) }),
  });
  return { status: response.status, ...(await firstOf(response)) };
}

async function firstOf({ body, headers }: Response): Promise<Pick<Answer, "text" | "isCut">> {
  let text = "";
  let isCut = false;
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const mayBeEndless = /event-stream|jsonl|ndjson/.test(headers.get("content-type") ?? "");
  const cut = () => {
    isCut = true;
    void reader?.cancel();
  };
  const timer = mayBeEndless ? setTimeout(cut, firstLookMs) : undefined;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
  clearTimeout(timer);
  return { text, isCut };
}

/**
 * Panic is the installation's: it stops every tenant's runs, whoever presses. It would stop what is asked here as well, so
 * it is not among these.
 */
const ofTheInstallation = new Set(["pressPanic", "getPanic", "askResume", "confirmResume", "drillPanic"]);

const requestsWith = (ids: Ours["ids"]) =>
  fillRequests(document, valuesWith(ids)).filter(({ operationId }) => !ofTheInstallation.has(operationId));

const canariesIn = (text: string) => ours.canaries.filter((canary) => text.includes(canary));

interface Asked {
  readonly request: Request;
  readonly theirs: Answer;
  readonly nobodys: Answer;
}

/** Every request once: by theirs with our ids, and by a tenant in the same state with ids that nobody has. */
async function askAll(): Promise<Asked[]> {
  const withNobodys = requestsWith(absent);
  const pairs = requestsWith(ours.ids).map((request, index) => {
    const twin = withNobodys[index];
    if (twin?.operationId !== request.operationId) throw new TypeError("both lists are of one document");
    return { request, twin };
  });
  const asked: Asked[] = [];
  const askBoth = async ({ request, twin }: (typeof pairs)[number]) => {
    const [theirs, nobodys] = await Promise.all([ask(server.theirs, request), ask(server.nobodys, twin)]);
    asked.push({ request, theirs, nobodys });
  };
  for (const pair of pairs.filter(({ request }) => !isOfRecord(request))) await askBoth(pair);
  // What asks for the record comes last: by then it holds what the others have left in it.
  await untilRefusalsAreRecorded();
  for (const pair of pairs.filter(({ request }) => isOfRecord(request))) await askBoth(pair);
  return asked;
}

const isOfRecord = ({ path }: Request) => path.startsWith("/v1/audit");

async function newestOf({ tenantId }: Tenant) {
  return (await server.services.ledger.list(tenantId, {}, { limit: 1 })).items[0];
}

/** Refusals are recorded after they were answered, one after the other: with the last of them, all are. */
async function untilRefusalsAreRecorded(): Promise<void> {
  const last: Request = { operationId: "removePerson", method: "DELETE", path: "/v1/people/act_last" };
  await ask(server.theirs, last);
  await ask(server.nobodys, last);
  for (const until = Date.now() + 20_000; !(await newestOf(server.nobodys))?.why?.includes("act_last"); ) {
    if (Date.now() > until) throw new Error("the last refusal was never recorded");
  }
}

describe("every route of the API", { timeout: 120_000 }, () => {
  it("gives us our own things, so that what follows means something", async () => {
    const reads = requestsWith(ours.ids).filter(({ method, path }) => method === "GET" && !path.endsWith("/events"));
    const answers = await Promise.all(reads.map((request) => ask(server.ours, request)));
    const answered = new Set(
      reads.filter((_read, index) => answers[index]?.status === 200).map((read) => read.operationId),
    );
    expect(reads.map(({ operationId }) => operationId).filter((id) => !answered.has(id))).toEqual([]);
    const seen = answers.map(({ text }) => text).join("");
    expect(canariesIn(seen)).toEqual(ours.canaries);
    expect(Object.values(ours.ids).filter((id) => !seen.includes(id))).toEqual([]);
  });

  it("tells another tenant who asks with our ids what it tells one who asks for what is not there", async () => {
    const before = (await newestOf(server.ours))?.sequence ?? 0;
    const asked = await askAll();
    const malformed = asked.filter(({ theirs }) => theirs.status === 400 && theirs.text.includes("request.invalid"));
    expect.soft(malformed.map(({ request, theirs }) => [request, theirs.text])).toEqual([]);
    const leaks = asked.map(({ request, theirs }) => ({
      ...request,
      found: canariesIn(withoutNames(theirs.text, ours.ids)),
    }));
    expect.soft(leaks.filter(({ found }) => found.length > 0)).toEqual([]);
    const answers = asked.map(({ request, theirs, nobodys }) => ({
      ...{ request, theirs: shapeOf(theirs, ours.ids), nobodys: shapeOf(nobodys, absent) },
    }));
    expect.soft(answers.filter(({ theirs, nobodys }) => theirs !== nobodys)).toEqual([]);
    // Nothing of it was done to us: all that is done is in the record. That we read it ourselves is recorded too.
    const { items } = await server.services.ledger.list(server.ours.tenantId, {}, { limit: 50 });
    expect(items.filter(({ sequence, type }) => sequence > before && type !== "ledger.read")).toEqual([]);
  });
});

describe("a live view", () => {
  it("shows another tenant its own run, and nothing of one of ours that runs meanwhile", async () => {
    const body = { environment: "development" } as const;
    const { runbook } = await server.theirs.client.importRunbook({ body: { text: "# Look\n\n1. Look: `ls /`\n" } });
    const own = await server.theirs.client.startExecution({ body: { ...body, runbookId: runbook.id } });
    const seen: unknown[] = [];
    const firstLook = Promise.withResolvers<void>();
    const end = new AbortController();
    const watching = server.theirs.client.watchExecution(own.id, {
      signal: end.signal,
      onUpdate(update) {
        seen.push(update);
        firstLook.resolve();
        if (update.head.phase === "aborted") end.abort();
      },
      onOutput: (output) => seen.push(output),
    });
    await firstLook.promise;
    const { runbookId, subject, project } = ours.ids;
    const run = await server.ours.client.startExecution({ body: { ...body, runbookId, subject, project } });
    const abort = (executionId: string) => ({
      parameters: { executionId },
      body: { type: "abort", reason: "over" } as const,
    });
    await server.ours.client.commandExecution(abort(run.id));
    await server.theirs.client.commandExecution(abort(own.id));
    await watching;
    const text = JSON.stringify(seen);
    expect(text).toContain(own.id);
    expect([...ours.canaries, ...Object.values(ours.ids), run.id].filter((each) => text.includes(each))).toEqual([]);
  });
});

describe("the record as it grows", () => {
  it("shows another tenant what it does itself, and nothing of what we do meanwhile", async () => {
    const end = new AbortController();
    const headers = { authorization: `Bearer ${server.theirs.key}` };
    const response = await fetch(`${server.url}${endpoints.followLedger.path}`, { headers, signal: end.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { runbookId, subject, project } = ours.ids;
    const body = { runbookId, environment: "development", subject, project } as const;
    const run = await server.ours.client.startExecution({ body });
    await server.theirs.client.importRunbook({ body: { text: "# Seen by theirs\n\n1. Look: `ls /tmp`\n" } });
    let text = "";
    while (!text.includes("Seen by theirs")) text += (await reader?.read())?.value ?? "";
    end.abort();
    expect([...ours.canaries, ...Object.values(ours.ids), run.id].filter((each) => text.includes(each))).toEqual([]);
  });
});

describe("a route that is added", () => {
  const added = (path: string, parameters: unknown[] = []): OpenApi => ({
    paths: { [path]: { get: { operationId: "getNew", parameters: parameters as never } } },
    components: { schemas: {} },
  });

  it("fails this test by its name until it is said what it is asked with", () => {
    const parameter = { in: "path", name: "noteId", schema: { type: "string" } };
    expect(() => fillRequests(added("/v1/notes/{noteId}", [parameter]), {})).toThrow(
      "getNew cannot be filled: no value for noteId",
    );
    const [request] = fillRequests(added("/v1/notes/{noteId}", [parameter]), { noteId: "not_1" });
    expect(request?.path).toBe("/v1/notes/not_1");
  });
});

describe("what is asked of the installation as a whole", () => {
  it("tells another tenant that panic is on, and nothing of who pressed it, why, or what ran", async () => {
    const reason = "canary-panic-5520";
    await ask(server.ours, { operationId: "pressPanic", method: "POST", path: "/v1/panic", body: { reason } });
    // What the table shows of runs is read beside the answer: a second look has it for certain.
    for (let look = 0; look < 2; look++)
      await ask(server.ours, { operationId: "getPanic", method: "GET", path: "/v1/panic" });
    const requests = fillRequests(document, valuesWith(ours.ids)).filter(({ operationId }) =>
      ofTheInstallation.has(operationId),
    );
    expect(new Set(requests.map(({ operationId }) => operationId))).toEqual(ofTheInstallation);
    const leaks: unknown[] = [];
    for (const request of requests) {
      const { status, text } = await ask(server.theirs, request);
      if (request.method === "POST") expect([request.operationId, status]).toEqual([request.operationId, 403]);
      const found = [reason, ...ours.canaries, ...Object.values(ours.ids)].filter((each) => text.includes(each));
      if (found.length > 0) leaks.push({ request, found, text });
    }
    expect(leaks).toEqual([]);
  });
});
