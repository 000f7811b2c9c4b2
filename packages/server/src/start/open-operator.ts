import { randomBytes } from "node:crypto";
import { createOperator, type Monitor, type Operator, type OperatorOptions } from "@steadyhand/engine";
import type { Read } from "../routes/or-refuse.ts";
import type { KnownSubject, Subjects } from "./watch-subjects.ts";

type Given = Omit<OperatorOptions, "watching" | "findSubject" | "readText" | "newId" | "mayAct"> & {
  readonly monitor: Pick<Monitor, "watching">;
  readonly subjects: Pick<Subjects, "find">;
  readonly parse: (text: string) => Read;
  readonly isPanicking: () => boolean;
};

/** Opens the operator. It is started once everything else is there, and closed before what it works with. */
export function openOperator({ monitor, subjects, parse, isPanicking, ...given }: Given): Operator {
  return createOperator({
    ...given,
    watching: monitor.watching,
    findSubject({ tenantId, subject }) {
      const known = subjects.find(subject);
      return known?.tenantId === tenantId ? operated(known) : undefined;
    },
    mayAct: () => !isPanicking(),
    newId: () => `inv_${randomBytes(12).toString("base64url")}`,
    readText(text) {
      const read = parse(text);
      return read.ok ? read.runbook : undefined;
    },
  });
}

function operated({ subject, file, pace }: KnownSubject) {
  const { environment, project, level, isDisposable } = file;
  return {
    ...{ subject, environment, isDisposable, intervalMs: pace.intervalMs },
    ...(project !== undefined && { project }),
    ...(level !== undefined && { level }),
  };
}
