import { setTimeout as pause } from "node:timers/promises";
import type { ActionValue } from "@steadyhand/core/action";
import type { Judgement, Observation } from "@steadyhand/core/invariant";
import type { Risk } from "@steadyhand/core/risk";
import type { Performed, SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import { notDone, notKnown, subjectAction } from "../subject-action/index.ts";
import { fits, sayCondition } from "./condition.ts";
import type { ActionValueOfFile, MemberValue, SubjectFileValue } from "./document.ts";
import { fill, fromEnvironment } from "./fill.ts";
import { whyOf } from "./look.ts";
import type { Lines } from "./observe.ts";
import type { DeclaredPorts } from "./ports.ts";

interface Given {
  readonly file: SubjectFileValue;
  readonly lines: Lines;
  readonly ports: DeclaredPorts;
  observe(options: { readonly signal: AbortSignal }): Promise<Observation>;
}

/** How often it is looked whether the system shows what was done. */
const lookEveryMs = 500;

/** An action of the file: a command or a request, and then looks until the system shows that it is done. */
export function declaredAction(name: string, declared: ActionValueOfFile, given: Given): SubjectAction {
  const { title, what, done, undo, effect, idempotent, blast_radius, settle, time_limit } = declared;
  const schema = schemaOf(declared, given.file);
  return subjectAction({
    declaration: {
      ...{ name, version: 1, title, what, effect },
      riskFloor: floorOf(declared, given.ports),
      ...{ isIdempotent: idempotent, isReversible: undo !== undefined, blastRadius: blast_radius },
      verification: sayCondition(done),
      ...{ settlingMs: settle, timeLimitMs: time_limit },
    },
    parameters: schema,
    look: (parameters) => (undo ? { inverse: { name: undo.action, parameters: undoWith(undo.with, parameters) } } : {}),
    perform: (parameters, { signal }) => perform({ name, declared, given, parameters, signal }),
  });
}

/** A member where the action is about one, and the parameters of the file. */
function schemaOf({ parameters, command, http }: ActionValueOfFile, { members }: SubjectFileValue) {
  const texts = [...(command ?? []), http?.url ?? "", JSON.stringify(http?.body ?? "")].join("\n");
  const ids = members.map(({ id }) => id) as [string, ...string[]];
  const isOfMember = /\{\{ *(?!param\.)[a-z]/.test(texts);
  const own = Object.entries(parameters).map(([name, { type, what, choices, default: standard }]) => {
    const shape: z.ZodType =
      type === "number"
        ? z.number()
        : type === "yes_no"
          ? z.boolean()
          : choices
            ? z.enum(choices as [string, ...string[]])
            : z.string().min(1).max(4096);
    return [name, standard === undefined ? shape.describe(what) : shape.default(standard).describe(what)];
  });
  const member = isOfMember ? { member: z.enum(ids).describe("Which member it is done to") } : {};
  return z.strictObject({ ...member, ...(Object.fromEntries(own) as Record<string, z.ZodType>) });
}

/** Never below what the scanner says of the command; what it does not know is caution at least. */
function floorOf({ risk, command }: ActionValueOfFile, ports: DeclaredPorts): Exclude<Risk, "unknown"> {
  const order = ["safe", "caution", "dangerous"] as const;
  if (command === undefined) return order[Math.max(order.indexOf(risk), 1)] ?? "caution";
  const said = ports.judge({ dialect: "shell", text: command.map(quoted).join(" ") });
  const seen = said === "unknown" ? "caution" : said;
  return order[Math.max(order.indexOf(risk), order.indexOf(seen))] ?? "dangerous";
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

function undoWith(given: Readonly<Record<string, ActionValue>>, parameters: Readonly<Record<string, unknown>>) {
  const values = textsOf(parameters);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? fill(value, values) : value]),
  );
}

/** `{{param.x}}` is a parameter; what else stands there is a value of the member. */
function textsOf(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`param.${name}`, String(value)]));
}

interface Performing {
  readonly name: string;
  readonly declared: ActionValueOfFile;
  readonly given: Given;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

async function perform({ name, declared, given, parameters, signal }: Performing): Promise<Performed> {
  const member = given.file.members.find(({ id }) => id === parameters.member);
  const values = { ...member, ...textsOf(parameters) };
  const made = declared.command
    ? await runCommand(declared.command, { given, values, signal })
    : await send(declared, { given, values, signal });
  if (!made.ok) return made;
  return shown({ name, declared, given, member, signal });
}

interface Making {
  readonly given: Given;
  readonly values: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

async function runCommand(command: readonly string[], { given, values, signal }: Making): Promise<Performed> {
  const words = command.map((word) => fill(word, values));
  try {
    const { exitCode } = await given.ports.run(words, { signal });
    if (exitCode === 0) return { ok: true, said: `${words[0]} ended with 0` };
    return notKnown(
      "action.command_failed",
      `${words[0]} ended with ${exitCode}, and what it did until then is not known`,
    );
  } catch (error) {
    return notKnown("action.command_failed", `${words[0]}: ${whyOf(error)}`);
  }
}

async function send({ http }: ActionValueOfFile, { given, values, signal }: Making): Promise<Performed> {
  if (http === undefined) return notDone("action.parameters", "it has neither command nor request", "Correct its file");
  const encoded = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name.startsWith("param.") ? encodeURIComponent(value) : value,
    ]),
  );
  const url = new URL(fill(http.url, encoded));
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(http.headers)) {
    const found = fromEnvironment(text, given.ports.env);
    if (found === undefined)
      return notDone("action.environment", `the environment has no ${text.slice(4)}`, "Set it, then start anew");
    headers[name] = fill(found, values);
  }
  const body = http.body === undefined ? undefined : JSON.stringify(filledIn(http.body, values));
  try {
    const answer = await given.lines.agent.request({
      ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: http.method, signal },
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body }),
    });
    await answer.body.dump();
    const { statusCode } = answer;
    if (statusCode >= 200 && statusCode < 300)
      return { ok: true, said: `${http.method} ${url.origin} answered ${statusCode}` };
    // Whoever says that a request does not fit has done nothing; what a failing server did is not known.
    const why = `${http.method} ${url.origin}${url.pathname} answered ${statusCode}`;
    return statusCode < 500
      ? notDone("action.refused", why, "Read what the system says of it, and correct the parameters")
      : notKnown("action.failed", why);
  } catch (error) {
    return notKnown("action.no_answer", `${http.method} ${url.origin}${url.pathname}: ${whyOf(error)}`);
  }
}

/** Fills texts in JSON, each in its own string: no value becomes anything else than text. */
function filledIn(body: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof body === "string") return fill(body, values);
  if (Array.isArray(body)) return body.map((one) => filledIn(one, values));
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, filledIn(value, values)]));
}

interface Looking {
  readonly name: string;
  readonly declared: ActionValueOfFile;
  readonly given: Given;
  readonly member: MemberValue | undefined;
  readonly signal: AbortSignal;
}

/** Done is what the system shows, not what it said. */
async function shown({ name, declared: { done }, given, member, signal }: Looking): Promise<Performed> {
  let last: Judgement["value"];
  while (!signal.aborted) {
    const { samples } = await given.observe({ signal });
    const found = samples.filter((sample) => sample.name === done.sample);
    const of =
      found.find((sample) => sample.member === member?.id) ?? found.find((sample) => sample.member === undefined);
    last = of?.value;
    if (last !== undefined && fits(done, last) === true) return { ok: true, said: `${done.sample} is ${last}` };
    await pause(lookEveryMs, undefined, { signal }).catch(() => {});
  }
  const seen = last === undefined ? "could not be seen" : `is ${last}`;
  return notKnown(
    "action.not_shown",
    `${name} was made, and ${sayCondition(done)} was not seen in time: ${done.sample} ${seen}`,
  );
}
