import type { Episode } from "@steadyhand/core/diagnosis";
import type { TenantId } from "@steadyhand/core/identity";
import type { OperatorOptions } from "./operator-options.ts";

const mostRead = 20;

/** What happened to a subject of late and is over: that a fault comes back is told from it. */
export async function recentEpisodes(
  { incidents, investigations }: Pick<OperatorOptions, "incidents" | "investigations">,
  { tenantId, subject }: { readonly tenantId: TenantId; readonly subject: string },
): Promise<readonly Episode[]> {
  const { items } = await incidents.list(tenantId, { subject, phase: "resolved" }, { limit: mostRead });
  const found = await Promise.all(
    items.map(async (incident): Promise<readonly Episode[]> => {
      if (incident.phase !== "resolved") return [];
      const looked = await investigations.ofIncident(tenantId, incident.id);
      return looked.flatMap((one) => {
        if (one.phase !== "concluded" || one.diagnosis.outcome !== "cause_found") return [];
        const helped = one.remedy?.phase === "ended" && one.remedy.result === "helped";
        const times = { startedAt: incident.openedAt, endedAt: incident.resolvedAt };
        return one.diagnosis.causes.map(({ name }) => ({
          cause: name,
          ...times,
          endedBy: helped ? "action" : "itself",
        }));
      });
    }),
  );
  return found.flat();
}
