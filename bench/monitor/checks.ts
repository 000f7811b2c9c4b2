import { Agent, request } from "undici";
import { median, print, ratio } from "../figure.ts";
import { startBlackbox } from "./blackbox.ts";
import { openPlace, openWatchPost } from "./watch-post.ts";
import { watchWeb } from "./watch-web.ts";
import { startWebTarget } from "./web-target.ts";

const roundMs = 2_000;
const rounds = 5;
const subjects = 50;
const members = 20;
/** So many subjects have a member that goes down and comes back, second by second: an incident that goes on. */
const troubled = 2;
/** As many as keep one connection each busy. */
const inFlight = 16;

/**
 * Checks over HTTP that are judged, and stored where something is wrong, beside a bare loop of the same client and beside
 * blackbox_exporter, in turn. All of them ask the same server.
 */
export async function benchChecks(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const target = opened.use(await startWebTarget());
  const { place, folder } = opened.use(await openPlace());
  const post = opened.use(await openWatchPost(place, folder));
  const blackbox = opened.use(await startBlackbox());
  const bare = opened.use(bareLoop(`${target.url}/m/well`));
  const ours: number[] = [];
  const theirs: number[] = [];
  const peers: number[] = [];
  let stored = { looks: 0, transactions: 0, incidents: 0 };
  const cpuMs: number[] = [];
  const bareCpuMs: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const watched = await watchWeb(post, {
      subjects,
      members,
      forMs: roundMs,
      urlOf: (n, m) => urlOf(target.url, n, m),
    });
    const loop = await rateOf(bare.ask);
    const peer = blackbox ? (await rateOf(() => blackbox.probe(`${target.url}/m/well`))).rate : Number.NaN;
    if (round < 0) continue;
    ours.push(watched.rate);
    cpuMs.push(watched.cpuMs);
    theirs.push(loop.rate);
    bareCpuMs.push(loop.cpuMs);
    peers.push(peer);
    stored = watched;
  }
  const shape = `${subjects} subjects of ${members} members, ${troubled} of them in trouble throughout`;
  const written = `in one round ${stored.transactions} transactions for ${stored.looks} looks, ${stored.incidents} open incidents`;
  const [each, bareEach] = [cpuMs, bareCpuMs].map((values) => `${(median(values) * 1000).toFixed(0)} µs of CPU each`);
  print({
    ...{ name: "monitor.http_checks", value: median(ours), unit: "checks/s" },
    note: `one process, judged and stored; ${each}; ${shape}; ${written}`,
  });
  const beside = ratio(ours, theirs);
  const loopNote = `a bare undici keep-alive loop, ${inFlight} in flight: ${median(theirs).toFixed(0)}/s, ${bareEach}`;
  print({
    ...{ name: "monitor.http_checks.vs_bare_loop", value: beside, unit: "times" },
    ...{ aim: ">= 0.3", met: beside >= 0.3, note: loopNote },
  });
  if (!blackbox) {
    const note = "prometheus-blackbox-exporter is not installed here: there is nothing to stand beside";
    print({ name: "monitor.http_checks.vs_blackbox_exporter", value: Number.NaN, unit: "times", note });
    return;
  }
  const faster = ratio(ours, peers);
  print({
    ...{ name: "monitor.http_checks.vs_blackbox_exporter", value: faster, unit: "times" },
    ...{ aim: ">= 5", met: faster >= 5 },
    note: `${blackbox.version}, ${inFlight} probes in flight: ${median(peers).toFixed(0)}/s`,
  });
}

function urlOf(url: string, n: number, m: number): string {
  return n < troubled && m === 0 ? `${url}/flap/${n}` : `${url}/m/${n}-${m}`;
}

function bareLoop(url: string) {
  const dispatcher = new Agent({ connections: 64, pipelining: 1 });
  return {
    async ask() {
      const { statusCode, body } = await request(url, { dispatcher });
      if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
      await body.dump();
    },
    [Symbol.asyncDispose]: () => dispatcher.close(),
  };
}

async function rateOf(ask: () => Promise<void>) {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  let count = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() - from < roundMs) {
        await ask();
        count += 1;
      }
    }),
  );
  const used = process.cpuUsage(cpu);
  const cpuMs = (used.user + used.system) / 1000 / count;
  return { rate: (count * 1000) / (performance.now() - from), cpuMs };
}
