import { z } from "zod";
import { UnfinishedIntent } from "./ledger-stream.ts";
import { ActiveElevation } from "./levels.ts";
import { PolicyState } from "./policy-state.ts";
import { Actor, Environment, Level } from "./words.ts";

const Time = z.iso.datetime();

export const Status = z
  .object({
    version: z.string(),
    actor: Actor,
    targetName: z.string(),
    /** Without a second key nothing is safe and every step waits for a person. */
    secondKey: z.object({
      isConfigured: z.boolean(),
      explanation: z.string(),
      howToConfigure: z.string(),
      /** The configured provider and model of the second key. */
      provider: z.string().optional(),
      model: z.string().optional(),
      /** What was spent today (UTC), and the limits; `isExhausted` names the limit that was reached. */
      budget: z
        .object({
          day: z.string(),
          tokens: z.int(),
          tokensPerDay: z.int(),
          usd: z.number(),
          usdPerDay: z.number(),
          isExhausted: z.enum(["tokens", "usd"]).optional(),
        })
        .optional(),
    }),
    environments: z.array(z.object({ name: Environment, standard: Level, ceiling: Level })),
    /** What goes further than it should for a while. */
    elevations: z.array(ActiveElevation),
    governance: z.enum(["strict", "audit"]),
    policy: PolicyState,
    /** The places besides the data folder that the signed checkpoints of the record are carried to. */
    checkpoints: z.array(
      z.object({
        name: z.string(),
        keptAt: Time.optional(),
        failing: z.object({ since: Time, why: z.string() }).optional(),
      }),
    ),
    /** What was begun more than a minute ago and has no outcome yet. */
    unfinished: z.array(UnfinishedIntent),
    /** The record cannot be written, so nothing runs: since when, and why. Absent where it can. */
    recordFailing: z.object({ since: Time, triedAt: Time, why: z.string(), hint: z.string().optional() }).optional(),
    /** The collector that the record is carried to as log records, where one is configured. */
    telemetry: z
      .object({
        name: z.string(),
        keptAt: Time.optional(),
        failing: z.object({ since: Time, why: z.string() }).optional(),
        /** So many records it would not take. */
        rejected: z.int(),
      })
      .optional(),
    /** How far the record has been divided into months ahead; `hasOthers`: some events bear a time that no month was made for. */
    ledgerMonths: z.object({
      madeUntil: Time.optional(),
      hasOthers: z.boolean().optional(),
      failing: z.object({ since: Time, why: z.string() }).optional(),
    }),
    dataFolder: z.string(),
    database: z.string(),
    scannerVersion: z.string(),
    startedAt: Time,
  })
  .meta({ id: "Status" });
