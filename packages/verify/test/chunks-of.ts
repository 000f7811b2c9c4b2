/** Bytes as they may come from a file: so many at a time. */
export function chunksOf(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / Math.max(size, 1));
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}
