import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { request } from "undici";
import { freePort, isInstalled, startPeer } from "./peer-program.ts";

/** Prometheus that looks each second and evaluates each second, and Alertmanager that waits for nothing. */
export interface Alerting extends AsyncDisposable {
  readonly version: string;
  /** Calls with the target's name when the webhook of its alert has come. */
  onAlert(told: (target: string) => void): void;
  /** How many targets it has seen. */
  seen(): Promise<number>;
}

/** `undefined` where Debian's packages are not installed. */
export async function startAlerting(host: string, targets: readonly string[]): Promise<Alerting | undefined> {
  const versions = [isInstalled("prometheus"), isInstalled("prometheus-alertmanager")];
  if (versions.includes(undefined)) return undefined;
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  let told: (target: string) => void = () => {};
  const receiver = createServer(async (asked, response) => {
    const { alerts } = JSON.parse(await text(asked));
    for (const { status, labels } of alerts) if (status === "firing") told(labels.target);
    response.end();
  });
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  opening.defer(() => void receiver.close().closeAllConnections());
  const address = receiver.address();
  const hook = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  const ports = { alertmanager: await freePort(), prometheus: await freePort() };
  const write = async (name: string, content: object) => {
    // JSON is YAML too.
    await writeFile(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const listening = (port: number) => ["--web.listen-address", `127.0.0.1:${port}`, "--log.level", "error"];
  const am = ["--config.file", await write("alertmanager.yml", alertmanagerConfig(hook))];
  am.push(
    "--storage.path",
    join(folder, "alertmanager"),
    "--cluster.listen-address=",
    ...listening(ports.alertmanager),
  );
  const url = `http://127.0.0.1:${ports.prometheus}`;
  const alertmanagerHost = `127.0.0.1:${ports.alertmanager}`;
  const alertmanager = spawn("prometheus-alertmanager", am, { stdio: "ignore" });
  const first = await startPeer(alertmanager, `http://${alertmanagerHost}/-/ready`);
  opening.defer(first.stop);
  const rules = await write("rules.yml", ruleConfig);
  const own = await write("prometheus.yml", prometheusConfig({ host, targets, rules, alertmanagerHost }));
  const words = ["--config.file", own, "--storage.tsdb.path", join(folder, "tsdb"), ...listening(ports.prometheus)];
  const second = await startPeer(spawn("prometheus", words, { stdio: "ignore" }), `${url}/-/ready`);
  opening.defer(second.stop);
  const opened = opening.move();
  return {
    version: versions.join(" and "),
    onAlert(tell) {
      told = tell;
    },
    async seen() {
      const { body } = await request(`${url}/api/v1/query?query=count(broken)`);
      // The answer to an instant query, as Prometheus' documentation has it.
      const { data } = (await body.json()) as { data: { result: { value: [number, string] }[] } };
      return Number(data.result[0]?.value[1] ?? 0);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

const ruleConfig = {
  groups: [{ name: "bench", interval: "1s", rules: [{ alert: "Broken", expr: "broken == 1", for: "0s" }] }],
};

const alertmanagerConfig = (url: string) => ({
  route: { receiver: "hook", group_by: ["target"], group_wait: "0s", group_interval: "1s", repeat_interval: "1h" },
  receivers: [{ name: "hook", webhook_configs: [{ url, send_resolved: false }] }],
});

function prometheusConfig(to: {
  readonly host: string;
  readonly targets: readonly string[];
  readonly rules: string;
  readonly alertmanagerHost: string;
}) {
  const labelled = to.targets.map((name) => ({
    targets: [to.host],
    labels: { __metrics_path__: `/metrics/${name}`, instance: name },
  }));
  return {
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
    rule_files: [to.rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [to.alertmanagerHost] }] }] },
    // The label that the target gives itself names it.
    scrape_configs: [{ job_name: "bench", honor_labels: true, static_configs: labelled }],
  };
}
