import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import { refusalError } from "@steadyhand/core/outcome";
import {
  decideResumption,
  type KnownPerson,
  type PanicId,
  type PanicState,
  type ResumptionEvent,
} from "@steadyhand/core/panic";
import { refusedEvent, resumeAskedEvent, resumedEvent } from "./panic-events.ts";
import type { PanicStore, ResumeStored } from "./panic-ports.ts";
import type { Clock } from "./ports.ts";

/** Ends a panic by two people. Needs the database: what stops must not wait for it, what starts again must. */
export interface Resumer {
  /** Throws `panic.not_on`, `panic.not_admin` and its kin, each of them in the record. */
  ask(by: Actor, request: { readonly isAdmin: boolean; readonly reason: string } & Everybody): Promise<void>;
  /** Throws `panic.same_person`, `panic.newcomer` and their kin. */
  confirm(by: Actor, known: Everybody): Promise<void>;
}

/** Who can sign in. */
interface Everybody {
  readonly people: readonly KnownPerson[];
}

interface ResumeOptions {
  readonly store: PanicStore;
  readonly clock: Clock;
  readonly state: () => PanicState;
  /** A press that is not in the database yet could not be ended there. */
  readonly storePresses: () => Promise<void>;
  /** Called when it is stored, with what is over now. */
  readonly changed: (lifted: readonly PanicId[]) => Promise<void>;
}

export function createResume({ store, clock, state, storePresses, changed }: ResumeOptions): Resumer {
  async function apply(event: ResumptionEvent, { people }: Everybody): Promise<void> {
    await storePresses();
    const decided = await store.resume((stored) => {
      const outcome = decideResumption({ panic: state(), resumption: stored.resumption, people }, event, clock.now());
      if (!outcome.ok) {
        const type = event.type === "ask" ? "panic.resume_asked" : "panic.resumed";
        return refused([refusedEvent(type, event.by, outcome.refusal)], outcome.refusal);
      }
      const [lift] = outcome.effects;
      const ids = lift ? stored.presses.map(({ id }) => id) : [];
      return {
        resumption: outcome.state,
        lift: ids,
        events: [lift ? resumedEvent(event.by, { ...lift, panicIds: ids }) : askedEvent(event)],
        result: { ids },
      };
    });
    if ("refusal" in decided) throw refusalError(decided.refusal);
    await changed(decided.ids);
  }

  function askedEvent(event: ResumptionEvent): AuditEventDraft {
    const panic = state();
    if (event.type !== "ask" || !panic.isOn) throw new TypeError("only an ask during a panic lifts nothing");
    return resumeAskedEvent(event.by, panic, event.reason);
  }

  return {
    ask: (by, { isAdmin, reason, people }) => apply({ type: "ask", by, isAdmin, reason }, { people }),
    confirm: (by, { people }) => apply({ type: "confirm", by }, { people }),
  };
}

type Decided =
  | { readonly ids: readonly PanicId[] }
  | { readonly refusal: { readonly code: string; readonly message: string; readonly hint?: string } };

function refused(
  events: readonly AuditEventDraft[],
  refusal: { readonly code: string; readonly message: string; readonly hint?: string },
): ResumeStored<Decided> {
  return { events, result: { refusal } };
}
