import { AskResumeBody, ConfirmResumeBody, PanicDrill, PanicView, PressPanicBody } from "@steadyhand/api";
import { isNamed } from "@steadyhand/core/approval";
import type { Caller, PanicReport } from "@steadyhand/engine";
import { type Route, route } from "../http/route.ts";
import { type PanicSurroundings, presentPanic } from "../panic/present-panic.ts";
import type { Services } from "../services.ts";

/** What the database adds to the table, when it answers; the table does not wait longer. */
const surroundingsWithinMs = 80;

export function panicRoutes({ panic, executions, people, owner, policy }: Services): Route[] {
  let known: PanicSurroundings = { open: [] };
  let asking: Promise<void> | undefined;

  async function present(report: PanicReport, { tenantId }: Caller) {
    asking ??= ask(tenantId)
      .catch(() => {})
      .finally(() => {
        asking = undefined;
      });
    await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, surroundingsWithinMs))]);
    return presentPanic(report, known);
  }

  async function ask(tenantId: Caller["tenantId"]): Promise<void> {
    const [open, everybody] = await Promise.all([executions.listOpen(() => {}), people.list(tenantId)]);
    known = { open: open.filter((run) => run.tenantId === tenantId), people: everybody.length };
  }

  return [
    route({
      operation: "pressPanic",
      summary: "Stops everything on every node; answers within a second with what was seen to stop",
      body: PressPanicBody,
      answer: PanicView,
      async handle({ caller, body }) {
        return present(await panic.press(caller.actor, { ...body, via: "api" }), caller);
      },
    }),
    route({
      operation: "getPanic",
      summary: "Whether panic is on, and each run and node as stopped, stopping or unconfirmed",
      answer: PanicView,
      handle: ({ caller }) => present(panic.report(), caller),
    }),
    route({
      operation: "askResume",
      summary: "An admin asks to end the panic; a second person has to confirm within 30 minutes",
      body: AskResumeBody,
      answer: PanicView,
      async handle({ caller, body }) {
        const everybody = await people.list(caller.tenantId);
        const isAdmin = mayAsk(caller, everybody);
        await panic.resume.ask(caller.actor, { isAdmin, reason: body.reason, people: everybody.map(whenAdded) });
        return present(panic.report(), caller);
      },
    }),
    route({
      operation: "confirmResume",
      summary: "A second person confirms that the panic is over; runs stay paused until each is resumed",
      body: ConfirmResumeBody,
      answer: PanicView,
      async handle({ caller }) {
        const everybody = await people.list(caller.tenantId);
        await panic.resume.confirm(caller.actor, { people: everybody.map(whenAdded) });
        return present(panic.report(), caller);
      },
    }),
    route({
      operation: "drillPanic",
      summary: "Measures the way of a press without stopping anything, and records the result",
      answer: PanicDrill,
      async handle({ caller }) {
        const { parts, ...drill } = await panic.drill(caller.actor);
        return { ...drill, parts: [...parts] };
      },
    }),
  ];

  /** Whom the policy names; an admin where it names nobody. The owner always may: they could name themselves. */
  function mayAsk({ actor }: Caller, everybody: Everybody): boolean {
    if (actor.id === owner.actor.id) return true;
    const person = everybody.find((each) => each.actor.id === actor.id);
    const named = policy.state().inForce.policy.panic?.mayResume ?? [{ role: "admin" }];
    return person !== undefined && named.length > 0 && isNamed(named, actor, person.roles);
  }
}

type Everybody = Awaited<ReturnType<Services["people"]["list"]>>;

const whenAdded = ({ actor: { id }, addedAt }: Everybody[number]) => ({ id, addedAt });
