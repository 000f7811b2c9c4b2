import { OpsError, unreachable } from "@steadyhand/core/outcome";
import type { Subject } from "@steadyhand/subject";
import { type DeclaredPorts, openDeclared } from "../declared/index.ts";
import { createPostgresSubject } from "../postgres/index.ts";
import { openRateLimiter } from "../ratelimiter/index.ts";
import { createTikvSubject } from "../tikv/index.ts";
import { withLabHands } from "./lab-hands.ts";
import type { SubjectFile } from "./read-subject-file.ts";

/** The subject of a file. Nothing is asked before the first look. Throws `subject.cannot_open`, such as for a key that it names. */
export function openSubject(file: Pick<SubjectFile, "name" | "of" | "lab">, ports: DeclaredPorts): Subject {
  try {
    return withLabHands(openKind(file, ports), file.lab ?? {}, ports);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OpsError(`Cannot open the subject ${file.name}: ${why}`, {
      ...{ kind: "invalid", code: "subject.cannot_open", cause },
      hint: "Correct its file, or make readable what it names",
    });
  }
}

function openKind({ of }: Pick<SubjectFile, "of">, ports: DeclaredPorts): Subject {
  switch (of.kind) {
    case "declared":
      return openDeclared(of.document, ports);
    case "ratelimiter":
      return openRateLimiter(of.settings);
    case "tikv":
      return createTikvSubject(of.settings, { now: ports.now });
    case "postgres":
      return createPostgresSubject(of.settings, ports);
    default:
      return unreachable(of);
  }
}
