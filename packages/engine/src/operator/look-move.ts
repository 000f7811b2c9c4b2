import { diagnose, type Episode } from "@steadyhand/core/diagnosis";
import {
  type CaseFile,
  type InvestigationEvent,
  limitReached,
  type Move,
  openTurn,
  trustDiagnosis,
} from "@steadyhand/core/investigation";
import { unreachable } from "@steadyhand/core/outcome";
import { caseFile, type FileInput } from "./case-file.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { rulesReasoner } from "./rules-reasoner.ts";
import { performTool, type ToolContext } from "./tools/perform-tool.ts";

/** One step of an investigation: the event that comes next. Everything before it is stored. */
export async function lookMove(
  options: OperatorOptions,
  input: Omit<FileInput, "now"> & { readonly episodes: readonly Episode[] },
  signal: AbortSignal,
): Promise<InvestigationEvent> {
  const { investigation } = input;
  const open = openTurn(investigation);
  if (open !== undefined) {
    const context: ToolContext = { ...input, options, signal };
    return { type: "answer", number: open.number, answer: await performTool(open.call, context) };
  }
  const file = caseFile({ ...input, now: options.clock.now() });
  const limit = limitReached(investigation, options.clock.now());
  if (limit !== undefined) {
    return {
      type: "conclude",
      because: limit,
      why: "the rules conclude from what was seen",
      diagnosis: diagnose(file.known),
    };
  }
  const move = await nextMove(options, file, signal);
  const isOver = move.kind === "failed" && limitReached(investigation, options.clock.now()) === "time";
  return eventOf(isOver ? { ...move, code: "time", why: "the time for it is over" } : move, file, input);
}

function nextMove(options: OperatorOptions, file: CaseFile, signal: AbortSignal): Promise<Move> {
  const { investigation, tenantId } = file;
  if (investigation.reasoner.kind === "rules") return rulesReasoner.next(file, signal);
  const model = options.modelReasoner(tenantId);
  const gone: Move = { kind: "failed", code: "model.not_configured", why: "no model is configured any more" };
  if (model === undefined) return Promise.resolve(gone);
  const leftMs = investigation.startedAt.getTime() + investigation.budget.wallMs - options.clock.now().getTime();
  return model.next(file, AbortSignal.any([signal, AbortSignal.timeout(Math.max(leftMs, 1) + 5)]));
}

function eventOf(
  move: Move,
  file: CaseFile,
  { operated: { subject } }: Pick<FileInput, "operated">,
): InvestigationEvent {
  const used = move.used === undefined ? {} : { used: move.used };
  switch (move.kind) {
    case "call":
      return { type: "ask", call: move.call, ...used };
    case "failed":
      return {
        ...{
          type: "conclude",
          because: move.code === "time" ? "time" : "reasoner_failed",
          diagnosis: diagnose(file.known),
          ...used,
        },
        why: `${move.code}: ${move.why}; the rules conclude from what was seen`,
      };
    case "conclude": {
      const { diagnosis } = move;
      const checked = diagnosis.by.kind === "rules" ? diagnosis : trustDiagnosis(diagnosis, trustedOf(file, subject));
      return { type: "conclude", because: "concluded", diagnosis: checked, ...used };
    }
    default:
      return unreachable(move);
  }
}

function trustedOf({ known, incident }: CaseFile, { actions, expected, invariants }: FileInput["operated"]["subject"]) {
  const violated = incident.violations.filter(({ state }) => state === "violated").map(({ invariant }) => invariant);
  return {
    find: (name: string) => actions.find(({ action }) => action.declare().name === name)?.action,
    ...{ members: expected, samples: known.samples, violated: [...new Set(violated)] },
    invariants: invariants.map(({ name }) => name),
  };
}
