import type { Level } from "../autonomy/index.ts";
import type { Actor } from "../identity/index.ts";
import { type Outcome, refuse } from "../outcome/index.ts";
import { type Scope, sayScope } from "./scope.ts";

/** An offer to raise a level. It is never carried out by itself: a person confirms it, declines it, or it is withdrawn. */
export type Promotion = {
  readonly id: `pro_${string}`;
  readonly scope: Scope;
  readonly from: Level;
  readonly to: Level;
  readonly offeredAt: Date;
  /** What was seen, in words. */
  readonly evidence: readonly string[];
} & (
  | { readonly phase: "offered" }
  | { readonly phase: "confirmed"; readonly by: Actor; readonly at: Date; readonly why: string }
  /** Not offered again before `silentUntil`. */
  | {
      readonly phase: "declined";
      readonly by: Actor;
      readonly at: Date;
      readonly why: string;
      readonly silentUntil: Date;
    }
  /** What it rested on is no longer so: the level was set or lowered meanwhile. */
  | { readonly phase: "withdrawn"; readonly at: Date; readonly why: string }
);

export type PromotionEvent =
  | { readonly type: "confirm"; readonly by: Actor; readonly why: string }
  | { readonly type: "decline"; readonly by: Actor; readonly why: string }
  | { readonly type: "withdraw"; readonly why: string };

/** How long after a decline nothing is offered. */
const silentMs = 30 * 24 * 60 * 60 * 1000;

/** Answers an offer. Only a person confirms or declines, once. */
export function decidePromotion(promotion: Promotion, event: PromotionEvent, now: Date): Outcome<Promotion, never> {
  const cannot = `Cannot ${event.type} the offer for ${sayScope(promotion.scope)}`;
  if (promotion.phase !== "offered") return refuse("promotion.answered", `${cannot}: it is ${promotion.phase}`);
  if (event.type !== "withdraw" && event.by.kind !== "person") {
    return refuse("promotion.not_a_person", `${cannot}: ${event.by.name} is not a person`);
  }
  const { phase: _offered, ...offer } = promotion;
  switch (event.type) {
    case "confirm":
      return { ok: true, state: { ...offer, phase: "confirmed", by: event.by, at: now, why: event.why }, effects: [] };
    case "decline": {
      const silentUntil = new Date(now.getTime() + silentMs);
      const { by, why } = event;
      return { ok: true, state: { ...offer, phase: "declined", by, at: now, why, silentUntil }, effects: [] };
    }
    case "withdraw":
      return { ok: true, state: { ...offer, phase: "withdrawn", at: now, why: event.why }, effects: [] };
  }
}
