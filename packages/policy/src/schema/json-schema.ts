import { z } from "zod";
import { policySchema } from "./policy-schema.ts";

/** Where the published schema can be found by its name. */
export const policySchemaId = "https://steadyhand.example/policy.schema.json";

/** The JSON Schema 2020-12 of policy.json, for editors and for programs that write one. */
export function policyJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, {
    target: "draft-2020-12",
    io: "input",
    override({ jsonSchema }) {
      // Said for our own messages; no word of JSON Schema.
      delete jsonSchema.allowed;
    },
  });
  return { $schema, $id: policySchemaId, ...schema };
}
