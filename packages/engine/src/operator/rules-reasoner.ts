import { type Case, diagnose, nextLook, rulesVersion, weigh } from "@steadyhand/core/diagnosis";
import type { CaseFile, Move, ReasonerPort, ToolCall } from "@steadyhand/core/investigation";

/** The reasoner that is always there. It needs no model, costs nothing, and the same record always brings it to the same move. */
export const rulesReasoner: ReasonerPort = {
  reasoner: { kind: "rules", version: rulesVersion },
  next: async (file) => nextMove(file),
};

function nextMove({ investigation: { turns }, known }: CaseFile): Move {
  if (!turns.some(({ call }) => call.tool === "observe")) {
    return call({ tool: "observe", arguments: {}, why: "to see how everything stands now" });
  }
  return nextLog(known) ?? { kind: "conclude", diagnosis: diagnose(known) };
}

function nextLog({ library, findings, looks }: Case): Move | undefined {
  const look = nextLook(library, weigh(library, findings), looks);
  if (look === undefined) return undefined;
  // What looks are offered is made from the members' own list: see `logLooks`.
  return call({
    tool: "read_logs",
    arguments: { member: look.name },
    why: `${look.what}: it could change what comes first`,
  });
}

function call(wanted: ToolCall): Move {
  return { kind: "call", call: wanted };
}
