/** The text of one answer. Rejects where the status is no success, where it points elsewhere, and where it is longer than a node's would be. */
export async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  // Who answers for another address is not the node that was asked.
  const response = await fetch(url, { signal, redirect: "error" });
  const text = await bodyOf(response, url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

/** A thousand keys make about 100 KB of metrics. */
const mostBytes = 4 * 1024 * 1024;

async function bodyOf({ body }: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`${url} answered more than ${mostBytes / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
