import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { NodeStop } from "@steadyhand/core/panic";
import type { Bus } from "./bus.ts";
import { drilledEvent } from "./panic-events.ts";
import type { PanicNodes } from "./panic-nodes.ts";
import type { PanicSign } from "./panic-ports.ts";
import type { Clock } from "./ports.ts";

/** One leg of the way that a press takes. */
export interface DrillPart {
  /** `processes`, `bus`, `file`, `redis`, `database`, or a node's name. */
  readonly part: string;
  readonly ok: boolean;
  readonly tookMs: number;
  /** What was seen, or what stood in the way. */
  readonly detail: string;
}

export interface DrillResult {
  /** Until the slowest leg that a press needs had answered. */
  readonly tookMs: number;
  /** Every leg answered. */
  readonly isSound: boolean;
  readonly parts: readonly DrillPart[];
}

interface DrillOptions {
  /** Looks at every process of every attempt here. */
  readonly probe: () => Promise<NodeStop>;
  readonly signs: readonly PanicSign[];
  readonly bus: Bus;
  readonly nodes: PanicNodes;
  readonly append: (events: readonly AuditEventDraft[]) => Promise<void>;
  readonly clock: Clock;
  readonly newId: (prefix: "pan") => string;
}

/** A leg that takes longer counts as broken. */
const legLimitMs = 2000;

/** Measures the very way of a press without stopping anything, and records the result. Throws `panic.drill_not_recorded`. */
export function createPanicDrill({ probe, signs, bus, nodes, append, clock, newId }: DrillOptions) {
  async function leg(part: string, run: () => Promise<string>): Promise<DrillPart> {
    const startedAt = performance.now();
    let cancel = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      cancel = clock.at(new Date(clock.now().getTime() + legLimitMs), () =>
        reject(new Error(`no answer within ${legLimitMs} ms`)),
      );
    });
    const done = (ok: boolean, detail: string) => ({ part, ok, tookMs: since(startedAt), detail });
    try {
      return done(true, await Promise.race([run(), late]));
    } catch (error) {
      return done(false, error instanceof Error ? error.message : String(error));
    } finally {
      cancel();
    }
  }

  /** Every process of every attempt is looked at, as it would be after a stop. */
  async function processes(): Promise<string> {
    const { attempts, problem } = await probe();
    if (problem !== undefined) throw new Error(problem);
    return counted(attempts);
  }

  /** A message to oneself and back. */
  function overBus(): Promise<string> {
    const id = newId("pan");
    return new Promise((resolve) => {
      const end = bus.subscribe("panic.drill", (payload) => {
        if (payload !== id) return;
        end();
        resolve("heard");
      });
      bus.publish("panic.drill", id);
    });
  }

  async function overNodes(): Promise<DrillPart[]> {
    const answers = await nodes.ask({ type: "probe" });
    return answers.map(({ peer, tookMs, ...answer }) => {
      const problem = answer.ok ? answer.stop.problem : answer.problem;
      const detail = problem ?? (answer.ok ? counted(answer.stop.attempts) : "no answer");
      return { part: peer.name, ok: problem === undefined, tookMs, detail };
    });
  }

  return async (by: Actor): Promise<DrillResult> => {
    const [here, there] = await Promise.all([
      Promise.all([
        leg("processes", processes),
        leg("bus", overBus),
        ...signs.map((sign) => leg(sign.name, async () => sign.drill().then(() => "raised and lowered"))),
      ]),
      overNodes(),
    ]);
    const parts = [...here, ...there];
    const result = {
      tookMs: Math.max(...parts.map(({ tookMs }) => tookMs)),
      isSound: parts.every(({ ok }) => ok),
      parts,
    };
    const stored = await leg("database", async () => {
      await append([drilledEvent(by, result)]);
      return "recorded";
    });
    const whole = { ...result, isSound: result.isSound && stored.ok, parts: [...parts, stored] };
    if (stored.ok) return whole;
    throw new OpsError(`Cannot record the drill: ${stored.detail}; the way itself took ${result.tookMs} ms`, {
      kind: "unavailable",
      code: "panic.drill_not_recorded",
      hint: "A press works without the database; a drill is only worth something in the record",
    });
  };
}

const sayCount = (count: number, one: string, several = `${one}s`) => `${count} ${count === 1 ? one : several}`;

/** What was looked at. */
function counted(attempts: NodeStop["attempts"]): string {
  const processes = attempts.reduce((sum, each) => sum + each.processes, 0);
  return `${sayCount(attempts.length, "attempt")} with ${sayCount(processes, "process", "processes")}`;
}

const since = (startedAt: number) => Math.round((performance.now() - startedAt) * 10) / 10;
