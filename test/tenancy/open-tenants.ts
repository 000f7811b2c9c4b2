import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@steadyhand/client/node";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import { sha256Hex } from "@steadyhand/core/proposal";
import { createLog, openSteadyhand, type Services } from "@steadyhand/server";
import { prepareCluster } from "../../packages/postgres/test/prepared-cluster.ts";

/** One tenant on the server, by one of its people. */
export interface Tenant {
  readonly tenantId: TenantId;
  readonly key: string;
  readonly client: Client;
}

/** A running server with three tenants: ours, theirs, and one that differs from theirs by its name alone. */
export interface Tenants {
  readonly url: string;
  readonly services: Services;
  /** Whose things the other must not see: the tenant that an installation begins with. */
  readonly ours: Tenant;
  readonly theirs: Tenant;
  readonly nobodys: Tenant;
  close(): Promise<void>;
}

/**
 * Starts the real whole, with a subject for each of these files, and adds two tenants with one person each, who is an administrator
 * there. The subjects are ours: their files lie in the installation's own folder.
 */
export async function openTenants(subjectFiles: readonly string[]): Promise<Tenants> {
  const dataFolder = mkdtempSync(join(tmpdir(), "steadyhand-tenants-"));
  mkdirSync(join(dataFolder, "subjects"));
  for (const [index, text] of subjectFiles.entries())
    writeFileSync(join(dataFolder, "subjects", `${index}.yaml`), text);
  await prepareCluster(join(dataFolder, "postgres"));
  const steadyhand = await openSteadyhand({
    ...{ dataFolder, port: 0, userName: "riley", machineName: "test-host", workingDirectory: tmpdir() },
    env: { PATH: process.env.PATH, HOME: tmpdir() },
    log: createLog({ level: "fatal" }),
  });
  const { url: signIn = "" } = await steadyhand.listen({ tcp: true });
  const [url = "", ownerKey = ""] = signIn.split("/#key=");
  const tenant = (tenantId: TenantId, key: string) => ({ tenantId, key, client: createClient({ baseUrl: url, key }) });
  const kim: Actor = { kind: "person", id: "act_kim", name: "Kim" };
  const added = async (tenantId: TenantId) => {
    const key = randomBytes(32).toString("base64url");
    await steadyhand.services.people.add(tenantId, { actor: kim, keySha256: sha256Hex(key), roles: ["admin"] }, [
      { type: "person.added", actor: kim, outcome: "ok", why: "Kim was added", data: {} },
    ]);
    return tenant(tenantId, key);
  };
  return {
    url,
    services: steadyhand.services,
    ours: tenant("ten_default", ownerKey),
    theirs: await added("ten_theirs"),
    nobodys: await added("ten_nobody"),
    async close() {
      await steadyhand.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
