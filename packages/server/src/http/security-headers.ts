import type { FastifyReply, FastifyRequest } from "fastify";

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** What every answer says to the browser. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/** Sets them, and keeps what the API says out of every cache. */
export function setSecurityHeaders({ url }: FastifyRequest, reply: FastifyReply): void {
  reply.headers(securityHeaders);
  if (url.startsWith("/v1/") || url.startsWith("/openapi.json")) reply.header("cache-control", "no-store");
}
