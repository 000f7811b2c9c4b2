import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { type FakeProvider, fakeOpenAi, verdict } from "@steadyhand/model/fake";
import { Client as Database } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSteady } from "../packages/cli/test/run-steady.ts";
import { type Canary, type Found, hatch, mark, search } from "./canaries/canaries.ts";
import { beRefused, pressButton, untilAsked, walk } from "./canaries/scenario.ts";
import { everyAnswer, everyFile, everyTable } from "./canaries/sinks.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

const canaries = new Map<string, Canary>();
/** The secret of one entrance. */
function canary(name: string): Canary {
  const known = canaries.get(name) ?? hatch(name, name.includes("key") ? 40 : 20);
  canaries.set(name, known);
  return known;
}
const secret = (name: string) => canary(name).value;

const page = () => `# Rotate the shop, password=${secret("title")}

Sign in with password: ${secret("prose")} and look around.

1. Show who is signed in:

   \`\`\`sh
   mysql --password=${secret("command")} --version || true
   \`\`\`

2. Say what the environment holds:

   \`\`\`sh
   printenv SHOP_DB_PASSWORD; printenv SHOP_DB_PASSWORD | base64; (printf x; printenv SHOP_DB_PASSWORD) | base64; printenv SHOP_DB_PASSWORD | od -An -tx1 >&2
   \`\`\`

3. Say it in pieces:

   \`\`\`sh
   printf 'password='; head -c 70000 /dev/zero | tr '\\0' ' ' >&2; cat <piece_file> <piece_file>2; echo ' end'; cat <piece_file>3 >&2; exit 0
   \`\`\`

4. Use what was given:

   \`\`\`sh
   echo given <db_password> and <note>
   \`\`\`
`;

/** The kinds of places, as docs/redaction.md has them. */
const groups = [
  "record",
  "log",
  "model",
  "terminal",
  "refusals",
  "outputs",
  "live view",
  "run answers",
  "runbook answers",
  "other answers",
  "table of runbooks",
  "table of runs",
  "other tables",
  "files",
  "own file",
  "database files",
];

function groupOf(sink: string): string {
  if (
    /audit|live record|^answer of (?:exportLedger|prove|summarize|findAnomalies|getEvidence|listAuditEvents)/.test(sink)
  )
    return "record";
  if (/model/.test(sink)) return "model";
  if (/(?:getOutputs|attempt_output|output_blob|sealed_blob)$/.test(sink)) return "outputs";
  if (/^answer of (?:getExecution|listExecutions|listSchedules|listApprovals|explainDecision)/.test(sink))
    return "run answers";
  if (/^answer of (?:\w+Runbooks?|getDivergence)/.test(sink)) return "runbook answers";
  if (/table .*\.(?:runbook_version|classification)$/.test(sink)) return "table of runbooks";
  if (/table .*\.(?:execution|approval|schedule)$/.test(sink)) return "table of runs";
  if (/^file (?:policy\.json|owner\.key)$/.test(sink)) return "own file";
  if (sink === "the stream of an execution") return "live view";
  if (sink === "the log") return "log";
  const begins = { "the database": "database files", file: "files", "the runner": "files", table: "other tables" };
  const more = { refusal: "refusals", steady: "terminal", answer: "other answers" };
  const found = Object.entries({ ...begins, ...more }).find(([begin]) => sink.startsWith(begin));
  return found?.[1] ?? sink;
}

interface Entrance {
  readonly name: string;
  /** Where it stays, and why docs/redaction.md says so; nowhere when not given. */
  readonly kept?: readonly string[];
}

const asWritten = ["table of runbooks", "table of runs", "live view", "run answers", "runbook answers"];
const entrances: readonly Entrance[] = [
  // The exact text is what people read, judge and approve.
  { name: "title", kept: asWritten },
  { name: "imported command", kept: ["table of runbooks"] },
  { name: "prose", kept: asWritten.filter((place) => place !== "table of runs") },
  { name: "command", kept: asWritten },
  // What runs has to be known to whoever runs it; of a variable that is secret no answer holds the value.
  { name: "secret variable", kept: ["table of runs"] },
  { name: "plain variable", kept: ["table of runs", "live view", "run answers"] },
  { name: "scheduled value", kept: ["table of runs"] },
  { name: "edited", kept: ["table of runs"] },
  { name: "added", kept: ["table of runs"] },
  // Files of settings are their owner's and are only read.
  { name: "policy", kept: ["own file"] },
  { name: "owner's key", kept: ["own file"] },
  ...[
    ...["environment", "model key", "action key", "button key", "checkpoint key"],
    ...["output", "stderr", "assessed", "classified", "model"],
    ...["note", "reason", "pause", "abort", "schedule", "panic"],
    ...["query", "path", "wrong key", "cookie", "header", "wrong sign-in", "refused body", "webhook body"],
  ].map((name) => ({ name })),
];

describe("secrets that are planted through every entrance", { timeout: 300_000 }, () => {
  const data = temporaryFolder("canaries");
  const beside = temporaryFolder("canaries-beside");
  const log = join(beside.path, "log");
  const sinks: Found[] = [];
  let server: ServerProcess;
  let model: FakeProvider;
  const add = (sink: string, text: string) => sinks.push({ sink, bytes: Buffer.from(text) });

  beforeAll(async () => {
    process.env.STEADYHAND_TEST_LOG_FILE = log;
    writeFileSync(log, "");
    model = await fakeOpenAi({
      apiKey: secret("model key"),
      judge: () => ({ kind: "says", text: verdict("caution", 0.9, `It uses password=${secret("model")} to sign in`) }),
    });
    const task = { provider: "fake", model: "judge-1", retries: 0 };
    const provider = { kind: "openai-compatible", baseUrl: model.baseUrl, apiKey: { env: "JUDGE" } };
    const write = (name: string, text: string) => writeFileSync(join(data.path, name), text);
    write(
      "model.json",
      JSON.stringify({ providers: { fake: provider }, tasks: { second_key: task, extraction: task } }),
    );
    write("actions.json", JSON.stringify({ notify: { ops: { url: "https://hooks.test/x", secret_env: "OPS_HOOK" } } }));
    write("policy.json", JSON.stringify({ version: 1, [`password=${secret("policy")}`]: 1 }));
    const file = (name: string, text: string) => writeFileSync(join(beside.path, name), text);
    file("piece", secret("output").slice(0, 9));
    file("piece2", secret("output").slice(9));
    file("piece3", `Authorization: Bearer ${secret("stderr")}\n`);
    file(
      "page.md",
      `# By the terminal\n\n1. Look:\n\n   \`\`\`sh\n   echo --token ${secret("imported command")}\n   \`\`\`\n`,
    );

    server = await startServer(data.path, {
      STEADYHAND_LOG: "trace",
      STEADYHAND_STEP_ENV: "SHOP_DB_PASSWORD",
      SHOP_DB_PASSWORD: secret("environment"),
      JUDGE: secret("model key"),
      OPS_HOOK: secret("action key"),
      STEADYHAND_PANIC_WEBHOOK_KEYS: `lobby:${secret("button key")}`,
      STEADYHAND_CHECKPOINTS: "http://127.0.0.1:9/in",
      STEADYHAND_CHECKPOINTS_TOKEN: secret("checkpoint key"),
    });
    const { client } = server;
    const url = new URL(server.url).origin;
    const key = new URL(server.url).hash.slice("#key=".length);
    canaries.set("owner's key", mark("owner's key", key));

    const { runbook } = await client.importRunbook({ body: { text: page() } });
    await client.assessRunbook({ body: { text: `Run mysql --password=${secret("assessed")} by hand.\n` } });
    await client.classify({ body: { command: `mysql --password=${secret("classified")}`, dialect: "shell" } });
    const values = {
      db_password: secret("secret variable"),
      note: `token=${secret("plain variable")}`,
      piece_file: join(beside.path, "piece"),
    };
    const start = { runbookId: runbook.id, environment: "development", values } as const;
    const walked = await walk(server, hostname(), start, `did it with password=${secret("note")}`);
    add("the stream of an execution", walked.said);
    const { executionId } = walked;

    const short = "# Another\n\n1. Do it:\n\n   ```sh\n   true\n   ```\n";
    const { runbook: another } = await client.importRunbook({ body: { text: short } });
    const other = await client.startExecution({ body: { runbookId: another.id, environment: "development" } });
    const parameters = { executionId: other.id, stepId: await untilAsked(server, other.id) };
    await client.decideApproval({ parameters, body: { type: "reject", reason: `the password: ${secret("reason")}` } });
    await client.commandStep({ parameters, body: { type: "edit", command: `true --password ${secret("edited")}` } });
    const added = {
      type: "add",
      title: `Set token=${secret("added")}`,
      command: `true --token=${secret("added")}`,
    } as const;
    await client.commandExecution({ parameters, body: added });
    await client.commandExecution({ parameters, body: { type: "pause", reason: `password=${secret("pause")}` } });
    await client.commandExecution({ parameters, body: { type: "abort", reason: `password=${secret("abort")}` } });
    await client.addSchedule({
      body: {
        name: `every day with password=${secret("schedule")}`,
        start: { ...start, values: { ...values, db_password: secret("scheduled value") } },
        timing: { kind: "cron", expression: "0 3 * * *", timeZone: "UTC" },
      },
    });
    const steady = async (...args: string[]) => {
      const { stdout, stderr } = await runSteady([...args, "--data", data.path]);
      add(`steady ${args.slice(0, 2).join(" ")}`, stdout + stderr);
    };
    sinks.push(...(await beRefused({ url, key, runbookId: runbook.id }, canary)));
    await steady("runbook", "import", join(beside.path, "page.md"));
    const pressed = await pressButton(url, { key: secret("button key"), reason: `password=${secret("panic")}` });
    expect(pressed).toBe(202);

    await steady("audit", "list", "--since", "1h", "--json");
    await steady("audit", "show", executionId);
    await steady("audit", "export", "--format", "jsonl");
    await steady("audit", "export", "--format", "csv");

    const following = new AbortController();
    const told: string[] = [];
    await client.followLedger({
      after: 0,
      signal: following.signal,
      onEvent(event) {
        told.push(JSON.stringify(event));
        if (event.type === "panic.pressed") following.abort();
      },
    });
    add("the live record", told.join("\n"));
    sinks.push(...(await everyAnswer(url, key, { executionId, runbookId: runbook.id, sequence: "1", count: "1" })));
    for (const { raw, headers } of model.requests) {
      const { authorization: _key, ...rest } = headers;
      add("what the model was sent", raw + JSON.stringify(rest));
    }
    const host = join(data.path, "postgres", "run");
    const database = new Database({ host, user: "steadyhand_admin", database: "steadyhand" });
    await database.connect();
    sinks.push(...(await everyTable(database)));
    await database.query("CHECKPOINT");
    sinks.push(...everyFile(data.path));
    await database.end();
    await server.stop();
    sinks.push({ sink: "the log", bytes: readFileSync(log) });
  }, 240_000);
  afterAll(async () => {
    await server?.stop();
    await model?.close();
    data.remove();
    beside.remove();
  });

  it("looked at every kind of place", () => {
    expect([...new Set(sinks.map(({ sink }) => groupOf(sink)))].sort()).toEqual([...groups].sort());
  });

  it.each(entrances)("finds nothing that came by: $name", ({ name, kept = [] }) => {
    const found = search(canary(name), sinks);
    const places = new Set([...found.keys()].map(groupOf));
    // What stands in a table stands in the files of the database; not always readably, since long texts are packed.
    if ([...places].some((place) => place.startsWith("table"))) places.delete("database files");
    expect([...places].sort(), [...found].map(([sink, how]) => `${sink}: ${how}`).join("\n")).toEqual([...kept].sort());
  });

  it("planted something by every entrance that it names", () => {
    expect([...canaries.keys()].sort()).toEqual(entrances.map(({ name }) => name).sort());
  });
});
