import { type Absence, absent } from "./absence.ts";
import type { HttpAnswer } from "./http-client.ts";

/**
 * Reads the body of an answer by what it says it is: one JSON value, or a stream of events that `fromEvents` puts
 * together. Anything else, such as a proxy's HTML page, is no answer.
 */
export function readJson(
  { headers, body }: HttpAnswer,
  fromEvents: (body: string) => unknown | Absence,
): { readonly value: unknown } | Absence {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "text/event-stream") {
    const message = fromEvents(body);
    return isAbsence(message) ? message : { value: message };
  }
  if (type !== "application/json")
    return absent("malformed", "the provider's answer is not JSON: is this the right address?");
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return absent("malformed", "the provider's answer says that it is JSON and is not");
  }
}

function isAbsence(value: unknown): value is Absence {
  return typeof value === "object" && value !== null && "state" in value && value.state === "absent";
}
