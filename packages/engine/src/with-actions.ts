import type { ActionCatalogue } from "@steadyhand/core/action";
import type { CommandScanner } from "./ports.ts";

/**
 * The deterministic key for typed actions beside commands. An action is not scanned: its declared floor is the answer,
 * raised by what stands in its parameters.
 */
export function withActions(scanner: CommandScanner, catalogue: ActionCatalogue): CommandScanner {
  return {
    version: scanner.version,
    scan: (text, dialect) => (dialect === "action" ? catalogue.classify(text) : scanner.scan(text, dialect)),
    scanWritten: (text, dialect) =>
      dialect === "action" ? catalogue.classifyWritten(text) : scanner.scanWritten(text, dialect),
    read(text, dialect) {
      if (dialect !== "action") return scanner.read(text, dialect);
      const resolved = catalogue.resolve(text);
      if (!resolved.ok) {
        const { code, message, hint } = resolved.refusal;
        return { kind: "invalid", code, why: hint === undefined ? message : `${message}. ${hint}` };
      }
      const { timeoutMs, declaration } = resolved.call;
      const { settlingMs, subject } = declaration;
      return { kind: "action", command: resolved.command, timeoutMs, settlingMs, ...(subject && { subject }) };
    },
  };
}
