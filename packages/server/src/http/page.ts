import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { OpsError } from "@steadyhand/core/outcome";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Serves the built page, and its `index.html` for every address that the page itself understands. */
export async function registerPage(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, "index.html"));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      dotfiles: "ignore",
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.startsWith(join(folder, "assets"));
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
      schemaHide: true,
    });
    app.get("/", { schema: { hide: true }, config: { isOpen: true } }, async (_request, reply) => sendIndex(reply));
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPageAddress(request)) throw notFound(request);
    return isBuilt ? sendIndex(reply) : reply.code(503).type("text/html; charset=utf-8").send(notBuilt);
  });
}

function sendIndex(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile("index.html");
}

function isPageAddress({ method, url }: FastifyRequest): boolean {
  return (method === "GET" || method === "HEAD") && !/^\/(?:v1|assets|openapi\.json|healthz)(?:[/?]|$)/.test(url);
}

function notFound({ method, url }: FastifyRequest): OpsError {
  return new OpsError(`Cannot ${method} ${url.split("?")[0]?.slice(0, 200)}: there is nothing at this address`, {
    kind: "not_found",
    code: "route.not_found",
    hint: "/openapi.json lists every operation",
  });
}

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Steadyhand</title>
<h1>The page is not built</h1>
<p>The server runs, and the terminal works: <code>npx steady --help</code>.</p>
<p>To build the page, stop the server and run <code>npm start</code> in Steadyhand's folder.</p>
</html>
`;
