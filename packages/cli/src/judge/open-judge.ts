import {
  type Classification,
  type Dialect,
  type Judgement,
  judgement,
  keyNotAsked,
  type Risk,
  suggestRollback,
} from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
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
  return lineJudge(scanner.version, (text, dialect) => scanner.scan(text, dialect));
}

/** The same for the steps of one runbook: a workflow has actions, which only it loads. */
export async function openRunbookJudge(
  { format }: Pick<ParsedRunbook, "format">,
  choice: ProgramsChoice,
  services: Services,
): Promise<LineJudge> {
  if (format !== "workflow") return openLineJudge(choice, services);
  const { loadScanner } = await import("@steadyhand/scanner");
  const scanner = await loadScanner(await ownProgramsFor(choice, services));
  const { createOfflineCatalogue } = await import("@steadyhand/actions");
  const catalogue = createOfflineCatalogue((text) => scanner.scan(text, "shell"));
  return lineJudge(scanner.version, (text, dialect) =>
    dialect === "action" ? catalogue.classifyWritten(text) : scanner.scan(text, dialect),
  );
}

function lineJudge(version: string, scan: (text: string, dialect: Dialect) => Classification): LineJudge {
  return {
    judge: (text, dialect) => judged(scan(text, dialect), { version, riskOf: (undo) => scan(undo, dialect).risk }),
  };
}

function judged(
  found: Classification,
  { version, riskOf }: { readonly version: string; readonly riskOf: (text: string) => Risk },
): Judgement {
  const rollback = suggestRollback(found, keyNotAsked, riskOf);
  return { ...judgement(found, version, keyNotAsked), ...(rollback && { suggestedRollback: rollback }) };
}
