import type {
  Action,
  ActionCall,
  ActionDeclaration,
  Availability,
  ParameterProblem,
  PreparedCall,
} from "@steadyhand/core/action";
import { defineAction } from "@steadyhand/define-action";
import type { z } from "zod";

export interface Offer<Shape extends z.ZodObject> {
  readonly declaration: Omit<ActionDeclaration, "parameters" | "availability" | "origin" | "version">;
  readonly parameters: Shape;
  readonly availability?: Availability;
  /** What does not fit together. */
  readonly check?: (parameters: z.output<Shape>) => readonly ParameterProblem[];
  readonly inverse?: (parameters: z.output<Shape>) => ActionCall;
}

/** An action of this subject, and how to read the parameters of a call that it prepared. */
export function offer<Shape extends z.ZodObject>({
  declaration,
  parameters: schema,
  availability,
  check,
  inverse,
}: Offer<Shape>): {
  readonly action: Action;
  readonly parametersOf: (call: PreparedCall) => z.output<Shape>;
} {
  const action = defineAction({
    declaration: { ...declaration, version: 1, origin: "subject" },
    parameters: schema,
    ...(availability && { availability: () => availability }),
    look: (parameters) => ({ problems: check?.(parameters) ?? [], ...(inverse && { inverse: inverse(parameters) }) }),
  });
  return { action, parametersOf: ({ parameters }) => schema.parse(parameters) };
}
