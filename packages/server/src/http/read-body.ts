import { OpsError } from "@steadyhand/core/outcome";
import type { FastifyInstance } from "fastify";

/** The largest body we read. */
export const bodyLimitBytes = 4 * 1024 * 1024;

/** Reads JSON in strict UTF-8 and nothing else. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, async (_request: unknown, body: Buffer) => {
    if (body.length === 0)
      throw unreadable("body.empty", "it is empty", "Send a JSON object, `{}` where nothing is to be said");
    const text = decode(utf8, body);
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      // The engine's own message quotes the body, which may hold a secret.
      throw unreadable("body.not_json", "it is not JSON", "Check quotes, commas and brackets", cause);
    }
  });
}

function decode(utf8: InstanceType<typeof TextDecoder>, body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw unreadable("body.not_utf8", "it is not valid UTF-8", "Save the text as UTF-8 and send it again", cause);
  }
}

function unreadable(code: string, why: string, hint: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot read the body: ${why}`, { kind: "invalid", code, hint, cause });
}
