/** What places one stored text in a chain. */
export interface Seal {
  readonly tenantId: string;
  readonly sequence: number;
  readonly previous: string;
}

// Canonical JSON sorts its keys, so what places an event stands at the end of its text, in this order.
const placePattern =
  /"previous":"([0-9a-f]{64})"(?:,"runbookId":"[^"\\]*")?,"sequence":([1-9]\d{0,15})(?:,"stepId":"[^"\\]*")?,"tenantId":"([^"\\]*)","type":"[^"\\]*","version":1,"why":"(?:[^"\\]|\\.)*"\}$/y;

/**
 * Reads an event's place from its canonical text without parsing all of it: checking a chain is mostly this.
 * The last `"previous":"` is the event's own: within a JSON string the quote before a colon would be escaped,
 * and no key that sorts after it holds an object. Returns `undefined` for what is not an event of version 1.
 */
export function readSeal(text: string): Seal | undefined {
  placePattern.lastIndex = text.lastIndexOf('"previous":"');
  if (placePattern.lastIndex < 1) return undefined;
  const match = placePattern.exec(text);
  const [, previous, sequence, tenantId] = match ?? [];
  if (previous === undefined || sequence === undefined || tenantId === undefined) return undefined;
  return { previous, sequence: Number(sequence), tenantId };
}

const previousKey = '"previous":"';
const whyKey = '","version":1,"why":"';

/**
 * Returns a test of whether a text claims exactly a place: the answer of `readSeal`, three times as fast, for the
 * one case that counts. `false` may also mean that it did not look closely enough; then `readSeal` must.
 */
export function createPlaceTest(tenantId: string): (text: string, sequence: number, previous: string) => boolean {
  // Built once: joining texts would cost as much as looking at them.
  const tenant = `,"tenantId":"${tenantId}","type":"`;
  return (text, sequence, previous) => {
    const start = text.lastIndexOf(previous);
    if (start < previousKey.length || !text.startsWith(previousKey, start - previousKey.length)) return false;
    let at = skipOptional(text, start + previous.length, '","runbookId":"');
    if (!text.startsWith('","sequence":', at)) return false;
    at += '","sequence":'.length;
    const digits = String(sequence);
    if (!text.startsWith(digits, at)) return false;
    at += digits.length;
    // Without a step the number is followed by the tenant; with one, by the step's quoted id.
    if (text.startsWith(',"stepId":"', at)) at = skipOptional(text, at, ',"stepId":"') + 1;
    if (!text.startsWith(tenant, at)) return false;
    at = text.indexOf('"', at + tenant.length);
    if (!text.startsWith(whyKey, at)) return false;
    return text.indexOf('"', at + whyKey.length) === text.length - 2 && text.endsWith('"}');
  };
}

/** The position of the quote that ends a string value, where `key` with a value stands; otherwise `at`. */
function skipOptional(text: string, at: number, key: string): number {
  return text.startsWith(key, at) ? text.indexOf('"', at + key.length) : at;
}
