// A process that watches and does nothing else: says what it weighs with no subject and with many, and how much of a core it takes.
import { openDeclared } from "@steadyhand/subjects/declared";
import { openWatchPost, ports, tenantId, webSubjectFile } from "./watch-post.ts";

const [, , place = "", folder = "", url = "", count = ""] = process.argv;
const intervalMs = 30_000;
await using post = await openWatchPost(JSON.parse(place), folder);
const monitor = post.monitor();
await monitor.start();

/** What is left once everything that nobody needs any more has gone. */
async function weigh() {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
}

const empty = await weigh();
const unseen = new Set<string>();
const { promise: allSeen, resolve } = Promise.withResolvers<void>();
const subjects = Array.from({ length: Number(count) }, (_, n) => {
  const name = `web-${n}`;
  unseen.add(name);
  const subject = openDeclared(webSubjectFile(name, [{ id: "m", url: `${url}/m/${n}` }]), ports);
  const observe: typeof subject.observe = async (options) => {
    const observation = await subject.observe(options);
    if (unseen.delete(name) && unseen.size === 0) resolve();
    return observation;
  };
  return { ...subject, observe };
});
for (const subject of subjects) monitor.watch(tenantId, subject, { intervalMs });
await allSeen;
const [from, cpu] = [performance.now(), process.cpuUsage()];
await new Promise((after) => setTimeout(after, intervalMs));
const used = process.cpuUsage(cpu);
const share = (used.user + used.system) / 1000 / (performance.now() - from);
const before = process.memoryUsage().rss;
process.stdout.write(`${JSON.stringify({ empty, watching: await weigh(), before, share })}\n`);
await monitor.close();
await Promise.all(subjects.map((subject) => subject.close()));
process.exit(0);
