import { OpsError } from "@steadyhand/core/outcome";
import type { PanicState } from "@steadyhand/core/panic";
import { panicRefusal } from "@steadyhand/engine";
import type { FastifyRequest } from "fastify";
import { type OperationId, operationOf } from "../http/route.ts";

/**
 * What goes on during panic besides looking: signing in and out, panic itself, judging without keeping, checking the
 * record, and adding the second person whom a one-person installation needs to end it.
 */
const goesOn: ReadonlySet<string> = new Set<OperationId>([
  "signIn",
  "signOut",
  "pressPanic",
  "askResume",
  "confirmResume",
  "drillPanic",
  "parseRunbook",
  "assessRunbook",
  "classify",
  "checkPolicy",
  "simulatePolicy",
  "verifyLedger",
  "addPerson",
]);

/** Pressed and looked at with a key from memory, so that neither needs the database. */
const needsNoDatabase: ReadonlySet<string> = new Set<OperationId>(["pressPanic", "getPanic"]);

export function mayComeFromMemory(request: FastifyRequest): boolean {
  return needsNoDatabase.has(operationOf(request));
}

/** Refuses a change while panic is on. An operation that nobody thought of is a change. Throws `panic.read_only`. */
export function refuseInPanic(request: FastifyRequest, panic: PanicState): void {
  if (!panic.isOn || request.method === "GET" || request.method === "HEAD") return;
  if (goesOn.has(operationOf(request))) return;
  const { message, hint } = panicRefusal(panic);
  throw new OpsError(`Cannot change anything now: ${message}`, {
    kind: "refused",
    code: "panic.read_only",
    ...(hint !== undefined && { hint }),
  });
}
