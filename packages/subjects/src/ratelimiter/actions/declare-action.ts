import type { Action, ActionDeclaration, Availability } from "@steadyhand/core/action";
import { defineAction, type Looked } from "@steadyhand/define-action";
import type { z } from "zod";

interface Definition<Shape extends z.ZodObject> {
  readonly declaration: Omit<ActionDeclaration, "availability" | "origin" | "parameters">;
  readonly schema: Shape;
  availability(): Availability;
  look(parameters: z.output<Shape>): Looked;
}

/** An action of this subject. Whether it can be taken at all is said before anything about its parameters. */
export function declareAction<Shape extends z.ZodObject>(definition: Definition<Shape>): Action {
  const { declaration, schema, availability, look } = definition;
  const action = defineAction<Shape>({
    declaration: { ...declaration, origin: "subject" },
    ...{ parameters: schema, availability, look },
  });
  return {
    declare: action.declare,
    prepare(given) {
      const now = availability();
      return now.isAvailable
        ? action.prepare(given)
        : { ok: false, code: "action.unavailable", why: now.why, hint: now.hint };
    },
  };
}
