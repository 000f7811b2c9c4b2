import type { Amount, UsageDay, UsageStore } from "../ports.ts";

/**
 * Groups what comes while the store is busy with the same tenant's day: thirty commands judged at once are then a few
 * writes to one row instead of sixty that wait for each other. As hard as the store itself: a group is reserved whole,
 * or, where that does not fit, one by one in its order.
 */
export function groupedUsage(usage: UsageStore): UsageStore {
  return {
    get: (day) => usage.get(day),
    reserve: grouped<ReserveRequest, Reserved>(async (requests) => {
      const [first] = requests;
      if (first === undefined) return [];
      const amount = sum(requests.map((one) => one.amount));
      const whole = await usage.reserve({ ...first, amount });
      if (whole.ok || requests.length === 1) return requests.map(() => whole);
      const answers: Reserved[] = [];
      for (const one of requests) answers.push(await usage.reserve(one));
      return answers;
    }),
    settle: grouped<SettleRequest, void>(async (requests) => {
      const [first] = requests;
      if (first === undefined) return [];
      const reserved = sum(requests.map((one) => one.reserved));
      await usage.settle({ ...first, reserved, used: sum(requests.map((one) => one.used)) });
      return requests.map(() => undefined);
    }),
  };
}

type ReserveRequest = Parameters<UsageStore["reserve"]>[0];
type SettleRequest = Parameters<UsageStore["settle"]>[0];
type Reserved = Awaited<ReturnType<UsageStore["reserve"]>>;

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((all, one) => ({ tokens: all.tokens + one.tokens, microUsd: all.microUsd + one.microUsd }), {
    tokens: 0,
    microUsd: 0,
  });
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** One call of `work` at a time for each tenant's day; whoever comes meanwhile goes into the next one together. */
function grouped<Request extends UsageDay, Answer>(
  work: (requests: readonly Request[]) => Promise<readonly Answer[]>,
): (request: Request) => Promise<Answer> {
  const queues = new Map<string, Waiting<Request, Answer>[]>();

  async function drain(key: string, queue: Waiting<Request, Answer>[]): Promise<void> {
    while (queue.length > 0) {
      const group = queue.splice(0);
      try {
        const answers = await work(group.map(({ request }) => request));
        // As many answers as requests, in their order: `work` maps over them.
        for (const [i, { resolve }] of group.entries()) resolve(answers[i] as Answer);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    queues.delete(key);
  }

  return (request) =>
    new Promise((resolve, reject) => {
      const key = `${request.tenantId} ${request.day}`;
      const queue = queues.get(key);
      const waiting = { request, resolve, reject };
      if (queue !== undefined) {
        queue.push(waiting);
        return;
      }
      const fresh = [waiting];
      queues.set(key, fresh);
      void drain(key, fresh); // everything that it meets goes to those who wait
    });
}
