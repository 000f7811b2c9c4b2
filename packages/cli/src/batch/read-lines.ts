/** One line of a stream, or one that is too long to be held: its beginning is gone then, and so is its text. */
export type Line = { readonly bytes: Buffer } | { readonly tooLong: true };

const newline = 0x0a;

/**
 * Cuts a byte stream into lines without their line ends. A last line needs none. No more than `mostBytes` of a
 * line is ever held, so a stream without a line end cannot grow memory.
 */
export async function* readLines(input: AsyncIterable<Buffer | string>, mostBytes: number): AsyncGenerator<Line[]> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  const hold = (bytes: Buffer) => {
    heldBytes += bytes.length;
    if (heldBytes > mostBytes) isTooLong = true;
    if (isTooLong) held = [];
    else held.push(bytes);
  };
  const take = (): Line => {
    const [only = Buffer.alloc(0)] = held;
    const line: Line = isTooLong ? { tooLong: true } : { bytes: held.length > 1 ? Buffer.concat(held) : only };
    held = [];
    heldBytes = 0;
    isTooLong = false;
    return line;
  };
  for await (const piece of input) {
    const chunk = typeof piece === "string" ? Buffer.from(piece) : piece;
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      lines.push(take());
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (heldBytes > 0) yield [take()];
}
