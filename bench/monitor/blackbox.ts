import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { freePort, isInstalled, startPeer } from "./peer-program.ts";

const program = "prometheus-blackbox-exporter";

const config = `modules:
  http_2xx:
    prober: http
    timeout: 5s
    http: { preferred_ip_protocol: ip4 }
`;

/** Debian's blackbox_exporter, as Prometheus would ask it; `undefined` where it is not installed. */
export async function startBlackbox() {
  const version = isInstalled(program);
  if (version === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  const file = join(folder, "blackbox.yml");
  await writeFile(file, config);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const words = ["--config.file", file, "--web.listen-address", `127.0.0.1:${port}`, "--log.level", "error"];
  const peer = await startPeer(spawn(program, words, { stdio: "ignore" }), `${url}/-/healthy`);
  const dispatcher = new Agent({ connections: 64, pipelining: 1 });
  return {
    version,
    async probe(target: string) {
      const asked = `${url}/probe?module=http_2xx&target=${encodeURIComponent(target)}`;
      const { body } = await request(asked, { dispatcher });
      if (!(await body.text()).includes("probe_success 1")) throw new Error(`${program} could not probe ${target}`);
    },
    async [Symbol.asyncDispose]() {
      await dispatcher.close();
      await peer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
