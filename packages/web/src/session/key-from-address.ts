/** The access key that a link carries behind `#`, and the address without it. */
export function keyFromAddress(address: string): { readonly key: string; readonly rest: string } | undefined {
  const url = new URL(address);
  const key = new URLSearchParams(url.hash.slice(1)).get("key");
  if (key === null || key === "") return undefined;
  return { key, rest: url.pathname + url.search };
}
