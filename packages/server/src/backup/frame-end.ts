/**
 * Finds where a Zstandard frame (RFC 8878) ends: the decompressor stops there and says nothing of what lies behind. Only the
 * headers of its blocks are looked at.
 */
export function createFrameEnd() {
  let header: number[] = [];
  let needed = magicBytes + 1;
  let state: "descriptor" | "header" | "block" | "checksum" | "over" = "descriptor";
  let toSkip = 0;
  let hasChecksum = false;
  let isLastBlock = false;

  const goTo = (next: typeof state, bytes: number) => {
    state = next;
    needed = bytes;
    header = [];
  };
  const blockOver = () => {
    if (!isLastBlock) goTo("block", blockHeaderBytes);
    else if (hasChecksum) goTo("checksum", checksumBytes);
    else goTo("over", 0);
  };

  function complete(): void {
    if (state === "descriptor") {
      const descriptor = header[magicBytes] ?? 0;
      hasChecksum = (descriptor & 4) !== 0;
      const rest = restOfHeader(descriptor);
      goTo(rest === 0 ? "block" : "header", rest === 0 ? blockHeaderBytes : rest);
    } else if (state === "header") goTo("block", blockHeaderBytes);
    else if (state === "checksum") goTo("over", 0);
    else beginBlock();
  }

  function beginBlock(): void {
    const [low = 0, middle = 0, high = 0] = header;
    const word = low | (middle << 8) | (high << 16);
    isLastBlock = (word & 1) === 1;
    // A run of one byte is stored as that byte, however long it is.
    toSkip = ((word >> 1) & 3) === 1 ? 1 : word >> 3;
    if (toSkip === 0) blockOver();
  }

  return {
    /** How many of the bytes that follow belong to the frame; the others lie behind it. */
    take(chunk: Uint8Array): number {
      let at = 0;
      while (at < chunk.length && state !== "over") {
        if (toSkip > 0) {
          const step = Math.min(toSkip, chunk.length - at);
          at += step;
          toSkip -= step;
          if (toSkip === 0) blockOver();
          continue;
        }
        header.push(chunk[at++] ?? 0);
        if (header.length === needed) complete();
      }
      return at;
    },
  };
}

const magicBytes = 4;
const blockHeaderBytes = 3;
const checksumBytes = 4;

/** How many bytes of the frame's header follow its descriptor: window, dictionary, size of the content. */
function restOfHeader(descriptor: number): number {
  const isSingle = (descriptor & 32) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingle ? 0 : 1) + dictionary + contentSize;
}
