/** Something that keeps a file of own programs from being used. */
export interface OwnProblem {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** One line for a person: what is wrong, what is allowed, and what was probably meant. */
  readonly message: string;
  readonly what: string;
  readonly allowed?: string;
  readonly suggestion?: string;
}

/** What stands beside the place and the reason in a problem. */
export interface Remedy {
  readonly allowed?: string | undefined;
  readonly suggestion?: string | undefined;
}

/** A place in the file. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Builds a problem. */
export function problem({ line, column }: Place, what: string, { allowed, suggestion }: Remedy = {}): OwnProblem {
  const hints = [
    allowed === undefined ? "" : ` Allowed: ${allowed}.`,
    suggestion === undefined ? "" : ` Did you mean \`${suggestion}\`?`,
  ];
  return {
    line,
    column,
    message: `${what}.${hints.join("")}`,
    what,
    ...(allowed !== undefined && { allowed }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** Problems in the order of the file; more than a person would read are left out. */
export function inOrder(problems: readonly OwnProblem[]): readonly OwnProblem[] {
  const distinct = new Map(problems.map((one) => [`${one.line}:${one.column}:${one.message}`, one]));
  return [...distinct.values()]
    .sort((left, right) => left.line - right.line || left.column - right.column)
    .slice(0, maxProblems);
}

const maxProblems = 100;
