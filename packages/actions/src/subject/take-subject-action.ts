import type { ActionCall, PreparedCall } from "@steadyhand/core/action";
import { canonicalJson } from "@steadyhand/core/proposal";
import type { Subject, SubjectAction } from "@steadyhand/subject";
import { openSubject, readSubjectFile, runWords } from "@steadyhand/subjects/file";
import { ended, type PerformContext } from "../perform.ts";
import { endUnknown } from "./end-unknown.ts";

/** What an action of a subject is told besides itself: its subject's file, and the variables that stand in it. */
export interface SubjectSettings {
  readonly text: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Wanted {
  readonly name: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Performs one action of a subject, as it was sealed and not otherwise, and answers with its exit status. */
export async function takeSubjectAction(
  wanted: Wanted,
  { text, environment }: SubjectSettings,
  context: PerformContext,
): Promise<number> {
  const { PATH } = process.env;
  const env = { ...environment, ...(PATH !== undefined && { PATH }) };
  // Whoever gave the order has judged this very text: it is read here to be carried out.
  const judge = () => "safe" as const;
  const read = readSubjectFile(text, { judge, env });
  if (!read.ok) {
    const why = read.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`).join("; ");
    return refuse(context, `its subject's file cannot be used: ${why}`);
  }
  const { file } = read;
  await using opened = new AsyncDisposableStack();
  const subject = openSubject(file, { env, judge, now: () => new Date(), run: runWords(PATH) });
  opened.defer(() => subject.close());
  const offered = subject.actions.find(({ action }) => `${file.name}.${action.declare().name}` === wanted.name);
  if (offered === undefined) return refuse(context, `${file.name} offers no ${wanted.name}`);
  const call = await prepareAgain(offered, subject, { wanted, withinMs: file.withinMs, signal: context.signal });
  if (typeof call === "string") return refuse(context, call);
  // Awaited here: what it needs is closed when this returns.
  return await perform(offered, call, context);
}

interface Preparing {
  readonly wanted: Wanted;
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** The same call, prepared by what is so now, or why it is another one by now. */
async function prepareAgain(
  { action }: SubjectAction,
  subject: Subject,
  { wanted, withinMs, signal }: Preparing,
): Promise<PreparedCall | string> {
  const names = new Set(action.declare().parameters.map(({ name }) => name));
  // The order is JSON; what was pinned when it was sealed is pinned anew.
  const given = Object.fromEntries(
    Object.entries(wanted.parameters).filter(([name]) => names.has(name)),
  ) as ActionCall["parameters"];
  let prepared = action.prepare(given);
  if (!prepared.ok && prepared.code === "action.unavailable") {
    // Some go by what the last look showed, and this process has not looked yet.
    await subject.observe({ signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]) });
    prepared = action.prepare(given);
  }
  if (!prepared.ok) {
    if (prepared.code === "action.unavailable") return `it cannot be done now: ${prepared.why}. ${prepared.hint}`;
    return `it does not fit any more: ${prepared.problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`;
  }
  const { call } = prepared;
  const [sealed, now] = [wanted, { version: call.declaration.version, parameters: call.parameters }].map(
    ({ version, parameters }) => canonicalJson({ version, parameters }),
  );
  return sealed === now ? call : `what was approved is ${sealed}, and by now it would be ${now}: propose it again`;
}

async function perform(
  offered: SubjectAction,
  call: PreparedCall,
  { signal, say, complain }: PerformContext,
): Promise<number> {
  if (signal.aborted) return ended.stopped;
  // From here on, whatever ends this process before the answer leaves behind what nobody knows.
  const known = endUnknown();
  const performed = await offered.perform(call, { signal });
  known();
  if (performed.ok) {
    await say(`${performed.said}\n`);
    return ended.done;
  }
  await complain(`${performed.code}: ${performed.why}. ${performed.todo}\n`);
  return performed.isUnknown ? ended.unknown : ended.cannot;
}

async function refuse({ complain }: PerformContext, why: string): Promise<number> {
  await complain(`action.other_call: Cannot perform it: ${why}. Nothing was done\n`);
  return ended.cannot;
}
