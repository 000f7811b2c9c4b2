import type { IncomingMessage } from "node:http";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, PeopleStore } from "@steadyhand/engine";
import { keySha256 } from "./access-key.ts";
import { type Sessions, sessionLifetimeMs } from "./sessions.ts";
import type { SignInLimit } from "./sign-in-limit.ts";

export interface Authenticator {
  /**
   * Who calls. Throws `session.absent` or `session.wrong_key`; never anything about which part was wrong. With
   * `fromMemory` a key that is remembered is believed without asking the database: for panic alone.
   */
  authenticate(request: IncomingMessage, options?: { readonly fromMemory: boolean }): Promise<Authenticated>;
  /** Exchanges a key for a session's cookie. */
  signIn(request: IncomingMessage, key: string): Promise<Authenticated>;
  /** Ends the request's session and gives the cookie that removes it. */
  signOut(request: IncomingMessage): string;
}

export interface Authenticated {
  readonly caller: Caller;
  /** To be sent along, so that a session in use goes on. */
  readonly setCookie?: string;
}

interface Parts {
  readonly people: Pick<PeopleStore, "findByKey">;
  readonly sessions: Sessions;
  readonly limit: SignInLimit;
  readonly owner: Caller;
  /** Whether a request came over the Unix socket, whose caller is the owner. */
  readonly isOwners: (request: IncomingMessage) => boolean;
  readonly findRemembered: (keySha256: string) => Caller | undefined;
}

/** Decides who calls: the owner over the Unix socket, otherwise a bearer key or a session's cookie. */
export function createAuthenticator(parts: Parts): Authenticator {
  const { people, sessions, limit, owner, isOwners, findRemembered } = parts;
  /** A session counts only while its person is still there: asked once after a start, then once a minute of use. */
  const confirmed = new Set<string>();

  async function byKey(request: IncomingMessage, key: string): Promise<Caller> {
    const source = request.socket.remoteAddress ?? "this machine";
    limit.check(source);
    const person = await people.findByKey(keySha256(key));
    if (person !== undefined) return person;
    limit.failed(source);
    throw new OpsError("Cannot sign in: nobody has this key", {
      kind: "unauthenticated",
      code: "session.wrong_key",
      hint: signInHint,
    });
  }

  async function bySession(
    request: IncomingMessage,
    token: string,
    fromMemory: boolean,
  ): Promise<Authenticated | undefined> {
    const session = sessions.find(token);
    if (session === undefined) return undefined;
    if (fromMemory && findRemembered(session.keySha256) !== undefined) return { caller: session.caller };
    if (session.isOld || !confirmed.has(session.keySha256)) {
      if ((await people.findByKey(session.keySha256)) === undefined) {
        sessions.end(token);
        return undefined;
      }
      confirmed.add(session.keySha256);
    }
    return session.isOld
      ? { caller: session.caller, setCookie: cookieText(request, token, sessionLifetimeMs / 1000) }
      : { caller: session.caller };
  }

  return {
    async authenticate(request, { fromMemory } = { fromMemory: false }) {
      if (isOwners(request)) return { caller: owner };
      const key = bearerKey(request);
      if (key !== undefined) {
        const remembered = fromMemory ? findRemembered(keySha256(key)) : undefined;
        return { caller: remembered ?? (await byKey(request, key)) };
      }
      const token = sessionToken(request);
      const found = token === undefined ? undefined : await bySession(request, token, fromMemory);
      if (found) return found;
      throw new OpsError("Cannot answer: nobody is signed in", {
        kind: "unauthenticated",
        code: "session.absent",
        hint: signInHint,
      });
    },
    async signIn(request, key) {
      const caller = await byKey(request, key);
      const token = sessions.open(caller, keySha256(key));
      return { caller, setCookie: cookieText(request, token, sessionLifetimeMs / 1000) };
    },
    signOut(request) {
      const token = sessionToken(request);
      if (token !== undefined) sessions.end(token);
      return cookieText(request, "", 0);
    },
  };
}

const signInHint = "Open the link that `npm start` printed, or run `npx steady open`";

function bearerKey({ headers }: IncomingMessage): string | undefined {
  return headers.authorization?.match(/^Bearer ([\x21-\x7e]{1,256})$/i)?.[1];
}

/** Cookies are shared by all ports of a host: the name tells our servers apart. */
function cookieName(request: IncomingMessage): string {
  return `steadyhand_${request.socket.localPort ?? 0}`;
}

function sessionToken(request: IncomingMessage): string | undefined {
  const start = `${cookieName(request)}=`;
  const pairs = request.headers.cookie?.split(/; */) ?? [];
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
}

function cookieText(request: IncomingMessage, token: string, maxAgeSeconds: number): string {
  return `${cookieName(request)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
}
