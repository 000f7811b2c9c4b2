import {
  AskResumeBody,
  ConfirmResumeBody,
  PanicDrill,
  PanicView,
  type PanicViewWire,
  PressPanicBody,
} from "@steadyhand/api";
import { isNamed } from "@steadyhand/core/approval";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, PanicReport } from "@steadyhand/engine";
import { type Route, route } from "../http/route.ts";
import { type PanicSurroundings, presentPanic } from "../panic/present-panic.ts";
import type { Services } from "../services.ts";

/** What the database adds to the table, when it answers; the table does not wait longer. */
const surroundingsWithinMs = 80;

export function panicRoutes({ panic, executions, people, owner, policy }: Services): Route[] {
  const known = new Map<TenantId, PanicSurroundings>();
  const asking = new Map<TenantId, Promise<void>>();

  async function present(report: PanicReport, { tenantId }: Caller) {
    const asked = asking.get(tenantId) ?? ask(tenantId).finally(() => asking.delete(tenantId));
    asking.set(tenantId, asked);
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, surroundingsWithinMs))]);
    const around = known.get(tenantId) ?? { open: [] };
    const view = presentPanic(report, around);
    return tenantId === owner.tenantId ? view : asOthersSeeIt(view, around);
  }

  async function ask(tenantId: TenantId): Promise<void> {
    try {
      const [open, everybody] = await Promise.all([executions.listOpen(() => {}), people.list(tenantId)]);
      known.set(tenantId, { open: open.filter((run) => run.tenantId === tenantId), people: everybody.length });
    } catch {
      // The table is shown without them.
    }
  }

  /** It stops the runs of every tenant on every node. */
  function requireInstallation({ actor, tenantId }: Caller, what: string): void {
    if (tenantId === owner.tenantId) return;
    throw new OpsError(`Cannot ${what}: panic stops every tenant's runs, and ${actor.name} belongs to one of them`, {
      kind: "forbidden",
      code: "panic.other_tenant",
      hint: "Ask whoever runs this installation; your own runs can be paused and aborted one by one",
    });
  }

  return [
    route({
      operation: "pressPanic",
      summary: "Stops everything on every node; answers within a second with what was seen to stop",
      body: PressPanicBody,
      answer: PanicView,
      async handle({ caller, body }) {
        requireInstallation(caller, "press panic");
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
        requireInstallation(caller, "end the panic");
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
        requireInstallation(caller, "end the panic");
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
        requireInstallation(caller, "drill for panic");
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

/** That it is on, since when, and what became of one's own runs; not who pressed, why, or what runs besides. */
function asOthersSeeIt(view: PanicViewWire, { open }: PanicSurroundings): PanicViewWire {
  const own = new Set<string>(open.map(({ id }) => id));
  return {
    ...view,
    ...(view.press && { press: { ...view.press, by: installation, reason: "" } }),
    nodes: view.nodes.map((node) => ({ ...node, attempts: 0 })),
    runs: view.runs.filter(({ executionId }) => own.has(executionId)),
    resumption: { phase: "none" },
  };
}

const installation = { kind: "system", id: "act_steadyhand", name: "Steadyhand" } as const;

type Everybody = Awaited<ReturnType<Services["people"]["list"]>>;

const whenAdded = ({ actor: { id }, addedAt }: Everybody[number]) => ({ id, addedAt });
