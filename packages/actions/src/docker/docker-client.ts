import { type IncomingMessage, request } from "node:http";

/** Why the container engine could not do what was asked. `status` 0: it could not be reached at all. */
export class DockerError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export interface Container {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly state: string;
}

/** The few calls that scripts need, to the Docker Engine API on its Unix socket. */
export interface DockerClient {
  /** The image's own digest. Throws a `DockerError` of status 404 when there is none. */
  inspectImage(name: string): Promise<{ readonly id: string }>;
  create(name: string, settings: object): Promise<{ readonly id: string }>;
  /** Both outputs in frames, from before the start to the end. Resolves once it is attached. */
  attach(id: string): Promise<IncomingMessage>;
  start(id: string): Promise<void>;
  /** Resolves with the exit status once it runs no more. */
  wait(id: string): Promise<number>;
  wasOutOfMemory(id: string): Promise<boolean>;
  pause(id: string): Promise<void>;
  unpause(id: string): Promise<void>;
  kill(id: string): Promise<void>;
  /** Ends and removes it, whatever it is doing. None of that name is as good. */
  remove(id: string): Promise<void>;
  /** All containers with this label, running or not. */
  list(label: string): Promise<readonly Container[]>;
}

/** Asks are answered within this; waiting for a container's end has no limit of its own. */
const answerWithinMs = 20_000;

export function createDockerClient(socketPath: string): DockerClient {
  let prefix: Promise<string> | undefined;

  /** The newest version that both sides speak: engines drop old ones and do not know new ones. */
  async function versioned(path: string): Promise<string> {
    prefix ??= call("GET", "/_ping").then(({ version }) => (version === undefined ? "" : `/v${version}`));
    prefix.catch(() => {
      prefix = undefined;
    });
    return `${await prefix}${path}`;
  }

  function open(method: string, path: string, body?: object, timeoutMs?: number): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const asked = request(
        {
          ...{ socketPath, method, path, agent: false, host: "docker" },
          headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
          ...(timeoutMs !== undefined && { signal: AbortSignal.timeout(timeoutMs) }),
        },
        resolve,
      );
      asked.on("error", (error) =>
        reject(new DockerError(`the container engine at ${socketPath} does not answer (${reasonOf(error)})`, 0)),
      );
      asked.end(text);
    });
  }

  async function call(method: string, path: string, body?: object, timeoutMs: number | undefined = answerWithinMs) {
    const response = await open(method, path, body, timeoutMs);
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    const status = response.statusCode ?? 0;
    if (status >= 400) throw new DockerError(messageOf(text) ?? `the container engine answered ${status}`, status);
    const version = response.headers["api-version"];
    return { text, version: typeof version === "string" ? version : undefined };
  }

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const { text } = await call(method, await versioned(path), body);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** What is so already is as good as done. */
  async function askUnless(status: number, method: string, path: string): Promise<void> {
    try {
      await ask(method, path);
    } catch (error) {
      if (!(error instanceof DockerError) || error.status !== status) throw error;
    }
  }

  return {
    async inspectImage(name) {
      // The shapes below are the Engine API's own.
      const { Id } = (await ask("GET", `/images/${encodeURIComponent(name)}/json`)) as { Id: string };
      return { id: Id };
    },
    async create(name, settings) {
      const path = `/containers/create?name=${encodeURIComponent(name)}`;
      const { Id } = (await ask("POST", path, settings)) as { Id: string };
      return { id: Id };
    },
    async attach(id) {
      const path = await versioned(`/containers/${id}/attach?stream=1&stdout=1&stderr=1`);
      const response = await open("POST", path);
      if ((response.statusCode ?? 0) < 400) return response;
      response.destroy();
      throw new DockerError("the container engine would not show the script's output", response.statusCode ?? 0);
    },
    async start(id) {
      await ask("POST", `/containers/${id}/start`);
    },
    async wait(id) {
      const path = await versioned(`/containers/${id}/wait`);
      const response = await open("POST", path);
      const chunks: Buffer[] = [];
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
      const { StatusCode } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { StatusCode: number };
      return StatusCode;
    },
    async wasOutOfMemory(id) {
      const { State } = (await ask("GET", `/containers/${id}/json`)) as { State: { OOMKilled?: boolean } };
      return State.OOMKilled === true;
    },
    pause: (id) => askUnless(409, "POST", `/containers/${id}/pause`),
    unpause: (id) => askUnless(409, "POST", `/containers/${id}/unpause`),
    kill: (id) => askUnless(409, "POST", `/containers/${id}/kill`),
    remove: (id) => askUnless(404, "DELETE", `/containers/${id}?force=1&v=1`),
    async list(label) {
      const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
      const found = (await ask("GET", `/containers/json?all=1&filters=${filters}`)) as {
        Id: string;
        Labels: Record<string, string> | null;
        State: string;
      }[];
      return found.map(({ Id, Labels, State }) => ({ id: Id, labels: Labels ?? {}, state: State }));
    },
  };
}

function messageOf(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" ? message : undefined;
  } catch {
    // Not every error has a body of JSON: its status says enough.
    return undefined;
  }
}

function reasonOf(error: Error): string {
  return "code" in error ? String(error.code) : error.message;
}
