/** A key between two bounds, all in upper-case hex; "" is no bound. */
export function keyBetween(startKey: string, endKey: string): string {
  for (const middle of ["80", "40", "20", "10", "08", "04", "02", "01", "0080", "000080"]) {
    const key = startKey + middle;
    if (endKey === "" || key < endKey) return key;
  }
  return `${startKey}00`;
}

export function covers(
  { startKey, endKey }: { readonly startKey: string; readonly endKey: string },
  key: string,
): boolean {
  return key >= startKey && (endKey === "" || key < endKey);
}
