import { verifyExport } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import { expect } from "vitest";
import { type TestStores, tenantId } from "../test-server.ts";

/** By a word of its own what was found; where the stores cannot even be opened, by what clear error. */
export interface Found {
  readonly code: string;
  readonly sequence?: number;
}

/** Opens, verifies and exports: an export must be refused for what a verification finds. */
export async function foundBy(open: () => Promise<TestStores>): Promise<Found> {
  let stores: TestStores;
  try {
    stores = await open();
  } catch (error) {
    return asFound(error);
  }
  await using opened = stores;
  const report = await opened.ledger.verify(tenantId).catch(asFound);
  if ("ok" in report && report.ok) return { code: "ok" };
  const found = report as Found; // what is not whole bears a code
  const exported: unknown = await verifyExport(opened.ledger.export(tenantId, {}), opened).catch(
    (error: unknown) => error,
  );
  expect(exported).toBeInstanceOf(OpsError);
  expect(`${asFound(exported).code} ${String(exported)}`).toContain(found.code);
  return found;
}

/** Anything but a clear error is a bug of ours. */
function asFound(error: unknown): Found {
  if (error instanceof OpsError) return { code: error.code };
  throw error;
}
