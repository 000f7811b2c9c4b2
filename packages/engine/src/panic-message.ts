import { pressOf } from "@steadyhand/core/panic";
import type { BusPayload } from "./bus.ts";
import type { PanicMessage } from "./panic-ports.ts";

/** What nodes tell one another, as JSON. */
export function payloadOf(message: PanicMessage): BusPayload {
  if (message.type !== "pressed") return { ...message };
  const { since, by, ...rest } = message.press;
  return { type: "pressed", press: { ...rest, since: since.toISOString(), by: { ...by } } };
}

/** Reads what came over a bus that others may write to: a press may be believed, for it only stops. */
export function messageOf(payload: unknown): PanicMessage | undefined {
  if (typeof payload !== "object" || payload === null || !("type" in payload)) return undefined;
  if (payload.type === "lifted" || payload.type === "probe") return { type: payload.type };
  const press = payload.type === "pressed" && "press" in payload ? pressOf(payload.press) : undefined;
  return press && { type: "pressed", press };
}
