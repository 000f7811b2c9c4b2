import type { TenantId } from "@steadyhand/core/identity";
import type { Proposal } from "@steadyhand/core/proposal";
import type { UsedFile } from "./open-subjects.ts";

/** Tells a subject of its own action before the runner's process takes it: what is meant by it is known to nobody else who watches. */
export function tellSubject(used: readonly UsedFile[]): (tenantId: TenantId, proposal: Proposal) => void {
  return (tenantId, { command, target }) => {
    if (command.kind !== "action" || target.kind !== "subject") return;
    const own = used.find((one) => one.tenantId === tenantId && one.file.name === target.name);
    const name = command.name.slice(target.name.length + 1);
    own?.subject.heard?.({ name, parameters: command.parameters });
  };
}
