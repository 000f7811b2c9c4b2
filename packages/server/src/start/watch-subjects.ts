import type { TenantId } from "@steadyhand/core/identity";
import type { Monitor, WatchPace } from "@steadyhand/engine";
import type { SubjectFiles, UnusedFile, UsedFile } from "./open-subjects.ts";

/** A subject of this installation: its file, itself, and how it is looked at. */
export interface KnownSubject extends UsedFile {
  readonly pace: WatchPace;
  /** Whether it is this server that watches it now: among several, each subject has one. */
  readonly isWatched: boolean;
}

/** The subjects of this installation, by the files in their folder. */
export interface Subjects {
  /** By name. */
  list(): readonly KnownSubject[];
  find(name: string): KnownSubject | undefined;
  /** The files that cannot be used, and why. */
  problems(): readonly UnusedFile[];
}

/** Has each subject watched at the pace that its file says, from the monitor's start on. */
export function watchSubjects(
  { used, unused }: Pick<SubjectFiles, "used" | "unused">,
  { monitor, tenantId }: { readonly monitor: Pick<Monitor, "watch" | "watching">; readonly tenantId: TenantId },
): Subjects {
  const known = used
    .map((one) => ({ ...one, pace: { intervalMs: one.file.everyMs, lookWithinMs: one.file.withinMs } }))
    .toSorted((one, other) => (one.file.name < other.file.name ? -1 : 1));
  for (const { subject, pace } of known) monitor.watch(tenantId, subject, pace);
  const list = () => {
    const watching = new Set(monitor.watching().map(({ subject }) => subject));
    return known.map((one) => ({ ...one, isWatched: watching.has(one.file.name) }));
  };
  return { list, find: (name) => list().find(({ file }) => file.name === name), problems: () => unused };
}
