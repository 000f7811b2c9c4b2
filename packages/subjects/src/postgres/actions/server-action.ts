import type { ActionDeclaration, Availability } from "@steadyhand/core/action";
import type { Looked } from "@steadyhand/define-action";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import type { z } from "zod";
import { subjectAction } from "../../subject-action/index.ts";

export type { Looked } from "@steadyhand/define-action";
export { notDone } from "../../subject-action/index.ts";

export interface ServerAction<Shape extends z.ZodObject> {
  readonly declaration: Omit<ActionDeclaration, "parameters" | "availability" | "origin" | "version">;
  readonly availability: Availability;
  /** Each with a description: people read it. */
  readonly parameters: Shape;
  readonly look?: (parameters: z.output<Shape>) => Looked;
  readonly perform: (parameters: z.output<Shape>, signal: AbortSignal) => Promise<Performed>;
}

/** A subject's action on one of its servers. */
export function serverAction<Shape extends z.ZodObject>(given: ServerAction<Shape>): SubjectAction {
  const { declaration, availability, parameters, look, perform } = given;
  return subjectAction<Shape>({
    declaration: { ...declaration, version: 1 },
    availability: () => availability,
    parameters,
    ...(look && { look }),
    perform: (fitting, { signal }) => perform(fitting, signal),
  });
}
