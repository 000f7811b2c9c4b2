import { createHmac } from "node:crypto";
import type { ExecutionUpdateWire, OutputEventWire, StepWire } from "@steadyhand/api";
import type { ServerProcess } from "../running/server-process.ts";
import type { Canary, Found } from "./canaries.ts";

/** Runs a runbook to its end as its owner, granting every step that asks. What the streams said comes back. */
export async function walk(
  server: ServerProcess,
  machineName: string,
  body: Parameters<ServerProcess["client"]["startExecution"]>[0]["body"],
  note: string,
): Promise<{ readonly executionId: string; readonly said: string }> {
  const { id: executionId } = await server.client.startExecution({ body });
  const controller = new AbortController();
  const said: string[] = [];
  const granted = new Set<string>();
  const grants: Promise<unknown>[] = [];
  const grant = ({ id: stepId, approval, phase, waitsFor }: StepWire) => {
    if (phase === "ready" && waitsFor === "hand" && !granted.has(stepId)) {
      granted.add(stepId);
      grants.push(server.client.commandStep({ parameters: { executionId, stepId }, body: { type: "done", note } }));
    }
    if (phase !== "awaiting_approval" || approval === undefined || granted.has(approval.digest)) return;
    granted.add(approval.digest);
    const parameters = { executionId, stepId };
    const decision = { type: "grant", digest: approval.digest } as const;
    const typed = approval.confirmation === "click" ? decision : { ...decision, typedTarget: machineName };
    grants.push(server.client.decideApproval({ parameters, body: typed }));
  };
  await server.client.watchExecution(executionId, {
    signal: controller.signal,
    onUpdate(update: ExecutionUpdateWire) {
      said.push(JSON.stringify(update));
      for (const step of update.steps) grant(step);
      if (update.head.phase !== "running") controller.abort();
    },
    onOutput: (output: OutputEventWire) => said.push(output.text),
  });
  await Promise.all(grants);
  return { executionId, said: said.join("\n") };
}

/** Watches until a step asks a person; gives its id. */
export async function untilAsked({ client }: ServerProcess, executionId: string): Promise<string> {
  const controller = new AbortController();
  let asked = "";
  await client.watchExecution(executionId, {
    signal: controller.signal,
    onUpdate({ steps }) {
      asked = steps.find(({ phase }) => phase === "awaiting_approval")?.id ?? asked;
      if (asked !== "") controller.abort();
    },
    onOutput: () => {},
  });
  return asked;
}

/** Every way to be refused with a secret in hand. */
export async function beRefused(
  { url, key, runbookId }: { readonly url: string; readonly key: string; readonly runbookId: string },
  canary: (name: string) => Canary,
): Promise<Found[]> {
  const owner = { authorization: `Bearer ${key}` };
  const json = { ...owner, "content-type": "application/json" };
  const answers: Found[] = [];
  const ask = async (name: string, path: string, request: RequestInit) => {
    const answer = await fetch(url + path, request);
    const headers = JSON.stringify([...answer.headers]);
    answers.push({ sink: `refusal of ${name}`, bytes: Buffer.from(headers + (await answer.text())) });
  };
  const secret = (name: string) => canary(name).value;
  await ask("a path", `/v1/nothing?password=${secret("query")}`, { headers: owner });
  await ask("a query", `/v1/audit?since=token%3D${secret("query")}&password=${secret("query")}`, { headers: owner });
  await ask("a path's part", `/v1/executions/exe_password=${secret("path")}`, { headers: owner });
  await ask("a key", "/v1/status", { headers: { authorization: `Bearer ${secret("wrong key")}` } });
  await ask("a cookie", "/v1/status", { headers: { cookie: `steadyhand=${secret("cookie")}` } });
  await ask("a header", "/v1/status", { headers: { ...owner, "x-api-key": secret("header") } });
  const post = (body: string, headers: Record<string, string> = json) => ({ method: "POST", headers, body });
  await ask("a sign-in", "/v1/session", post(JSON.stringify({ key: secret("wrong sign-in") })));
  await ask("no JSON", "/v1/runbooks", post(`{"text": "password=${secret("refused body")}`));
  await ask("another form", "/v1/runbooks", post(JSON.stringify({ password: secret("refused body"), text: 1 })));
  await ask("a value", "/v1/executions", post(JSON.stringify({ mode: `token=${secret("refused body")}` })));
  const unknownVariable = { [`token=${secret("refused body")}`]: "1" };
  await ask(
    "a run",
    "/v1/executions",
    post(JSON.stringify({ runbookId, environment: "test", values: unknownVariable })),
  );
  const button = JSON.stringify({ reason: `password=${secret("webhook body")}` });
  const signature = createHmac("sha256", "another secret").update(button).digest("hex");
  const signed = { "x-steadyhand-timestamp": "1", "x-steadyhand-signature": `v1=${signature}` };
  await ask("a button", "/v1/panic/webhook", post(button, { "content-type": "application/json", ...signed }));
  return answers;
}

/** Presses panic as a hardware button does, with a secret in its reason. */
export async function pressButton(url: string, { key, reason }: { key: string; reason: string }): Promise<number> {
  const body = JSON.stringify({ reason });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
  const signed = { "x-steadyhand-timestamp": timestamp, "x-steadyhand-signature": `v1=${mac}` };
  const headers = { "content-type": "application/json", ...signed };
  const answer = await fetch(`${url}/v1/panic/webhook`, { method: "POST", headers, body });
  return answer.status;
}
