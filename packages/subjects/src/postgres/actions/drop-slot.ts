import type { Availability } from "@steadyhand/core/action";
import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { KeptSession } from "../kept-session.ts";
import { type Change, carryOut } from "./carry-out.ts";
import { notDone, serverAction } from "./server-action.ts";

export interface SlotActions {
  readonly members: readonly [string, ...string[]];
  readonly availability: Availability;
  /** Slots of expected standbys: they are waited for. */
  readonly expectedSlots: ReadonlySet<string>;
  acting(member: string): KeptSession;
}

export function createDropSlot({ members, availability, expectedSlots, acting }: SlotActions): SubjectAction {
  return serverAction({
    declaration: {
      name: "drop_slot",
      title: "Drop a replication slot that nobody reads",
      what: "Lets go of the write-ahead log that the slot holds. Its consumer, should it come back, has to be built anew.",
      riskFloor: "dangerous",
      effect: "deletes",
      isIdempotent: true,
      isReversible: false,
      blastRadius: "one",
      verification: "there is no slot of that name",
      settlingMs: 5_000,
      timeLimitMs: 30_000,
    },
    availability,
    parameters: z.strictObject({
      member: z.enum(members).describe("On which server"),
      slot: z
        .string()
        .regex(/^[a-z0-9_]{1,63}$/)
        .describe("The slot's name"),
    }),
    look: ({ slot }) => {
      const message = "it belongs to a standby that is expected: take that out of the configuration first";
      return expectedSlots.has(slot) ? { problems: [{ path: "slot", message }] } : {};
    },
    perform: ({ member, slot }, signal) => carryOut(acting(member), dropping(slot, signal), signal),
  });
}

function dropping(slot: string, signal: AbortSignal): Change<{ readonly dropped: boolean }> {
  return {
    sql: `WITH unread AS MATERIALIZED (SELECT slot_name FROM pg_replication_slots WHERE slot_name = $1 AND NOT active)
      SELECT pg_drop_replication_slot(slot_name)::text IS NOT NULL AS dropped FROM unread`,
    values: [slot],
    async refused(rows, session) {
      if (rows.length > 0) return undefined;
      const [found] = await session.query("SELECT 1 FROM pg_replication_slots WHERE slot_name = $1", [slot], signal);
      if (found)
        return notDone("postgres.slot_active", `slot ${slot} is being read`, "Its consumer is there: leave it");
      return notDone("postgres.slot_gone", `there is no slot ${slot}`, "Look again");
    },
    async shown(session) {
      const left = await session.query("SELECT 1 FROM pg_replication_slots WHERE slot_name = $1", [slot], signal);
      return left.length === 0 ? `slot ${slot} is gone` : undefined;
    },
  };
}
