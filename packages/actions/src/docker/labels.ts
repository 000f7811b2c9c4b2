import type { Container } from "./docker-client.ts";
import type { Owner } from "./owner.ts";

const attemptLabel = "steadyhand.attempt";
const ownerLabel = "steadyhand.owner";
const untilLabel = "steadyhand.until";
const installationLabel = "steadyhand.installation";

/** What every container of a script carries. */
export const scriptLabel = attemptLabel;

/** What every container of one installation's scripts carries. */
export function labelOfInstallation(installation: string): string {
  return `${installationLabel}=${installation}`;
}

/** Whose container it is, and when it must be gone at the latest. */
export interface Belonging {
  readonly attemptId: string;
  readonly owner: Owner;
  readonly until: Date;
}

export function labelsOf({
  attemptId,
  owner,
  until,
  installation,
}: Belonging & { readonly installation: string }): Record<string, string> {
  return {
    [attemptLabel]: attemptId,
    [ownerLabel]: `${owner.place}/${owner.pid}/${owner.startTicks}`,
    [untilLabel]: until.toISOString(),
    [installationLabel]: installation,
  };
}

/** Reads them back; nothing where somebody else wrote them. */
export function belongingOf({ labels }: Container): Belonging | undefined {
  const found = labels[ownerLabel]?.match(/^(.+)\/(\d+)\/(\d+)$/);
  const until = new Date(labels[untilLabel] ?? "");
  const attemptId = labels[attemptLabel];
  if (!found?.[1] || attemptId === undefined || Number.isNaN(until.getTime())) return undefined;
  return { attemptId, owner: { place: found[1], pid: Number(found[2]), startTicks: Number(found[3]) }, until };
}
