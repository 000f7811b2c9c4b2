import type { Paths } from "./program.ts";

/** A flag that a call must have, with its value where one is named. */
export interface NeededFlag {
  readonly flag: string;
  readonly value: string | undefined;
}

/** One path as the tables write it: its words, and what else a call must have to match. */
export interface PathWords {
  readonly words: readonly string[];
  readonly needs: readonly NeededFlag[];
  readonly operandTest: ((operand: string) => boolean) | undefined;
  readonly maxOperands: number | undefined;
}

/** Reads the paths of one line. */
export function readPaths(paths: Paths): readonly PathWords[] {
  return paths.split(",").flatMap((path) => {
    const tokens = path.trim().split(" ").filter(Boolean);
    return tokens.length > 0 ? [readPath(tokens)] : [];
  });
}

function readPath(tokens: readonly string[]): PathWords {
  const words: string[] = [];
  const needs: NeededFlag[] = [];
  let operandTest: PathWords["operandTest"];
  let maxOperands: number | undefined;
  for (const token of tokens) {
    if (token.startsWith("-") && token.length > 1) needs.push(neededFlag(token));
    else if (token === "@=") operandTest = (operand) => operand.includes("=");
    else if (token.startsWith("@^")) operandTest = notStartingWith(token.slice(2));
    else if (/^\*?\$\d$/.test(token)) maxOperands = Number(token.at(-1));
    else if (tokens.length === 1 && token === "*") continue;
    else words.push(token);
  }
  return { words, needs, operandTest, maxOperands };
}

function notStartingWith(start: string): (operand: string) => boolean {
  return (operand) => !operand.startsWith(start);
}

function neededFlag(token: string): NeededFlag {
  const equals = token.indexOf("=");
  return equals < 0
    ? { flag: token, value: undefined }
    : { flag: token.slice(0, equals), value: token.slice(equals + 1) };
}
