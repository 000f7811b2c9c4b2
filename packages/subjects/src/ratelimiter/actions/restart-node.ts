import type { ActionRemark, Availability } from "@steadyhand/core/action";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { NodeConfig, RateLimiterConfig, Restart } from "../config.ts";
import { redisId } from "../contract.ts";
import { isRegistered } from "../look/member-states.ts";
import { readNode } from "../look/read-node.ts";
import { declareAction } from "./declare-action.ts";
import { answeringNodes, type Known } from "./known.ts";
import { runProgram } from "./run-program.ts";
import { type Missing, untilShown } from "./until-shown.ts";

/** Starts a node, or Redis, afresh by the command or the container that its config names. */
export function restartNode(known: Known): SubjectAction {
  const restarts = restartsOf(known.config);
  const choices = [...restarts.keys()];
  const parameters = z.strictObject({ node: z.enum(choices).describe("Which one") });
  const action = declareAction({
    declaration: {
      name: "restart_node",
      version: 1,
      title: "Restart a node",
      what: "Ends one node of the rate limiter, or Redis, and starts it afresh.",
      riskFloor: "caution",
      effect: "stops",
      isIdempotent: true,
      isReversible: false,
      blastRadius: "one",
      verification: "another process of it answers and stands in the register",
      settlingMs: 2_000,
      timeLimitMs: 60_000,
    },
    schema: parameters,
    availability: () => offered(choices),
    look: ({ node }) => ({ remarks: remarksOf(known, node) }),
  });
  return {
    action,
    async perform(call, options) {
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(call.timeoutMs)]);
      const { node } = parameters.parse(call.parameters);
      const how = restarts.get(node);
      if (how === undefined) return notNamed(node);
      const before = await processOf(known, node, signal);
      const ran = await runProgram(commandOf(how), signal);
      if (!ran.ok) return couldNot(node, ran);
      return await untilShown({
        done: `${node} was restarted`,
        signal,
        missing: () => missing(known, { node, before, signal }),
      });
    },
  };
}

function restartsOf({ nodes, redis }: RateLimiterConfig): ReadonlyMap<string, Restart> {
  const all = [...nodes.map(({ id, restart }) => [id, restart] as const), [redisId, redis.restart] as const];
  return new Map(all.flatMap(([id, restart]) => (restart === undefined ? [] : [[id, restart] as const])));
}

function offered(choices: readonly string[]): Availability {
  if (choices.length > 0) return { isAvailable: true };
  const hint = "Name a command or a container as `restart` beside a node's address";
  return { isAvailable: false, why: "it is not said how any of its nodes is restarted", hint };
}

function remarksOf(known: Known, node: string): readonly ActionRemark[] {
  if (node === redisId) {
    const why = "What Redis does not keep on disk starts from zero: every key may have its whole limit again.";
    return [{ rule: "action.restart_node.redis", risk: "dangerous", why }];
  }
  const others = answeringNodes(known).filter(({ id }) => id !== node);
  if (others.length > 0) return [];
  return [
    {
      rule: "action.restart_node.last",
      risk: "dangerous",
      why: "No other node answers: nobody is let through meanwhile.",
    },
  ];
}

function commandOf(how: Restart): readonly string[] {
  return "command" in how ? how.command : ["docker", "restart", how.container];
}

interface Restarted {
  readonly node: string;
  /** The process that was to end, where there was one. */
  readonly before: string | undefined;
  readonly signal: AbortSignal;
}

async function missing(known: Known, { node, before, signal }: Restarted): Promise<Missing> {
  const now = await processOf(known, node, signal);
  if (now === undefined) return "it does not answer yet";
  if (now === before) return "the process from before still answers";
  if (node === redisId) return undefined;
  const isBack = isRegistered(node, await known.reader.read(signal));
  return isBack ? undefined : "it is not in the register yet";
}

/** What names one run of a member: another start is another name. */
async function processOf({ config, reader }: Known, node: string, signal: AbortSignal): Promise<string | undefined> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(config.timing.answerWithinMs)]);
  if (node === redisId) {
    const redis = await reader.read(limited);
    return redis.answer === "answered" ? redis.runId : undefined;
  }
  const place: NodeConfig | undefined = config.nodes.find(({ id }) => id === node);
  const seen = place && (await readNode(place, limited));
  return seen?.answer === "answered" ? seen.health.instance : undefined;
}

function notNamed(node: string): Performed {
  const why = `it is not said how ${node} is restarted`;
  return {
    ok: false,
    isUnknown: false,
    code: "ratelimiter.no_restart",
    why,
    todo: "Name a command or a container for it",
  };
}

function couldNot(
  node: string,
  { hasStarted, why }: { readonly hasStarted: boolean; readonly why: string },
): Performed {
  const todo = hasStarted
    ? "See how it stands before anything is done again"
    : "Check the command in the subject's config";
  return {
    ok: false,
    isUnknown: hasStarted,
    code: "ratelimiter.restart_failed",
    why: `${node} was not restarted: ${why}`,
    todo,
  };
}
