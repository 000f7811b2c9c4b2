import type { Performed } from "@steadyhand/subject";
import { answerOf } from "../look/read-node.ts";
import { answeringNodes, type Known } from "./known.ts";
import { reasonOf } from "./until-shown.ts";

interface Order {
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

export type Ordered =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly performed: Extract<Performed, { ok: false }> };

/** Gives one order to the first node that takes it. One at whose address nobody listens has not taken it, so the next is asked. */
export async function orderNode(known: Known, order: Order): Promise<Ordered> {
  if (order.signal.aborted) {
    const why = `it was ended before anybody was told: ${reasonOf(order.signal.reason)}`;
    return failed({ isUnknown: false, code: "ratelimiter.stopped", why, todo: "Nothing was changed" });
  }
  for (const { id, url } of answeringNodes(known)) {
    const ordered = await orderOne({ id, url }, order);
    if (ordered !== "refused") return ordered;
  }
  return failed({
    ...{ isUnknown: false, code: "ratelimiter.no_node", why: "no node answers that could take the change" },
    todo: "Bring a node back first",
  });
}

async function orderOne(
  { id, url }: { id: string; url: string },
  { method, path, body, signal }: Order,
): Promise<Ordered | "refused"> {
  try {
    const response = await fetch(`${url}${path}`, { method, body: JSON.stringify(body), signal, redirect: "error" });
    const text = await response.text();
    if (response.ok) return { ok: true, answer: JSON.parse(text) };
    const why = `${id} answered ${response.status}: ${text.slice(0, 300)}`;
    if (response.status === 409) return failed({ ...changedMeanwhile, why });
    // What it says about the request is certain; a failure of its own may have come after the change.
    return failed({
      isUnknown: response.status >= 500,
      code: "ratelimiter.not_taken",
      why,
      todo: "Look before it is tried again",
    });
  } catch (error) {
    if (answerOf(error) === "refused") return "refused";
    return failed({
      ...{
        isUnknown: true,
        code: "ratelimiter.answer_lost",
        why: `${id} was told, and its answer was lost: ${reasonOf(error)}`,
      },
      todo: "Look whether it happened before it is tried again",
    });
  }
}

const changedMeanwhile = {
  isUnknown: false,
  code: "ratelimiter.changed_meanwhile",
  todo: "Look again and propose the change from what holds now",
} as const;

function failed(performed: Omit<Extract<Performed, { ok: false }>, "ok">): Extract<Ordered, { ok: false }> {
  return { ok: false, performed: { ok: false, ...performed } };
}
