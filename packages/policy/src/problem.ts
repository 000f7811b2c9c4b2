/** One thing that keeps a policy file from being used, with its place in the text. */
export interface PolicyProblem {
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1, in UTF-16 code units. */
  readonly column: number;
  /** The setting it is about, such as `environments.production.ceiling`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, as a sentence without its full stop. */
  readonly message: string;
  /** What may stand there instead, where that can be said. */
  readonly allowed?: string;
}

/** One key or index after another, from the root of the file. */
export type SettingPath = readonly (string | number)[];

/** A path as people write it: `freezes[0].from`. Names that are no plain words stand in brackets and quotes. */
export function sayPath(path: SettingPath): string {
  return path.reduce<string>((said, part) => {
    if (typeof part === "number") return `${said}[${part}]`;
    if (!/^\$?[A-Za-z0-9_-]+$/.test(part)) return `${said}[${JSON.stringify(part)}]`;
    return said === "" ? part : `${said}.${part}`;
  }, "");
}

/** A problem in one line: what is wrong, and what is allowed. */
export function sayProblem({ path, message, allowed }: PolicyProblem): string {
  const what = path === "" ? message : `${path}: ${message}`;
  return allowed === undefined ? what : `${what}; allowed: ${allowed}`;
}

/** In the order of the text. */
export function inOrder(problems: readonly PolicyProblem[]): PolicyProblem[] {
  return problems.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
