import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const deleteTenant = command({
  name: "delete",
  summary: "Destroy a tenant's keys and remove its outputs, for good",
  description:
    "What its attempts wrote cannot be read by anybody afterwards. Its record stays, and still verifies; its runbooks and executions stay too, and nothing of it starts any more. Refused while one of its executions has not ended.",
  examples: ["steady tenants delete ten_default --yes-destroy ten_default"],
  args: { tenant: { help: "its id, as `steady keys list` shows it" } },
  options: {
    ...serverOptions,
    yesDestroy: { type: "text", value: "tenant", help: "its id once more: nobody does this by accident" },
  },
  run: ({ args: { tenant }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const body = { confirm: options.yesDestroy ?? "" };
      const deleted = await client.deleteTenant({ parameters: { tenantId: tenant }, body });
      const { keysDestroyed, outputsForgotten, blobsRemoved } = deleted;
      const said = `${tenant} is deleted: ${keysDestroyed} keys destroyed, ${outputsForgotten} outputs forgotten, ${blobsRemoved} blobs removed`;
      services.io.out(options.json ? JSON.stringify(deleted) : said);
      return exitCode.ok;
    }),
});
