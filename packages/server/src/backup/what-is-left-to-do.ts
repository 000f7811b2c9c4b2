import type { StoodStill } from "@steadyhand/engine";
import type { WholeBackup } from "./verify-backup.ts";

/** What no restore can do: a person knows what happened since, and holds what the backup does not. */
export function whatIsLeftToDo({
  report: { at, keyId, dataKeys },
  stoodStill: { executions, schedules, incidents },
  ledgerKey,
  missing,
}: {
  readonly report: WholeBackup;
  readonly stoodStill: StoodStill;
  readonly ledgerKey: "kept" | "new";
  /** Files that were left out of the backup and not found elsewhere. */
  readonly missing: readonly string[];
}): readonly string[] {
  const needsMaster = dataKeys > 0 && missing.includes("master.key");
  // Of these three is said what is special about them, or they are made anew.
  const files = missing.filter((file) => !["ledger-key.pem", "owner.key", "master.key"].includes(file));
  return [
    `End the installation that was backed up, if it still runs: two that go on from ${at} tell two histories`,
    ...(ledgerKey === "new"
      ? [
          `The ledger's key ${keyId} was not in the backup: the first start makes a new one, so give auditors the new ledger-key.pub; the old checkpoints are in ledger-anchors.before-restore.jsonl`,
        ]
      : []),
    ...(needsMaster
      ? [
          "Put master.key back into the data folder before the first start: without it no output can be opened, and no server starts",
        ]
      : []),
    ...(files.length > 0 ? [`Put back what a backup that is not sealed leaves out: ${files.join(", ")}`] : []),
    ...(executions > 0
      ? [
          `Look at the ${executions === 1 ? "run that was open: it is paused, and what it" : `${executions} runs that were open: they are paused, and what they`} did after ${at} is not known here`,
        ]
      : []),
    ...(schedules > 0
      ? [
          `Resume the ${schedules === 1 ? "schedule that was active: it is" : `${schedules} schedules that were active: they are`} paused`,
        ]
      : []),
    ...(incidents > 0
      ? [
          `Look at the ${incidents === 1 ? "incident that was open: it is" : `${incidents} incidents that were open: they are`} held, so nothing is done about ${incidents === 1 ? "it" : "them"} by itself`,
        ]
      : []),
    `Look at people, levels, trust and the policy: what was taken away after ${at} is there again`,
    "Keep the checkpoints that were signed after the backup: the events that they are of are lost, and the event `backup.restored` says from where on",
  ];
}
