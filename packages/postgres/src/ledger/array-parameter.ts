/**
 * Arrays as PostgreSQL sends them itself: no element has to be quoted here and read again there, which for a hundred texts of
 * events took longer than to store them. The form is that of `array_recv` in PostgreSQL's source; a driver sends a `Buffer` as it is.
 */
export function textArray(values: readonly (string | undefined)[]): Buffer {
  const sizes = values.map((value) => (value === undefined ? 0 : Buffer.byteLength(value)));
  const { bytes, start } = arrayOf(textOid, values, sizes);
  let at = start;
  for (const [index, value] of values.entries()) {
    at = bytes.writeInt32BE(value === undefined ? absent : (sizes[index] ?? 0), at);
    if (value !== undefined) at += bytes.write(value, at);
  }
  return bytes;
}

/** Throws a `RangeError` for what is no `integer`. */
export function integerArray(values: readonly (number | undefined)[]): Buffer {
  const { bytes, start } = arrayOf(
    integerOid,
    values,
    values.map((value) => (value === undefined ? 0 : 4)),
  );
  let at = start;
  for (const value of values) {
    at = bytes.writeInt32BE(value === undefined ? absent : 4, at);
    if (value === undefined) continue;
    if (!Number.isInteger(value)) throw new RangeError(`${value} is no integer`);
    at = bytes.writeInt32BE(value, at);
  }
  return bytes;
}

// Of types that every PostgreSQL has under the same number.
const [textOid, integerOid] = [25, 23];
/** The length of what is NULL. */
const absent = -1;

/** One dimension, counted from 1; `start` is where its elements begin, each after its length. */
function arrayOf(type: number, values: readonly unknown[], sizes: readonly number[]): { bytes: Buffer; start: number } {
  const head = [values.length === 0 ? 0 : 1, values.includes(undefined) ? 1 : 0, type];
  const all = values.length === 0 ? head : [...head, values.length, 1];
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, 4 * all.length));
  let start = 0;
  for (const one of all) start = bytes.writeInt32BE(one, start);
  return { bytes, start };
}
