import type { Action, ActionDeclaration } from "@steadyhand/core/action";
import type { TenantId } from "@steadyhand/core/identity";
import { sha256Hex } from "@steadyhand/core/proposal";
import type { Subject, SubjectAction } from "@steadyhand/subject";
import type { SubjectFile } from "@steadyhand/subjects/file";

/** A subject with the file that it was opened from. */
export interface OpenedSubject {
  readonly tenantId: TenantId;
  readonly file: SubjectFile;
  readonly subject: Subject;
}

/** For the process that performs it to start, to look once and to let go; the action's own limit begins behind that. */
const aroundMs = 15_000;

/** The actions of a subject as they stand in the catalogue: each by the subject's name and its own, and so is what takes it back. */
export function subjectActions({ tenantId, file, subject }: OpenedSubject): readonly Action[] {
  const { name, environment, isDisposable } = file;
  const of = { tenantId, name, environment, isDisposable, fileSha256: sha256Hex(file.text) };
  const rename = (declaration: ActionDeclaration): ActionDeclaration => ({
    ...declaration,
    name: `${name}.${declaration.name}`,
    timeLimitMs: declaration.timeLimitMs + aroundMs,
    subject: of,
  });
  return subject.actions.map(({ action }: SubjectAction) => ({
    declare: () => rename(action.declare()),
    prepare(parameters) {
      const prepared = action.prepare(parameters);
      if (!prepared.ok) return prepared;
      const { declaration, timeoutMs, inverse, ...call } = prepared.call;
      return {
        ok: true,
        call: {
          ...call,
          declaration: rename(declaration),
          timeoutMs: timeoutMs + aroundMs,
          ...(inverse && { inverse: { ...inverse, name: `${name}.${inverse.name}` } }),
        },
      };
    },
  }));
}

/** The name of the subject that an action is of; `undefined` for one that is of none. */
export function subjectOfAction(name: string): string | undefined {
  const dot = name.indexOf(".");
  return dot < 0 ? undefined : name.slice(0, dot);
}
