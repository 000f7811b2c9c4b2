import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Panic } from "@steadyhand/engine";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { serializerCompiler } from "fastify-type-provider-zod";
import { type Authenticator, createAuthenticator } from "./access/authenticate.ts";
import { guardRequest, requireJson } from "./access/guard-request.ts";
import { createSignInLimit } from "./access/sign-in-limit.ts";
import { answerProblems } from "./http/answer-problems.ts";
import { listenOnPort, listenOnSocket, stopListening } from "./http/listen.ts";
import { registerOpenApi } from "./http/open-api.ts";
import { registerPage } from "./http/page.ts";
import { acceptJsonOnly, bodyLimitBytes } from "./http/read-body.ts";
import { recordRefusals } from "./http/record-refusals.ts";
import { redactWords } from "./http/redact-words.ts";
import { registerRoute } from "./http/register-route.ts";
import { setSecurityHeaders } from "./http/security-headers.ts";
import { traceRequests } from "./http/trace-requests.ts";
import { mayComeFromMemory, refuseInPanic } from "./panic/read-only.ts";
import { registerSignedRoutes } from "./panic/signed-routes.ts";
import { allRoutes } from "./routes/index.ts";
import type { Services } from "./services.ts";

export interface ServerOptions {
  /** Names besides the loopback ones that people reach the TCP listener by. */
  readonly publicNames?: readonly string[];
}

/** The HTTP face of the engine: over TCP with a key, over a Unix socket as the owner. */
export interface SteadyhandServer {
  readonly app: FastifyInstance;
  /** Listens on TCP; port 0 takes any free one. Gives the address that people open, without a key. */
  listenTcp(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Listens on a Unix socket in a folder that only its owner can enter. */
  listenSocket(path: string): Promise<void>;
  /** Ends live views and open requests within 5 s. Twice without harm. */
  close(): Promise<void>;
}

/** For a request to arrive whole. */
const receiveTimeoutMs = 30_000;
/** For answers to end when the server stops. */
const closeGraceMs = 3_000;

/** Builds the server; nothing listens yet. */
export async function createServer(
  services: Services,
  { publicNames = [] }: ServerOptions = {},
): Promise<SteadyhandServer> {
  const ownerSockets = new WeakSet<Socket>();
  const isOwners = ({ socket }: IncomingMessage) => ownerSockets.has(socket);
  const authenticator = createAuthenticator({ ...services, limit: createSignInLimit(services.now), isOwners });
  let url = "";
  const signInUrl = (key: string) => `${url}/#key=${key}`;
  const { routes, views } = allRoutes(services, { authenticator, signInUrl });

  const app = createApp(services);
  traceRequests(app);
  addAccessChecks(app, { authenticator, isOwners, publicNames, panic: services.panic });
  recordRefusals(app, services);
  redactWords(app, services.redact);
  await registerOpenApi(app, services.about.version);
  app.get("/healthz", { schema: { hide: true }, config: { isOpen: true } }, async () => ({ status: "ok" }));
  for (const route of routes) registerRoute(app, route);
  await registerSignedRoutes(app, { ...services, ...services.signed });
  await registerPage(app, services.pageFolder);
  await app.ready();

  const overSocket = createHttpServer({ requestTimeout: receiveTimeoutMs }, (request, response) =>
    app.routing(request, response),
  );
  overSocket.on("connection", (socket) => ownerSockets.add(socket));
  let closing: Promise<void> | undefined;
  return {
    app,
    async listenTcp(at) {
      const port = await listenOnPort(app.server, at);
      url = `http://${at.host.includes(":") ? `[${at.host}]` : at.host}:${port}`;
      return url;
    },
    listenSocket: (path) => listenOnSocket(overSocket, path),
    close() {
      closing ??= (async () => {
        views.endAll();
        services.sessions.save();
        await Promise.all([app.server, overSocket].map((server) => stopListening(server, closeGraceMs)));
        await app.close();
      })();
      return closing;
    },
  };
}

function createApp({ log, redact }: Services): FastifyInstance {
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    bodyLimit: bodyLimitBytes,
    requestTimeout: receiveTimeoutMs,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
  });
  app.decorateRequest("caller", undefined);
  // A route parses its own parts, so that everything that does not fit is named at once.
  app.setValidatorCompiler(() => (value: unknown) => ({ value }));
  app.setSerializerCompiler(serializerCompiler);
  acceptJsonOnly(app);
  answerProblems(app, redact);
  return app;
}

interface Access {
  readonly authenticator: Authenticator;
  readonly isOwners: (request: IncomingMessage) => boolean;
  readonly publicNames: readonly string[];
  readonly panic: Pick<Panic, "state">;
}

/** Runs before anything of a request is read: who asks, from which page, and may they. */
function addAccessChecks(app: FastifyInstance, { authenticator, isOwners, publicNames, panic }: Access): void {
  const names = new Set(publicNames.map((name) => name.toLowerCase()));
  app.addHook("onRequest", async (request, reply) => {
    setSecurityHeaders(request, reply);
    if (!isOwners(request.raw)) guardRequest(request.raw, names);
    requireJson(request.raw);
    if (isOpenToEverybody(request)) return;
    const fromMemory = mayComeFromMemory(request);
    const { caller, setCookie } = await authenticator.authenticate(request.raw, { fromMemory });
    request.caller = caller;
    refuseInPanic(request, panic.state());
    if (setCookie !== undefined) reply.header("set-cookie", setCookie);
  });
}

/** Asked of the matched route, not of the address: an address can be written in many ways. */
function isOpenToEverybody({ is404, routeOptions }: FastifyRequest): boolean {
  const isPageFile = routeOptions.url === "/*";
  return is404 || isPageFile || routeOptions.config.isOpen === true;
}
