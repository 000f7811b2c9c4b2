import type { Actor, ActorId } from "../identity/index.ts";
import { type Outcome, refuse } from "../outcome/index.ts";
import type { PanicState } from "./panic-state.ts";

/** How far two people have come in ending a panic. */
export type Resumption =
  | { readonly phase: "none" }
  | { readonly phase: "asked"; readonly by: Actor; readonly at: Date; readonly reason: string };

export type ResumptionEvent =
  | { readonly type: "ask"; readonly by: Actor; readonly isAdmin: boolean; readonly reason: string }
  | { readonly type: "confirm"; readonly by: Actor };

/** What must follow: panic is lifted, on both people's word. */
export interface Lift {
  readonly type: "lift";
  readonly askedBy: Actor;
  readonly confirmedBy: Actor;
  readonly reason: string;
  /** Whoever confirmed was added after the press, by somebody who was alone then. */
  readonly isNewcomer: boolean;
}

/** Somebody who can sign in, and since when. */
export interface KnownPerson {
  readonly id: ActorId;
  readonly addedAt: Date;
}

/** An ask that nobody confirmed in time is over: what was true when it was made may not be true any more. */
export const askLifetimeMs = 30 * 60_000;

/**
 * Ends a panic by two people: an admin asks and somebody else confirms. Whoever was added after the press may be the one
 * who added them, under another name: they never ask, and confirm only where the asker was alone when it was pressed.
 * Refuses with `panic.not_on`, `panic.not_person`, `panic.not_admin`, `panic.not_asked`, `panic.ask_expired`,
 * `panic.same_person` and `panic.newcomer`. Asking again replaces the ask.
 */
export function decideResumption(
  known: { readonly panic: PanicState; readonly resumption: Resumption; readonly people: readonly KnownPerson[] },
  event: ResumptionEvent,
  now: Date,
): Outcome<Resumption, Lift> {
  const { panic, resumption, people } = known;
  const cannot = `Cannot ${event.type === "ask" ? "ask to resume" : "confirm the resume"}`;
  if (!panic.isOn)
    return refuse("panic.not_on", `${cannot}: panic is not on`, "`steady panic status` says how it stands");
  if (event.by.kind !== "person") {
    return refuse("panic.not_person", `${cannot}: ${event.by.name} is not a person`, "Two people end a panic");
  }
  // Where panic is older than everybody, whoever was first was there.
  const first = Math.min(...people.map(({ addedAt }) => addedAt.getTime()));
  const since = Math.max(panic.since.getTime(), first);
  const wasThere = ({ addedAt }: KnownPerson) => addedAt.getTime() <= since;
  const isNewcomer = !people.some((person) => person.id === event.by.id && wasThere(person));
  if (event.type === "ask") {
    if (!event.isAdmin) {
      const hint = "Ask an admin to run `steady panic resume --reason …`; you may confirm it then";
      return refuse("panic.not_admin", `${cannot}: ${event.by.name} is not an admin`, hint);
    }
    if (isNewcomer)
      return refuse("panic.newcomer", `${cannot}: ${event.by.name} was added after the press`, askSomebody);
    const { by, reason } = event;
    return { ok: true, state: { phase: "asked", by, at: now, reason }, effects: [] };
  }
  if (resumption.phase === "none") {
    const hint = "An admin asks first: `steady panic resume --reason …`";
    return refuse("panic.not_asked", `${cannot}: nobody has asked to resume`, hint);
  }
  if (now.getTime() - resumption.at.getTime() > askLifetimeMs) {
    const asked = `${resumption.by.name} asked at ${resumption.at.toISOString()}, more than 30 minutes ago`;
    return refuse("panic.ask_expired", `${cannot}: ${asked}`, "Ask again: `steady panic resume --reason …`");
  }
  if (resumption.by.id === event.by.id) {
    const alone =
      "There is nobody else here: add a second person with `steady people add NAME`, who confirms with their own key";
    const hint = people.length > 1 ? "Somebody else confirms: `steady panic confirm`" : alone;
    return refuse("panic.same_person", `${cannot}: ${event.by.name} asked for it, and a second person confirms`, hint);
  }
  const asker = resumption.by;
  const wasAlone = !people.some((person) => person.id !== asker.id && wasThere(person));
  if (isNewcomer && !wasAlone) {
    return refuse("panic.newcomer", `${cannot}: ${event.by.name} was added after the press`, askSomebody);
  }
  const lift: Lift = {
    type: "lift",
    askedBy: asker,
    confirmedBy: event.by,
    reason: resumption.reason,
    isNewcomer,
  };
  return { ok: true, state: { phase: "none" }, effects: [lift] };
}

const askSomebody = "Somebody does it who could sign in before panic was pressed";
