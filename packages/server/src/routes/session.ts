import { SignedIn, SignInBody } from "@steadyhand/api";
import type { Authenticator } from "../access/authenticate.ts";
import { type Route, rawRoute } from "../http/route.ts";
import { presentActor } from "../present/actor.ts";

export function sessionRoutes(authenticator: Authenticator): Route[] {
  return [
    rawRoute({
      operation: "signIn",
      summary: "Exchanges an access key for a session cookie",
      body: SignInBody,
      answer: SignedIn,
      async respond({ body, request, reply }) {
        const { caller, setCookie } = await authenticator.signIn(request.raw, body.key);
        if (setCookie !== undefined) reply.header("set-cookie", setCookie);
        return reply.send({ actor: presentActor(caller.actor) });
      },
    }),
    rawRoute({
      operation: "signOut",
      summary: "Ends the session of this cookie",
      async respond({ request, reply }) {
        return reply.header("set-cookie", authenticator.signOut(request.raw)).code(204).send();
      },
    }),
  ];
}
