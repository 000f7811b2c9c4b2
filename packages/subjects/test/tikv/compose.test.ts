import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTikvConfig } from "@steadyhand/subjects/tikv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const folder = join(import.meta.dirname, "../../../../labs/tikv");
const read = (file: string) => readFileSync(join(folder, file), "utf8");

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({ image: z.string(), ports: z.array(z.string()), command: z.array(z.string()).default([]) }),
  ),
});
const { services } = Compose.parse(parse(read("compose.yaml"), { merge: true }));
const config = parseTikvConfig(JSON.parse(read("compose-subject.json")));

describe("the compose file of the real thing", () => {
  it("has three PD, three TiKV and a Prometheus, at fixed versions", () => {
    expect(Object.entries(services).map(([name, { image }]) => `${name} ${image}`)).toEqual([
      ...[1, 2, 3].map((n) => `pd${n} pingcap/pd:v8.5.7`),
      ...[1, 2, 3].map((n) => `tikv${n} pingcap/tikv:v8.5.7`),
      "prometheus prom/prometheus:v2.55.1",
    ]);
  });

  it("opens ports on this machine alone", () => {
    for (const port of Object.values(services).flatMap(({ ports }) => ports))
      expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it("lets TiKV's status server be reached, which listens to itself only unless told otherwise", () => {
    for (const name of ["tikv1", "tikv2", "tikv3"]) {
      expect(services[name]?.command).toEqual(
        expect.arrayContaining(["--status-addr=0.0.0.0:20180", `--advertise-status-addr=${name}:20180`]),
      );
    }
  });

  it("has the members and ports that the subject's configuration beside it names", () => {
    for (const { name, url } of config.pd)
      expect(services[name]?.ports).toEqual([`${url.replace("http://", "")}:2379`]);
    for (const { address, status_url } of config.stores) {
      const [name = ""] = address.split(":");
      expect(services[name]?.command).toContain(`--advertise-addr=${address}`);
      expect(services[name]?.ports).toEqual([`${status_url?.replace("http://", "")}:20180`]);
    }
  });

  it("lets Prometheus ask every PD and TiKV under the name that the subject looks for", () => {
    const { scrape_configs: jobs } = parse(read("prometheus.yml"));
    expect(
      jobs.flatMap(({ static_configs: [{ targets }] }: { static_configs: [{ targets: string[] }] }) => targets),
    ).toEqual([
      ...config.pd.map(({ name }) => `${name}:2379`),
      ...config.stores.map(({ address }) => address.replace(":20160", ":20180")),
    ]);
  });
});
