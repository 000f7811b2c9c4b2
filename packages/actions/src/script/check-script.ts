import type { ActionRemark, ParameterProblem } from "@steadyhand/core/action";
import { createRedactor } from "@steadyhand/core/redaction";
import type { Classification } from "@steadyhand/core/risk";
import { parse } from "unbash";
import { judgePython } from "./judge-python.ts";
import { tokenizePython } from "./python-tokens.ts";

export type ScriptLanguage = "bash" | "python";

/** The scanner's face as scripts need it. */
export type ScanShell = (text: string) => Classification;

export const mostScriptBytes = 64 * 1024;

export interface CheckedScript {
  readonly problems: readonly ParameterProblem[];
  readonly remarks: readonly ActionRemark[];
}

/** Checks a script's size, syntax, secrets and danger before anybody is asked about it. Everything at once. */
export function checkScript(language: ScriptLanguage, source: string, scan: ScanShell): CheckedScript {
  const bytes = Buffer.byteLength(source);
  const size =
    bytes > mostScriptBytes ? [`it has ${bytes} bytes, the limit is ${mostScriptBytes}`] : ([] as readonly string[]);
  const nul = source.includes("\0") ? ["it holds a NUL byte, which no interpreter takes"] : [];
  // What is too large is not read: its other faults can wait.
  const read = size.length > 0 ? { problems: [], remarks: [] } : readScript(language, source, scan);
  const said = [...size, ...nul, ...read.problems, ...secretsIn(source)];
  return { problems: said.map((message) => ({ path: "source", message })), remarks: read.remarks };
}

function readScript(language: ScriptLanguage, source: string, scan: ScanShell) {
  if (language === "python") {
    const read = tokenizePython(source);
    return read.ok
      ? { problems: [], remarks: judgePython(read.tokens) }
      : { problems: [`line ${read.line}: ${read.why}`], remarks: [] };
  }
  const { errors = [] } = parse(source);
  if (errors.length > 0) {
    return { problems: errors.map(({ pos, message }) => `line ${lineAt(source, pos)}: ${message}`), remarks: [] };
  }
  const { risk, evidence } = scan(source);
  const remarks = evidence
    .filter((one) => one.risk !== "safe")
    .map((one): ActionRemark => {
      const why = `Line ${lineAt(source, one.range.start)}: ${one.why}`;
      return { rule: `action.script.${one.rule}`, risk: one.risk, why };
    });
  if (risk === "unknown" && remarks.length === 0) {
    return {
      problems: [],
      remarks: [{ rule: "action.script.bash", risk, why: "The scanner could not read it." } as const],
    };
  }
  return { problems: [], remarks };
}

/** A secret in a script would be stored, shown and passed on with it. */
function secretsIn(source: string): string[] {
  const redacted = createRedactor({ learned: [] }).redact(source);
  if (redacted === source) return [];
  const kinds = [...redacted.matchAll(/\[redacted:([\w-]+)\]/g)].map(([, kind]) => kind);
  const named = [...new Set(kinds)].join(", ") || "something";
  return [`it holds what looks like a secret (${named}): give it to the system that needs it, not to a script`];
}

function lineAt(source: string, position: number): number {
  return source.slice(0, position).split("\n").length;
}
