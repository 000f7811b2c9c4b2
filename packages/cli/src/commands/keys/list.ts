import type { KeysWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const list = command({
  name: "list",
  summary: "List master keys and data keys; never a key itself",
  description: "The newest data key of a tenant seals, all of them open. docs/outputs.md tells the whole of it.",
  examples: ["steady keys list", "steady keys list --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const found = await client.getKeys();
      services.io.out(options.json ? JSON.stringify(found) : drawKeys(found, services.now()));
      return exitCode.ok;
    }),
});

function drawKeys({ store, masters, tenants }: KeysWire, now: Date): string {
  const ofMasters = masters.map(({ id, from, isCurrent }) => [id, isCurrent ? "wraps" : "unwraps only", from]);
  const ofTenants = tenants.flatMap(({ tenantId, isDeleted, keys }) =>
    keys.length === 0
      ? [[tenantId, "none", "", "", isDeleted ? "deleted" : "made with the first output"]]
      : keys.map(({ version, masterId, madeAt, isReadable }, index) => [
          tenantId,
          String(version),
          masterId,
          moment(madeAt, now),
          isReadable ? (index === 0 ? "seals" : "opens only") : "its master key is not here",
        ]),
  );
  return [
    `Outputs lie in ${store.description} (${store.kind})`,
    table(["master key", "use", "from"], ofMasters),
    table(["tenant", "data key", "wrapped by", "made", "use"], ofTenants),
  ].join("\n\n");
}
