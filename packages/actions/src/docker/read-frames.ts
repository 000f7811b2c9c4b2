/** A frame longer than this is none of the engine's: the stream is not what it should be. */
const mostFrameBytes = 16 * 1024 * 1024;
const headBytes = 8;

/** Reads the engine's frames, however they are cut on the way, and hands each piece on before it takes the next. */
export async function readFrames(
  stream: AsyncIterable<Uint8Array>,
  take: (name: "stdout" | "stderr", bytes: Buffer) => Promise<void>,
): Promise<void> {
  let held = Buffer.alloc(0);
  let name: "stdout" | "stderr" = "stdout";
  let left = 0;
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (left > 0) {
        const piece = held.subarray(0, left);
        if (piece.length === 0) break;
        held = held.subarray(piece.length);
        left -= piece.length;
        await take(name, piece);
        continue;
      }
      if (held.length < headBytes) break;
      name = held[0] === 2 ? "stderr" : "stdout";
      left = held.readUInt32BE(4);
      held = held.subarray(headBytes);
      if (left > mostFrameBytes) throw new Error("the container engine's output is not in its own frames");
    }
  }
}
