import type { OpenLab } from "./open-lab.ts";

/** What each looks at at most so far apart: a second is the least that a file may say. */
export const everyMs = 2_000;

export const labs = {
  ratelimiter: async (): Promise<OpenLab> => (await import("./open-ratelimiter.ts")).openRateLimiterLab(everyMs),
  postgres: async (): Promise<OpenLab> => (await import("./open-postgres.ts")).openPostgresLab(everyMs),
  tikv: async (): Promise<OpenLab> => (await import("./open-tikv.ts")).openTikvLab(everyMs),
} as const;

export type LabName = keyof typeof labs;

export function isLabName(name: string): name is LabName {
  return Object.hasOwn(labs, name);
}
