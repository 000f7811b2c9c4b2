interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Carries requests of one key out together: those that come while work is under way wait, and then go in one. A row
 * that many change at once is so written and flushed once for all of them, instead of once for each, one behind the other.
 */
export function together<Request, Answer>(
  work: (requests: readonly Request[]) => Promise<readonly Answer[]>,
): (key: string, request: Request) => Promise<Answer> {
  const lanes = new Map<string, Waiting<Request, Answer>[]>();

  async function drain(key: string, lane: Waiting<Request, Answer>[]): Promise<void> {
    while (lane.length > 0) {
      const taken = lane.splice(0);
      try {
        const answers = await work(taken.map(({ request }) => request));
        for (const [index, { resolve }] of taken.entries()) {
          // `work` gives one answer for each request, in their order.
          resolve(answers[index] as Answer);
        }
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    lanes.delete(key);
  }

  return (key, request) =>
    new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject };
      const lane = lanes.get(key);
      if (lane !== undefined) {
        lane.push(waiting);
        return;
      }
      const opened = [waiting];
      lanes.set(key, opened);
      void drain(key, opened);
    });
}
