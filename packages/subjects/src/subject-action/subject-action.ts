import type { ActionDeclaration, PreparedCall } from "@steadyhand/core/action";
import { type ActionDefinition, defineAction } from "@steadyhand/define-action";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import type { z } from "zod";

export interface SubjectActionDefinition<Shape extends z.ZodObject>
  extends Omit<ActionDefinition<Shape>, "declaration"> {
  readonly declaration: Omit<ActionDeclaration, "parameters" | "availability" | "origin">;
  /** Makes the change and waits until the subject shows it. What it throws is an outcome that nobody knows. */
  readonly perform: (
    parameters: z.output<Shape>,
    options: { readonly signal: AbortSignal; readonly call: PreparedCall },
  ) => Promise<Performed>;
}

/** A change that a subject offers, from its declaration, the schema of its parameters and what it does. */
export function subjectAction<Shape extends z.ZodObject>(definition: SubjectActionDefinition<Shape>): SubjectAction {
  const { perform, declaration, ...rest } = definition;
  const action = defineAction<Shape>({ ...rest, declaration: { ...declaration, origin: "subject" } });
  const { name } = declaration;
  return {
    action,
    async perform(call, { signal }) {
      // What was sealed is checked again: whoever calls need not have come through `prepare`. What was pinned is none of the schema's.
      const parsed = definition.parameters.strip().safeParse(call.parameters);
      if (!parsed.success || !action.prepare(parsed.data as typeof call.parameters).ok) {
        return notDone("action.parameters", `${name} cannot be done with these parameters now`, "Prepare it again");
      }
      try {
        return await perform(parsed.data as z.output<Shape>, {
          call,
          signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, call.timeoutMs))]),
        });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return notKnown("action.unknown", `${name}: ${why}`);
      }
    },
  };
}

/** A refusal, or a failure, that changed nothing. */
export function notDone(code: string, why: string, todo: string): Performed {
  return { ok: false, isUnknown: false, code, why, todo };
}

/** It may have happened, and nobody saw it. It is never repeated by itself. */
export function notKnown(
  code: string,
  why: string,
  todo = "Look at the system before anything is done again",
): Performed {
  return { ok: false, isUnknown: true, code, why, todo };
}
