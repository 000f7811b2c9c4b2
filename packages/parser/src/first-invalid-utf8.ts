import { isUtf8 } from "node:buffer";

/** The offset of the first byte that is no valid UTF-8, by the table of RFC 3629; `undefined` when all are. */
export function firstInvalidUtf8(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return undefined;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tailOf(bytes, at, 2, 0x80, 0xbf);
  if (lead >= 0xe0 && lead <= 0xef)
    return tailOf(bytes, at, 3, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf);
  if (lead >= 0xf0 && lead <= 0xf4)
    return tailOf(bytes, at, 4, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf);
  return 0;
}

/** `length` when the bytes after the lead fit, else 0. Only the second byte's bounds depend on the lead. */
function tailOf(bytes: Uint8Array, at: number, length: number, low: number, high: number): number {
  const second = bytes[at + 1];
  if (second === undefined || second < low || second > high) return 0;
  for (let i = 2; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined || byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}
