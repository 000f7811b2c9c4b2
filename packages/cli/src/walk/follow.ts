import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import type { Services } from "../services.ts";
import { watchLive } from "./live-execution.ts";
import { createNews } from "./news.ts";
import { situationOf } from "./situation.ts";

/** Shows what happens to an execution until it has ended or Ctrl-C; asks nothing. Gives its last state. */
export async function follow(
  first: ExecutionWire,
  {
    client,
    services: { io, interrupts },
    until = (execution) => situationOf(execution).kind === "ended",
  }: {
    readonly client: Client;
    readonly services: Services;
    readonly until?: (execution: ExecutionWire) => boolean;
  },
): Promise<ExecutionWire> {
  const stop = new AbortController();
  const forget = interrupts.listen(() => stop.abort());
  const news = createNews(first, { print: (text) => void io.talks.stream.write(text), channel: io.talks });
  const live = watchLive(client, first, news);
  try {
    for (;;) {
      const seen = live.current();
      if (until(seen) || stop.signal.aborted) return seen;
      await live.changedFrom(seen, stop.signal);
    }
  } finally {
    forget();
    await live.close();
    io.talks.stream.write(news.flush());
  }
}
