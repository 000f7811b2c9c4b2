import type { RunbookVariableWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import { drawLine } from "../io/draw-text.ts";
import { openKeyboard } from "../keyboard/keyboard.ts";
import type { Services } from "../services.ts";

/** Asks for a value of each variable. Throws `variables.missing` when the person leaves instead. */
export async function askValues(
  missing: readonly Pick<RunbookVariableWire, "name" | "type">[],
  { io, interrupts }: Services,
): Promise<Record<string, string>> {
  const stop = new AbortController();
  const forget = interrupts.listen(() => stop.abort());
  const keyboard = openKeyboard({ ...io.keyboardOptions(), onInterrupt: () => stop.abort() });
  const values: Record<string, string> = {};
  try {
    keyboard.print(`The runbook needs ${missing.length === 1 ? "a value" : `${missing.length} values`}.\n`);
    for (const { name, type } of missing) {
      for (;;) {
        const answer = await keyboard.ask({ prompt: `${drawLine(name)} (${type}) = `, signal: stop.signal });
        if (answer.kind !== "line") throw left(name);
        // An empty value would turn `rm -rf $DIR/` into something else.
        if (answer.text !== "") {
          values[name] = answer.text;
          break;
        }
        keyboard.print("A value is needed; Ctrl-C leaves.\n");
      }
    }
    return values;
  } finally {
    keyboard.close();
    forget();
  }
}

function left(name: string): OpsError {
  return new OpsError(`Cannot run the runbook: no value for ${name}`, {
    kind: "refused",
    code: "variables.missing",
    hint: "Nothing has been started",
  });
}
