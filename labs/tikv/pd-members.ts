import type { Cluster, PdMember } from "./model.ts";
import { json, plain, type Route, route } from "./router.ts";
import { hasQuorum } from "./simulate.ts";

const present = ({ name, memberId, clientUrl }: PdMember) => ({
  name,
  member_id: memberId,
  peer_urls: [clientUrl.replace(/:\d+$/, ":2380")],
  client_urls: [clientUrl],
  deploy_path: "/",
  binary_version: "v8.5.7",
  git_hash: "0000000000000000000000000000000000000000",
});

const leaderOf = ({ members, leader }: Cluster) => members.find(({ name }) => name === leader);
const local = { isLocal: true, needsCluster: false };
const anyCluster = { needsCluster: false };

/** Who is there, who leads, and how each of them is. */
export const memberRoutes: readonly Route[] = [
  route(
    "GET /members",
    ({ cluster }) => {
      const leader = leaderOf(cluster);
      return json({
        header: { cluster_id: cluster.id },
        members: cluster.members.map(present),
        ...(leader && { leader: present(leader), etcd_leader: present(leader) }),
      });
    },
    anyCluster,
  ),
  route(
    "GET /leader",
    ({ cluster }) => {
      const leader = leaderOf(cluster);
      return json(leader === undefined ? null : present(leader));
    },
    anyCluster,
  ),
  route(
    "GET /health",
    async ({ cluster }) => {
      if (!hasQuorum(cluster)) return json("context deadline exceeded", 500);
      const health = await Promise.all(cluster.members.map(({ clientUrl }) => isAnswering(clientUrl)));
      return json(
        cluster.members.map(({ name, memberId, clientUrl }, index) => ({
          name,
          member_id: memberId,
          client_urls: [clientUrl],
          health: health[index] === true,
        })),
      );
    },
    local,
  ),
  route("GET /ping", () => ({ status: 200, text: "" }), local),
  route("GET /version", () => json({ build_time: "", hash: "", branch: "", version: "v8.5.7" }), local),
  route(
    "GET /status",
    () => json({ build_ts: "2026-01-01 00:00:00", version: "v8.5.7", git_hash: "", start_timestamp: 0 }),
    local,
  ),
  route("GET /cluster", ({ cluster }) => json({ id: cluster.id, max_peer_count: cluster.replication["max-replicas"] })),
  route(
    "GET /cluster/status",
    ({ cluster }) =>
      json({
        raft_bootstrap_time: "2026-01-01T00:00:00Z",
        is_initialized: cluster.isBootstrapped,
        replication_status: "",
      }),
    anyCluster,
  ),
  route(
    "POST /leader/resign",
    ({ cluster, member }) => {
      // The others are asked first, so the one that resigns does not win again.
      const next = cluster.members.find(({ name, isRunning }) => isRunning && name !== member.name);
      if (next !== undefined) cluster.leader = next.name;
      return json("The resign command is submitted.");
    },
    anyCluster,
  ),
  route(
    "POST /leader/transfer/:name",
    ({ cluster, params }) => {
      const next = cluster.members.find(({ name, isRunning }) => isRunning && name === params.name);
      if (next === undefined) return json(`not found, pd: ${params.name}`, 404);
      cluster.leader = next.name;
      return json("The transfer command is submitted.");
    },
    anyCluster,
  ),
];

const probeMs = 3_000;

/** As PD does it: by the member's own ping. */
async function isAnswering(clientUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${clientUrl}/pd/api/v1/ping`, { signal: AbortSignal.timeout(probeMs) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Whatever stood in the way, it did not answer.
    return false;
  }
}

export const noLeader = plain("[PD:apiutil:ErrRedirectNoLeader]redirect finds no leader", 503);
export const notLeader = plain("[PD:apiutil:ErrRedirectToNotLeader]redirect to not leader", 500);
export const notBootstrapped = json(
  "[PD:cluster:ErrNotBootstrapped]TiKV cluster not bootstrapped, please start TiKV first",
  500,
);
