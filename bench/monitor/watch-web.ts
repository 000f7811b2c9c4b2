import { openDeclared } from "@steadyhand/subjects/declared";
import { ports, tenantId, type WatchPost, webSubjectFile } from "./watch-post.ts";

export interface WebShape {
  readonly subjects: number;
  readonly members: number;
  readonly forMs: number;
  readonly urlOf: (subject: number, member: number) => string;
}

/** The monitor as it is, each subject looked at again as soon as its look has ended; counted once every subject was seen. */
export async function watchWeb(post: WatchPost, { subjects, members, forMs, urlOf }: WebShape) {
  let looks = 0;
  let transactions = 0;
  const seen = new Set<string>();
  const { promise: allSeen, resolve } = Promise.withResolvers<void>();
  const monitor = post.monitor({}, (store) => ({
    ...store,
    transition(...of) {
      transactions += 1;
      return store.transition(...of);
    },
  }));
  const all = Array.from({ length: subjects }, (_, n) => {
    const own = Array.from({ length: members }, (_, m) => ({ id: `m${m}`, url: urlOf(n, m) }));
    const subject = openDeclared(webSubjectFile(`web-${n}`, own), ports);
    const observe: typeof subject.observe = async (options) => {
      const observation = await subject.observe(options);
      looks += 1;
      if (seen.size < subjects && seen.add(subject.name).size === subjects) resolve();
      return observation;
    };
    return { ...subject, observe };
  });
  for (const subject of all) monitor.watch(tenantId, subject, { intervalMs: 1 });
  await monitor.start();
  await allSeen;
  looks = 0;
  transactions = 0;
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  await new Promise((after) => setTimeout(after, forMs));
  const [tookMs, used] = [performance.now() - from, process.cpuUsage(cpu)];
  const told = { looks, transactions, rate: (looks * members * 1000) / tookMs };
  const cpuMs = (used.user + used.system) / 1000 / (looks * members);
  await monitor.close();
  await Promise.all(all.map((subject) => subject.close()));
  const open = await post.stores.incidents.list(tenantId, { phase: "open" }, { limit: 100 });
  const settling = await post.stores.incidents.list(tenantId, { phase: "settling" }, { limit: 100 });
  return { ...told, cpuMs, incidents: open.items.length + settling.items.length };
}
