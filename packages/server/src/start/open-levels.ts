import { randomBytes } from "node:crypto";
import {
  type Clock,
  createElevations,
  createLevels,
  createTrust,
  type LevelStore,
  type PeopleStore,
  type RunbookStore,
} from "@steadyhand/engine";
import type { Services } from "../services.ts";

/** Takeover levels, trust and elevation, as the API shows and changes them. */
export function openLevels(
  {
    levels: store,
    people,
    runbooks,
  }: { readonly levels: LevelStore; readonly people: PeopleStore; readonly runbooks: RunbookStore },
  { clock, policy }: { readonly clock: Clock } & Pick<Parameters<typeof createLevels>[0], "policy">,
): Pick<Services, "takeoverLevels" | "trust" | "elevations"> {
  return {
    takeoverLevels: createLevels({ store, people, policy, clock }),
    trust: createTrust({ store, people, runbooks, clock }),
    elevations: createElevations({
      store,
      clock,
      newId: (prefix) => `${prefix}_${randomBytes(12).toString("base64url")}`,
    }),
  };
}
