import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { ExecutionId, TenantId } from "../identity/index.ts";
import { canonicalJson, sha256Hex } from "../proposal/index.ts";
import type { ChainLink, SealedEvent } from "./seal-event.ts";

/** The version of the format that docs/ledger-format.md describes. */
export const exportVersion = 1;

/** What an export is cut down to: one execution, or a stretch of time; everything of the tenant when empty. */
export interface ExportFilter {
  readonly executionId?: ExecutionId;
  /** ISO 8601. The stretch begins with the first event at or after it, and ends with the last one before `until`. */
  readonly since?: string;
  readonly until?: string;
}

/** Whether a filter asks for a stretch of time. */
export function isStretchOfTime({ since, until }: ExportFilter): boolean {
  return since !== undefined || until !== undefined;
}

/** The first line: what the file is about to hold. The closing statement says the same, signed. */
export interface ExportHeader {
  readonly steadyhand_export: typeof exportVersion;
  readonly tenantId: TenantId;
  readonly filter: ExportFilter;
  /** Sequence of the first and last event of the stretch; `last` is `first - 1` when it is empty. */
  readonly first: number;
  readonly last: number;
  /** Of a stretch of time: roots of the full subtrees over all events before it, largest first. */
  readonly frontier?: readonly string[];
}

/** What the last line states under signature. */
export interface ExportStatement extends ExportHeader {
  /** Events with their text. */
  readonly count: number;
  /** Events of the stretch that are shown as hashes only. */
  readonly hidden: number;
  /** Hash of event `last`. */
  readonly head: string;
  /** SHA-256 over the hashes of the stretch in order, each followed by a newline. */
  readonly hashesSha256: string;
  /** Root of the Merkle tree over all events up to `last`; absent in an export of one execution. */
  readonly root?: string;
  readonly exportedAt: string;
  readonly keyId: string;
}

/** An Ed25519 key pair that signs exports and heads. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKeyPem: string;
}

/** Reads a private key in PEM. */
export function signingKeyOf(privateKeyPem: string): SigningKey {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKeyPem = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return { privateKey, publicKeyPem, keyId: keyIdOf(publicKeyPem) };
}

/** Names a public key: the first 16 hex digits of the SHA-256 of its PEM text without line breaks. */
export function keyIdOf(publicKeyPem: string): string {
  const normal = createPublicKey(publicKeyPem).export({ type: "spki", format: "pem" }).toString();
  return sha256Hex(normal.replaceAll("\n", "")).slice(0, 16);
}

/** Signs a text with Ed25519, in base64. */
export function signText(text: string, key: SigningKey): string {
  return sign(null, Buffer.from(text, "utf8"), key.privateKey).toString("base64");
}

/** Whether this key signed exactly this text. */
export function isSignedBy(text: string, signature: string, publicKey: string | KeyObject): boolean {
  const key = typeof publicKey === "string" ? createPublicKey(publicKey) : publicKey;
  const bytes = Buffer.from(signature, "base64");
  // The last digit has bits that mean nothing: without this, several texts would be one signature.
  return bytes.toString("base64") === signature && verify(null, Buffer.from(text, "utf8"), key, bytes);
}

/** The header as its line. */
export function headerLine(header: ExportHeader): string {
  const { steadyhand_export, ...rest } = header;
  return `{"steadyhand_export":${steadyhand_export},${canonicalJson(rest).slice(1)}`;
}

/** An event as its line: the text goes in byte for byte, so that a reader can cut it out and hash it. */
export function eventLine({ text, hash }: Pick<SealedEvent, "text" | "hash">): string {
  return `{"event":${text},"hash":"${hash}"}`;
}

/** The line for an event of the stretch that the filter leaves out. */
export function hiddenLine({ sequence, hash }: ChainLink): string {
  return `{"hidden":${sequence},"hash":"${hash}"}`;
}

/** The statement with its signature, as the last line. */
export function closingLine(statement: ExportStatement, key: SigningKey): string {
  const text = canonicalJson(statement);
  return `{"statement":${text},"signature":"${signText(text, key)}"}`;
}

/** One line of an export, taken apart without parsing what need not be parsed. */
export type ExportLine =
  | { readonly kind: "event"; readonly text: string; readonly hash: string }
  | { readonly kind: "hidden"; readonly sequence: number; readonly hash: string }
  | { readonly kind: "closing"; readonly text: string; readonly signature: string }
  | { readonly kind: "event_without_hash" }
  | { readonly kind: "malformed" };

const eventStart = '{"event":';
const hashKey = ',"hash":"';
const hashTailLength = hashKey.length + 64 + '"}'.length;
const hiddenPattern = /^\{"hidden":([1-9]\d{0,15}),"hash":"([0-9a-f]{64})"\}$/;
const closingPattern = /^\{"statement":(\{.*\}),"signature":"([A-Za-z0-9+/=]{88})"\}$/;

/** Takes one line apart. */
export function readExportLine(line: string): ExportLine {
  if (line.startsWith(eventStart)) {
    const end = line.length - hashTailLength;
    if (!line.startsWith(hashKey, end) || !line.endsWith('"}')) return { kind: "event_without_hash" };
    const hash = line.slice(end + hashKey.length, -'"}'.length);
    return { kind: "event", text: line.slice(eventStart.length, end), hash };
  }
  const [, sequence, hash] = hiddenPattern.exec(line) ?? [];
  if (hash !== undefined && Number.isSafeInteger(Number(sequence))) {
    return { kind: "hidden", sequence: Number(sequence), hash };
  }
  const [, text, signature] = closingPattern.exec(line) ?? [];
  return text !== undefined && signature !== undefined ? { kind: "closing", text, signature } : { kind: "malformed" };
}
