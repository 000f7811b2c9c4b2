import { z } from "zod";

/** Where a secret is read from. It never stands in the file itself. */
const SecretSource = z
  .union([
    z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
    z.strictObject({ file: z.string().startsWith("/").max(4096) }),
  ])
  .describe("Where to read it from: the name of an environment variable, or the absolute path of a file");

const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const HeaderValue = z.union([z.string().regex(/^[\x20-\x7e]{0,1024}$/), SecretSource]);

const Provider = z.strictObject({
  kind: z.enum(["anthropic", "openai-compatible"]),
  baseUrl: z
    .string()
    .max(2048)
    .optional()
    .describe("Up to and with the version, such as https://gateway.example/v1. Required for openai-compatible"),
  apiKey: SecretSource.optional().describe("Leave it out for a local server that asks for none"),
  headers: z.record(HeaderName, HeaderValue).default({}).describe("Sent with every request, as a gateway may want"),
  supportsSchemas: z
    .boolean()
    .default(true)
    .describe("Whether it takes a JSON schema for its answer; if not, the prompt alone asks for JSON"),
  variant: z
    .enum(["openai", "compatible"])
    .optional()
    .describe("openai: max_completion_tokens and store=false; compatible: max_tokens. By default told from the host"),
});

const TokenPrice = z.number().min(0).max(10_000);

const taskFields = {
  provider: z.string(),
  model: z.string().min(1).max(200),
  maxOutputTokens: z.int().min(64).max(32_768),
  concurrency: z.int().min(1).max(256).default(32),
  retries: z.int().min(0).max(10).default(2),
  stream: z.boolean().default(false).describe("Ask for a stream of events; a cut one is never half used"),
  temperature: z.number().min(0).max(2).optional().describe("Sent only when it stands here: several models refuse it"),
  effort: z.string().min(1).max(32).optional(),
  thinking: z.enum(["adaptive", "disabled"]).optional().describe("anthropic only"),
  price: z
    .strictObject({ inputUsdPerMillionTokens: TokenPrice, outputUsdPerMillionTokens: TokenPrice })
    .optional()
    .describe("Without it the money limit cannot be applied, only the one for tokens"),
};
const TimeoutMs = z.int().min(100).max(60_000);

/** The file `model.json`. */
export const ModelFile = z.strictObject({
  $schema: z.string().optional(),
  providers: z.record(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), Provider),
  tasks: z.strictObject({
    second_key: z
      .strictObject({
        ...taskFields,
        timeoutMs: TimeoutMs.default(3500),
        maxOutputTokens: taskFields.maxOutputTokens.default(1024),
      })
      .optional(),
    extraction: z
      .strictObject({
        ...taskFields,
        timeoutMs: TimeoutMs.default(5000),
        maxOutputTokens: taskFields.maxOutputTokens.default(4096),
      })
      .optional(),
    investigation: z
      .strictObject({
        ...taskFields,
        timeoutMs: z.int().min(100).max(300_000).default(60_000),
        maxOutputTokens: taskFields.maxOutputTokens.default(8192),
        concurrency: taskFields.concurrency.default(4),
        thinking: z
          .enum(["disabled"])
          .optional()
          .describe("Signed thoughts would have to be handed back, and an investigation is rebuilt from its record"),
      })
      .optional()
      .describe("Thinks about incidents by calling tools; without it the rules do"),
  }),
  budget: z
    .strictObject({
      tokensPerDay: z.int().min(0).max(1_000_000_000_000).default(2_000_000),
      usdPerDay: z.number().min(0).max(1_000_000).default(10),
    })
    .default({ tokensPerDay: 2_000_000, usdPerDay: 10 })
    .describe("For each tenant, from midnight to midnight UTC"),
});

export type ModelFile = z.infer<typeof ModelFile>;

/** The JSON Schema of `model.json`, for editors and for the documentation. */
export function modelFileJsonSchema(): unknown {
  return z.toJSONSchema(ModelFile, { io: "input" });
}
