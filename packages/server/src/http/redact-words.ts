import type { FastifyInstance } from "fastify";
import { operationOf } from "./route.ts";

/** What people say beside what they do. Nothing is ever carried out from it, so no secret has to stay in it. */
const words = ["reason", "why", "note"] as const;
/** A schedule is named in a sentence; elsewhere a name is looked up and stays what it is. */
const named: ReadonlySet<string> = new Set(["addSchedule"]);

/**
 * Removes secrets from people's words before anything is done with a request. The record loses them once more, with
 * what is secret in its execution; this keeps them out of every other table, answer and file as well.
 */
export function redactWords(app: FastifyInstance, redact: (text: string) => string): void {
  app.addHook("preHandler", async (request) => {
    const { body } = request;
    if (typeof body !== "object" || body === null || Buffer.isBuffer(body)) return;
    const fields = named.has(operationOf(request)) ? [...words, "name"] : words;
    for (const field of fields) {
      const said: unknown = Reflect.get(body, field);
      if (typeof said === "string") Reflect.set(body, field, redact(said));
    }
  });
}
