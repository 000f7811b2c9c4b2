import type { MemberState, Observation, SeenMember } from "@steadyhand/core/invariant";
import type { Pool } from "pg";
import type { Dispatcher } from "undici";
import type { MemberValue, ObserverValue, SubjectFileValue } from "./document.ts";
import { fill, fromEnvironment } from "./fill.ts";
import { blindTo, joined, type Reading } from "./look.ts";
import { observeCommand } from "./observe-command.ts";
import { observeHttp } from "./observe-http.ts";
import { observePromql } from "./observe-promql.ts";
import { observeSql } from "./observe-sql.ts";
import type { DeclaredPorts } from "./ports.ts";

/** What looks are made through; whoever opened the subject closes them. */
export interface Lines {
  readonly agent: Dispatcher;
  poolOf(address: string): Pool;
}

/** One look at all that the file says, all at once, each sample with its own time limit. */
export async function observeAll(
  file: SubjectFileValue,
  { lines, ports, signal }: { readonly lines: Lines; readonly ports: DeclaredPorts; readonly signal: AbortSignal },
): Promise<Observation> {
  const startedAt = ports.now();
  const looks = Object.entries(file.observe).map(([sample, observer]) =>
    within(observer.timeout, signal, (limited) =>
      Promise.all(
        membersOf(file, observer).map((member) =>
          lookOnce({ sample, observer, member, lines, ports, signal: limited }),
        ),
      ),
    ),
  );
  const { samples, blind } = joined((await Promise.all(looks)).flat());
  return { startedAt, endedAt: ports.now(), members: membersSeen(file, { samples, blind }), samples, blind };
}

/** Of which members an observer asks, one by one; `undefined` where it asks once. */
export function membersOf(
  { members }: SubjectFileValue,
  observer: ObserverValue,
): readonly (MemberValue | undefined)[] {
  const each = "each" in observer ? observer.each : undefined;
  return each === undefined ? [undefined] : members.filter(({ kind }) => kind === each);
}

/** As `AbortSignal.timeout`, but it ends with the work: thousands that go on until their time is up cost more than the looks. */
async function within<Result>(
  ms: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException(`no answer within ${ms} ms`, "TimeoutError")), ms);
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}

interface Once {
  readonly sample: string;
  readonly observer: ObserverValue;
  readonly member: MemberValue | undefined;
  readonly lines: Lines;
  readonly ports: DeclaredPorts;
  readonly signal: AbortSignal;
}

function lookOnce({ sample, observer, member, lines, ports, signal }: Once): Promise<Reading> {
  const missing: string[] = [];
  const secret = (text: string) => {
    const found = fromEnvironment(text, ports.env);
    if (found === undefined) missing.push(text.slice("env:".length));
    return found ?? "";
  };
  const filled = (text: string) => fill(secret(text), member ?? {});
  const look = { sample, signal, ...(member && { member: member.id }) };
  const made = (): Promise<Reading> => {
    if ("http" in observer) {
      const { http, headers, path, expect } = observer;
      const sent = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filled(text)]));
      const asked = { ...look, url: filled(http), headers: sent };
      if (missing.length > 0) return Promise.resolve(unset(sample, missing, member));
      return observeHttp(lines.agent, {
        ...asked,
        ...(path !== undefined && { path }),
        ...(expect !== undefined && { expect }),
      });
    }
    if ("promql" in observer) {
      const asked = { sample, signal, promql: observer.promql, prometheus: secret(observer.prometheus) };
      if (missing.length > 0) return Promise.resolve(unset(sample, missing, member));
      return observePromql(lines.agent, { ...asked, ...(observer.member !== undefined && { label: observer.member }) });
    }
    if ("sql" in observer) {
      const address = filled(observer.database);
      if (missing.length > 0) return Promise.resolve(unset(sample, missing, member));
      return observeSql(lines.poolOf(address), { ...look, sql: observer.sql });
    }
    const words = observer.command.map(filled);
    if (missing.length > 0) return Promise.resolve(unset(sample, missing, member));
    return observeCommand(ports, { ...look, words, ...(observer.match !== undefined && { match: observer.match }) });
  };
  return made();
}

const unset = (sample: string, names: readonly string[], member: MemberValue | undefined): Reading =>
  blindTo(sample, `the environment has no ${names.join(", ")}`, member?.id);

/** Grouped once: a subject may have thousands of members. */
function membersSeen({ alive, members }: SubjectFileValue, { samples, blind }: Reading): readonly SeenMember[] {
  const said = Map.groupBy(
    samples.filter(({ name }) => name === alive),
    ({ member }) => member,
  );
  const unseen = Map.groupBy(
    blind.filter(({ what }) => what === alive),
    ({ member }) => member,
  );
  return members.map(({ id, kind }) => {
    const value = said.get(id)?.[0]?.value;
    const state: MemberState = value === undefined ? "unknown" : isUp(value) ? "up" : "down";
    const why = unseen.get(id)?.[0]?.why ?? `${alive} is ${value}`;
    return { id, kind, state, ...(state !== "up" && { why }) };
  });
}

/** As `up` in Prometheus: 1 is up, 0 is not. */
function isUp(value: number | string | boolean): boolean {
  return typeof value === "number" ? value > 0 : value === true;
}
