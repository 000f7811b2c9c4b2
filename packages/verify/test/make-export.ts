import { createHash, generateKeyPairSync } from "node:crypto";
import {
  type AuditEventDraft,
  type ChainLink,
  emptyChain,
  type SealedEvent,
  type SigningKey,
  sealEvents,
  signingKeyOf,
  signText,
  writeExport,
} from "@steadyhand/core/audit";
import { canonicalJson } from "@steadyhand/core/proposal";

export const at = new Date("2026-03-01T03:00:00.000Z");
export const key = newKey();

export type TestTenant = "ten_one" | "ten_two";
export type TestExecution = "exe_a" | "exe_b";

export function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync("ed25519");
  return signingKeyOf(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
}

/** Events whose texts hold what could be taken for their place: quoted, nested, and beyond ASCII. */
export function drafts(count: number, what = "restart", executionId?: TestExecution): AuditEventDraft[] {
  return Array.from({ length: count }, (_, n) => ({
    type: "step.executed",
    actor: { kind: "person", id: "act_riley", name: "Riley é 😀" },
    ...(executionId && { executionId, executionSequence: n, part: 0 }),
    ...(n % 2 === 0 && { runbookId: "rbk_web", stepId: "stp_1" }),
    outcome: "ok",
    why: `${what} the "web" service \\`,
    data: { previous: '"previous":"', sequence: 7, tenantId: "ten_x", list: [{ version: 2 }, "]}"], n },
  }));
}

export function sealed(chain: readonly AuditEventDraft[], tenantId: TestTenant = "ten_one", after = emptyChain) {
  return sealEvents({ drafts: chain, tenantId, at, after });
}

/** The lines of an export of everything. */
export function linesOf(events: readonly SealedEvent[], by = key, tenantId: TestTenant = "ten_one"): Promise<string[]> {
  const rows = events.map(({ event, text, hash }) => ({ sequence: event.sequence, text, hash }));
  const range = { first: 1, last: events.length };
  return collect(writeExport({ tenantId, filter: {}, ...range, rows: [rows], exportedAt: () => at, key: by }));
}

/** Two events of nobody, three of exe_a, two of exe_b, two of exe_a. */
export const mixed = [...drafts(2), ...drafts(3, "a", "exe_a"), ...drafts(2, "b", "exe_b"), ...drafts(2, "a", "exe_a")];

/** The lines of an export of exe_a: events 3 to 9, of which 6 and 7 are hidden. */
export function linesOfExecution(): Promise<string[]> {
  const rows = sealed(mixed)
    .slice(2)
    .map(({ event: { sequence, executionId }, text, hash }) => ({
      ...{ sequence, hash },
      ...(executionId === "exe_a" && { text }),
    }));
  const input = {
    filter: { executionId: "exe_a" },
    first: 3,
    last: 9,
    rows: [rows],
    exportedAt: () => at,
    key,
  } as const;
  return collect(writeExport({ tenantId: "ten_one", ...input }));
}

/** Ten events; the stretch of time below is of the fourth to the eighth. */
export const stretched = sealed(drafts(10));

export function linesOfStretch(): Promise<string[]> {
  const rows = stretched.slice(0, 8).map(({ event, text, hash }) => ({ sequence: event.sequence, text, hash }));
  const filter = { since: "2026-03-01T03:00:00.000Z", until: "2026-03-01T04:00:00.000Z" };
  const input = { tenantId: "ten_one", filter, first: 4, last: 8, rows: [rows], exportedAt: () => at, key } as const;
  return collect(writeExport(input));
}

/** The closing line again, with another statement that the key itself signed. */
export function signedAgain(line: string, change: object, by = key): string {
  const { statement } = JSON.parse(line) as { statement: object };
  const text = canonicalJson({ ...statement, ...change });
  return `{"statement":${text},"signature":"${signText(text, by)}"}`;
}

/** A whole export of events whose texts were written by hand, hashed and signed by the key itself. */
export async function signedTexts(write: (text: string, n: number) => string): Promise<string[]> {
  const events: SealedEvent[] = [];
  for (const [n, draft] of drafts(4).entries()) {
    const [event] = sealed([draft], "ten_one", link(events[n - 1]));
    if (event === undefined) continue;
    const text = write(event.text, n);
    events.push({ ...event, text, hash: hashOf(text) });
  }
  return linesOf(events);
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
export const lineOf = (event: SealedEvent | undefined): string => `{"event":${event?.text},"hash":"${event?.hash}"}`;
export const link = (event: SealedEvent | undefined): ChainLink =>
  event ? { sequence: event.event.sequence, hash: event.hash } : emptyChain;

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
