import {
  type Classification,
  type Dialect,
  type Judgement,
  judgement,
  keyNotAsked,
  type Risk,
  suggestRollback,
} from "@steadyhand/core/risk";
import type { Option } from "../command/command.ts";
import type { Services } from "../services.ts";
import { ownProgramsFor, type ProgramsChoice } from "./own-programs.ts";

/** Judges commands in this process by the scanner alone: the model is only ever asked by a server. */
export interface Judge {
  judge(text: string, dialect: Dialect): Promise<Judgement>;
}

/** The same for who judges many, one after another without waiting. */
export interface LineJudge {
  judge(text: string, dialect: Dialect): Judgement;
}

export const programsOption = {
  type: "text",
  value: "file",
  help: "what your own programs do (default: STEADYHAND_PROGRAMS, or programs.yaml of the data folder)",
} as const satisfies Option;

/** A judge for one or a few commands: the SQL grammar, which is the costly part, is loaded when SQL is met. */
export async function openJudge(choice: ProgramsChoice, services: Services): Promise<Judge> {
  const { openScanner } = await import("@steadyhand/scanner");
  const scanner = openScanner(await ownProgramsFor(choice, services));
  return {
    async judge(text, dialect) {
      const found = await scanner.classify(text, dialect);
      const undo = suggestRollback(found, keyNotAsked, () => "unknown")?.text;
      const undoRisk = undo === undefined ? "unknown" : (await scanner.classify(undo, dialect)).risk;
      return judged(found, { version: scanner.version, riskOf: () => undoRisk });
    },
  };
}

/** A judge for many commands, everything loaded. */
export async function openLineJudge(choice: ProgramsChoice, services: Services): Promise<LineJudge> {
  const { loadScanner } = await import("@steadyhand/scanner");
  const scanner = await loadScanner(await ownProgramsFor(choice, services));
  return {
    judge: (text, dialect) =>
      judged(scanner.scan(text, dialect), {
        version: scanner.version,
        riskOf: (undo) => scanner.scan(undo, dialect).risk,
      }),
  };
}

function judged(
  found: Classification,
  { version, riskOf }: { readonly version: string; readonly riskOf: (text: string) => Risk },
): Judgement {
  const rollback = suggestRollback(found, keyNotAsked, riskOf);
  return { ...judgement(found, version, keyNotAsked), ...(rollback && { suggestedRollback: rollback }) };
}
