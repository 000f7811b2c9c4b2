import { OpsError } from "@steadyhand/core/outcome";
import type { Dialect } from "@steadyhand/core/risk";
import type { LineJudge } from "../judge/open-judge.ts";
import { type Question, textField } from "./answer-lines.ts";

/** Answers one line of `classify --jsonl`. */
export function classifyLine(
  question: Question,
  { judge, standard }: { readonly judge: LineJudge; readonly standard: Dialect },
) {
  const { scanner, merged } = judge.judge(textField(question, "command"), dialectOf(question, standard));
  return { risk: scanner.risk, final: merged.risk, reasons: scanner.evidence.map(({ why }) => why) };
}

function dialectOf({ fields: { dialect } }: Question, standard: Dialect): Dialect {
  if (dialect === undefined || dialect === null) return standard;
  if (dialect === "shell" || dialect === "sql") return dialect;
  throw new OpsError(`Cannot classify the line: ${JSON.stringify(dialect)} is no dialect`, {
    kind: "invalid",
    code: "line.unknown_dialect",
    hint: 'Use "shell" or "sql"',
  });
}
