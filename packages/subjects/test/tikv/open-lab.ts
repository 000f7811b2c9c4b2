import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTikvSubject, parseTikvConfig, type TikvSubjectOptions } from "@steadyhand/subjects/tikv";
import { onTestFinished } from "vitest";
import { startTikvLab, type TikvLab, type TikvLabOptions } from "../../../../labs/tikv/lab.ts";

/** The stand-in, its time running fifty times as quickly. It ends with the test. */
export async function openLab(options: TikvLabOptions = {}): Promise<TikvLab> {
  const lab = await startTikvLab({ rate: 50, ...options });
  onTestFinished(() => lab.stop());
  return lab;
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tikv-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A configuration for a lab, as a person would write it. */
export const describeLab = ({ pd, tikv }: Pick<TikvLab, "pd" | "tikv">) => ({
  name: "lab",
  pd,
  stores: tikv.map(({ address, statusUrl, log }) => ({ address, status_url: statusUrl, ...(log && { log }) })),
});

/** The subject on a lab. `more` replaces parts of its configuration. */
export function openSubject(lab: TikvLab, more: object = {}, options: TikvSubjectOptions = {}) {
  const config = parseTikvConfig({ ...describeLab(lab), ...more });
  return createTikvSubject(config, { pollMs: 20, now: () => new Date(lab.clock.nowMs()), ...options });
}

/** Asks a PD member of a lab. `json` is absent where the body is none. */
export async function askPd(
  lab: TikvLab,
  method: string,
  path: string,
  { body, member = 0 }: { body?: unknown; member?: number } = {},
) {
  const answer = await fetch(`${lab.pd[member]?.url}/pd/api/v1${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    type: answer.headers.get("content-type") ?? "",
    headers: answer.headers,
    json: jsonOf(text),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Plain text is an answer too.
  }
}

export function idOf(lab: TikvLab, name: string): number {
  const store = lab.tikv.find((candidate) => candidate.name === name);
  if (store === undefined) throw new Error(`no store ${name}`);
  return store.id;
}

export function addressOf(lab: TikvLab, name: string): string {
  const store = lab.tikv.find((candidate) => candidate.name === name);
  if (store === undefined) throw new Error(`no store ${name}`);
  return store.address;
}

/** Asks until the answer is as wanted; the test's own time limit ends it. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
