import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";

/** Describes every operation in OpenAPI 3.1, from the same schemas that validate. Served at /openapi.json. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Steadyhand",
        version,
        description: "Runs runbooks one gated, approved, verified and recorded step at a time.",
      },
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "A person's access key" },
        },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}
