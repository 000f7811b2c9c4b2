const betweenMs = 50;

/** Asks until there is an answer; `undefined` where none came in time. */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined>,
  withinMs: number,
): Promise<Answer | undefined> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  return undefined;
}
