import type { IncomingMessage, ServerResponse } from "node:http";
import type { LabClock } from "./clock.ts";
import { pdMetrics } from "./metrics-pd.ts";
import type { Cluster, PdMember } from "./model.ts";
import { configRoutes } from "./pd-config.ts";
import { memberRoutes, noLeader, notBootstrapped, notLeader } from "./pd-members.ts";
import { operatorRoutes } from "./pd-operators.ts";
import { regionRoutes } from "./pd-reads.ts";
import { schedulerRoutes } from "./pd-schedulers.ts";
import { storeRoutes } from "./pd-stores.ts";
import { badInput, bodyOf, findRoute, plain, type Reply, send } from "./router.ts";
import { simulate } from "./simulate.ts";

const base = "/pd/api/v1";
const redirected = "pd-redirector";
const leaderWaitMs = 3_000;
const leaderPollMs = 100;
const routes = [
  ...storeRoutes,
  ...memberRoutes,
  ...regionRoutes,
  ...operatorRoutes,
  ...schedulerRoutes,
  ...configRoutes,
];

/** One PD member: answers what is its own, and passes the rest on to the leader. */
export function answerAsMember({ cluster, clock, member }: { cluster: Cluster; clock: LabClock; member: PdMember }) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const text = await bodyOf(request);
      simulate(cluster, clock.nowMs());
      const reply = await replyTo({ cluster, clock, member }, request, text);
      if (cluster.losesAnswers && request.method !== "GET") response.destroy();
      else send(response, reply);
    } catch (error) {
      send(response, plain(String(error), 500));
    }
  };
}

interface Asked {
  readonly cluster: Cluster;
  readonly clock: LabClock;
  readonly member: PdMember;
}

async function replyTo(asked: Asked, request: IncomingMessage, text: string): Promise<Reply> {
  const { cluster, member } = asked;
  const url = new URL(request.url ?? "/", "http://pd");
  if (url.pathname === "/metrics") return plain(pdMetrics(cluster, member));
  const found = url.pathname.startsWith(base)
    ? findRoute(routes, request.method ?? "GET", url.pathname.slice(base.length))
    : undefined;
  if (found === undefined) return plain("404 page not found\n", 404);
  if (cluster.isRateLimited && !found.route.isLocal) return plain("Too Many Requests", 429);
  if (!found.route.isLocal && cluster.leader !== member.name) return passOn(asked, request, text);
  if (found.route.needsCluster && !cluster.isBootstrapped) return notBootstrapped;
  const read = readInput(text);
  if (!read.ok) return badInput(read.why);
  return await found.route.answer({
    cluster,
    member,
    params: found.params,
    query: url.searchParams,
    input: read.input,
  });
}

function readInput(text: string): { ok: true; input: unknown } | { ok: false; why: string } {
  if (text === "") return { ok: true, input: undefined };
  try {
    return { ok: true, input: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, why: String(error) };
  }
}

async function passOn(asked: Asked, request: IncomingMessage, text: string): Promise<Reply> {
  if (request.headers[redirected] !== undefined) return notLeader;
  const leader = await waitForLeader(asked);
  if (leader === undefined) return noLeader;
  const method = request.method ?? "GET";
  const passed = fetch(`${leader.clientUrl}${request.url}`, {
    method,
    headers: { [redirected]: asked.member.name },
    ...(method !== "GET" && { body: text }),
  });
  const answer = await passed.catch(() => undefined);
  if (answer === undefined) return plain("[PD:apiutil:ErrRedirect]redirect failed", 500);
  const contentType = answer.headers.get("content-type");
  const code = answer.headers.get("tidb-error-code");
  return {
    status: answer.status,
    text: await answer.text(),
    ...(contentType && { contentType }),
    ...(code && { headers: { "TiDB-Error-Code": code } }),
  };
}

async function waitForLeader({ cluster, clock }: Asked): Promise<PdMember | undefined> {
  const untilMs = clock.nowMs() + leaderWaitMs;
  for (;;) {
    simulate(cluster, clock.nowMs());
    const leader = cluster.members.find(({ name }) => name === cluster.leader);
    if (leader !== undefined || clock.nowMs() >= untilMs) return leader;
    await new Promise((resolve) => setTimeout(resolve, clock.machineMs(leaderPollMs)));
  }
}
