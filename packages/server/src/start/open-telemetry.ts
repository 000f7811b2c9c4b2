import type { Clock, Ledger } from "@steadyhand/engine";
import { openTelemetry, type Telemetry, type TelemetryConfig } from "@steadyhand/telemetry";
import type { ServerLog } from "../log.ts";
import { openProgress } from "../record/progress.ts";
import type { DataFolder } from "./data-folder.ts";
import type { OpenStores } from "./open-stores.ts";

/** Carries the record to OpenTelemetry where that is configured. `opening` ends it. */
export async function openConfiguredTelemetry(
  options: {
    readonly config: TelemetryConfig | undefined;
    readonly folder: DataFolder;
    readonly stores: Pick<OpenStores, "tenants"> & { readonly ledger: Pick<Ledger, "listAfter"> };
    readonly version: string;
    readonly clock: Clock;
    readonly log: ServerLog;
  },
  opening: AsyncDisposableStack,
): Promise<Telemetry | undefined> {
  const { config, folder, stores, version, clock, log } = options;
  if (config === undefined) return undefined;
  const source = { tenants: stores.tenants, listAfter: stores.ledger.listAfter };
  const progress = await openProgress(folder.telemetryPlaces);
  const telemetry = openTelemetry({ config, source, progress, version, clock, log });
  opening.defer(() => telemetry.close());
  return telemetry;
}
