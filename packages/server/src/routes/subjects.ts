import { Execution, ProposeActionBody, SubjectDetail, SubjectList, SubjectNameSchema } from "@steadyhand/api";
import type { ActionCall } from "@steadyhand/core/action";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, Monitor, Operator } from "@steadyhand/engine";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentExecution } from "../present/execution.ts";
import type { Inspect } from "../present/step.ts";
import { presentSubject, presentSubjectSummary, type SeenSubject } from "../present/subject.ts";
import type { KnownSubject, Subjects } from "../start/watch-subjects.ts";

/** What these routes are a face of. */
export interface SubjectServices {
  readonly subjects: Subjects;
  readonly monitor: Pick<Monitor, "lastLook">;
  readonly operator: Pick<Operator, "propose">;
  readonly redact: (text: string) => string;
  /** Whose files they are: they lie in the installation's own folder. */
  readonly owner: Caller;
}

const SubjectParams = z.strictObject({ subject: SubjectNameSchema });
/** By the subject's own name for it. */
const ActionParams = SubjectParams.extend({ action: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/) });

export function subjectRoutes(services: SubjectServices, inspect: Inspect): Route[] {
  const { subjects, monitor, operator, redact, owner } = services;
  const isOwn = ({ tenantId }: Caller) => tenantId === owner.tenantId;
  const seen = ({ tenantId }: Caller, known: KnownSubject): SeenSubject => ({
    ...{ known, last: monitor.lastLook({ tenantId, subject: known.file.name }), redact },
  });
  return [
    route({
      operation: "listSubjects",
      summary: "The systems that are watched, how each stands, and the files that cannot be used",
      answer: SubjectList,
      async handle({ caller }) {
        if (!isOwn(caller)) return { items: [], problems: [] };
        const items = subjects.list().map((known) => presentSubjectSummary(seen(caller, known)));
        const problems = subjects.problems().map(({ path, problems }) => ({
          path,
          problems: problems.map(({ line, column, message }) => ({ line, column, message: redact(message) })),
        }));
        return { items, problems };
      },
    }),
    route({
      operation: "getSubject",
      summary: "One system: its members, what was read of them, where each invariant stands, and what it offers",
      params: SubjectParams,
      answer: SubjectDetail,
      async handle({ caller, params: { subject } }) {
        const known = isOwn(caller) ? subjects.find(subject) : undefined;
        if (known === undefined) throw notFound(subject);
        return presentSubject(seen(caller, known));
      },
    }),
    route({
      operation: "proposeAction",
      summary: "Proposes one action of a system: a run of one step, which waits at the gate like any other",
      params: ActionParams,
      body: ProposeActionBody,
      answer: Execution,
      status: 201,
      async handle({ caller, params, body: { parameters, why, idempotencyKey } }) {
        if (!isOwn(caller)) throw notFound(params.subject);
        const snapshot = await operator.propose(caller, {
          ...{ ...params, parameters: asParameters(parameters), why },
          ...(idempotencyKey !== undefined && { idempotencyKey }),
        });
        return presentExecution(snapshot, inspect);
      },
    }),
  ];
}

function asParameters(given: Readonly<Record<string, unknown>>): ActionCall["parameters"] {
  // What was read from JSON is JSON; whether it fits is the action's own answer.
  return given as ActionCall["parameters"];
}

function notFound(subject: string): OpsError {
  return new OpsError(`Cannot find the subject ${subject}: no file describes one of that name`, {
    kind: "not_found",
    code: "subject.not_found",
    hint: "`steady subjects list` names them, and the files that cannot be used",
  });
}
