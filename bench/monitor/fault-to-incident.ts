import type { IncidentStore } from "@steadyhand/engine";
import { openDeclared } from "@steadyhand/subjects/declared";
import { median, percentile, print } from "../figure.ts";
import { type Alerting, startAlerting } from "./alerting.ts";
import { openPlace, openWatchPost, ports, tenantId, type WatchPost, webSubjectFile } from "./watch-post.ts";
import { startWebTarget, type WebTarget } from "./web-target.ts";

const targets = Array.from({ length: 24 }, (_, n) => `web-${n}`);
const intervalMs = 1_000;
/** Between two faults: so that each strikes at another moment of everybody's second. */
const betweenMs = () => 400 + 800 * Math.random();
const mostMs = 20_000;

/**
 * The same targets break once each, at moments of chance; they are watched each second by us and by Prometheus. Until our incident is
 * committed, and until the webhook of Alertmanager has come.
 */
export async function benchFaultToIncident(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const target = opened.use(await startWebTarget());
  const { place, folder } = opened.use(await openPlace());
  const post = opened.use(await openWatchPost(place, folder));
  const alerting = opened.use(await startAlerting(target.host, targets));
  const ours = new Arrivals();
  const theirs = new Arrivals();
  alerting?.onAlert((name) => theirs.came(name));
  await using _watching = await watchAll(post, target.url, (name) => ours.came(name));
  await untilSeen(alerting);
  for (const name of targets) {
    await new Promise((after) => setTimeout(after, betweenMs()));
    await strike(target, name, alerting ? [ours, theirs] : [ours]);
  }
  await ours.all();
  if (alerting) await theirs.all();
  tell(ours.tookMs(), alerting && { version: alerting.version, tookMs: theirs.tookMs() });
}

/** When something was heard of each target, from its fault on. */
class Arrivals {
  readonly #from = new Map<string, number>();
  readonly #took = new Map<string, number>();
  readonly #all = Promise.withResolvers<void>();

  begins(name: string): void {
    this.#from.set(name, performance.now());
  }

  came(name: string): void {
    const from = this.#from.get(name);
    if (from === undefined || this.#took.has(name)) return;
    this.#took.set(name, performance.now() - from);
    if (this.#took.size === targets.length) this.#all.resolve();
  }

  async all(): Promise<void> {
    const late = setTimeout(() => {
      const missing = targets.filter((name) => !this.#took.has(name));
      this.#all.reject(new Error(`nothing was heard of ${missing.join(", ")} within ${mostMs} ms`));
    }, mostMs);
    await this.#all.promise.finally(() => clearTimeout(late));
  }

  tookMs(): readonly number[] {
    return [...this.#took.values()];
  }
}

async function strike(target: WebTarget, name: string, both: readonly Arrivals[]): Promise<void> {
  for (const arrivals of both) arrivals.begins(name);
  await target.break(name);
}

async function watchAll(post: WatchPost, url: string, stored: (subject: string) => void): Promise<AsyncDisposable> {
  const unseen = new Set(targets);
  const { promise: allSeen, resolve } = Promise.withResolvers<void>();
  const monitor = post.monitor({}, (store) => telling(store, stored));
  const all = targets.map((name) => {
    const subject = openDeclared(webSubjectFile(name, [{ id: "m", url: `${url}/m/${name}` }]), ports);
    const observe: typeof subject.observe = async (options) => {
      const observation = await subject.observe(options);
      if (unseen.delete(name) && unseen.size === 0) resolve();
      return observation;
    };
    return { ...subject, observe };
  });
  for (const subject of all) monitor.watch(tenantId, subject, { intervalMs });
  await monitor.start();
  await allSeen;
  return {
    async [Symbol.asyncDispose]() {
      await monitor.close();
      for (const subject of all) await subject.close();
    },
  };
}

/** Says of which subjects an incident was written, once that is committed. */
function telling(store: IncidentStore, stored: (subject: string) => void): IncidentStore {
  return {
    ...store,
    async transition(key, decide) {
      const written: string[] = [];
      const held = await store.transition(key, (subject, known) => {
        const transition = decide(subject, known);
        if (transition.incident) written.push(subject);
        return transition;
      });
      for (const subject of written) if (held.includes(subject)) stored(subject);
      return held;
    },
  };
}

async function untilSeen(alerting: Alerting | undefined): Promise<void> {
  while (alerting && (await alerting.seen()) < targets.length) {
    await new Promise((after) => setTimeout(after, 200));
  }
}

function tell(
  ours: readonly number[],
  theirs: { readonly version: string; readonly tookMs: readonly number[] } | undefined,
): void {
  const note = `${ours.length} faults at moments of chance, a look each second, no grace; until the incident is committed`;
  print({ name: "monitor.fault_to_incident_p50", value: median(ours), unit: "ms", note });
  print({ name: "monitor.fault_to_incident_p95", value: percentile(ours, 0.95), unit: "ms" });
  const [name, aim] = ["monitor.fault_to_incident.vs_alertmanager", "no later: <= 1"];
  if (theirs === undefined) {
    const missing = "prometheus and prometheus-alertmanager are not installed here: there is nothing to stand beside";
    print({ name, value: Number.NaN, unit: "times", aim, note: missing });
    return;
  }
  const [p50, p95] = [median(theirs.tookMs), percentile(theirs.tookMs, 0.95)].map((ms) => ms.toFixed(0));
  const beside = median(ours) / median(theirs.tookMs);
  const peer = `${theirs.version}, the same faults, 1 s scrapes and rules, for 0s, group_wait 0s: p50 ${p50} ms, p95 ${p95} ms until the webhook`;
  print({ name, value: beside, unit: "times", aim, met: beside <= 1, note: peer });
}
