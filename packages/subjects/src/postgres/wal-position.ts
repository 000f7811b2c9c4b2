/** A place in the write-ahead log, such as `16/B374D848`, as a number of bytes. */
export function bytesOf(position: string): bigint {
  const [high = "0", low = "0"] = position.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** How far `behind` is behind `ahead`, never below zero. */
export function bytesBehind(behind: string, ahead: string): number {
  const distance = bytesOf(ahead) - bytesOf(behind);
  return distance > 0n ? Number(distance) : 0;
}
