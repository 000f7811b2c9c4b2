import { type Dialect, type Judgement, judgement, noSecondKey } from "@steadyhand/core/risk";

/** Judges commands in this process, without a server. */
export interface Judge {
  judge(text: string, dialect: Dialect): Judgement;
}

/** Loads the scanner, which is the costly part, and judges with no second key. */
export async function openJudge(): Promise<Judge> {
  const { loadScanner, scannerVersion } = await import("@steadyhand/scanner");
  const scanner = await loadScanner();
  return { judge: (text, dialect) => judgement(scanner.scan(text, dialect), scannerVersion, noSecondKey) };
}
