/** What is looked for, as soon as it is there: it happens in real time, in other processes. Rejects when it did not come. */
export async function until<Value>(
  what: string,
  find: () => Promise<Value | undefined>,
  withinMs = 60_000,
): Promise<Value> {
  for (const deadline = Date.now() + withinMs; ; ) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`In vain it waited until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
