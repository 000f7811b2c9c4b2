import type { TenantId } from "@steadyhand/core/identity";
import type { Incident } from "@steadyhand/core/incident";
import type { Judgement } from "@steadyhand/core/invariant";
import {
  type Investigation,
  isRepeat,
  mostKeptCharacters,
  type ToolAnswer,
  type ToolCall,
} from "@steadyhand/core/investigation";
import { OpsError, unreachable } from "@steadyhand/core/outcome";
import { sha256Hex } from "@steadyhand/core/proposal";
import type { OperatedSubject, OperatorOptions } from "../operator-options.ts";
import { observe } from "./observe.ts";
import { queryMetrics } from "./query-metrics.ts";
import { readLogs } from "./read-logs.ts";
import { readMore } from "./read-more.ts";
import { runCommand } from "./run-command.ts";
import { runShell } from "./run-shell.ts";
import { searchIncidents } from "./search-incidents.ts";
import { searchRunbooks } from "./search-runbooks.ts";

/** Where a tool is used, and by whom. */
export interface ToolContext {
  readonly tenantId: TenantId;
  readonly incident: Incident;
  readonly operated: OperatedSubject;
  readonly investigation: Investigation;
  readonly options: OperatorOptions;
  readonly signal: AbortSignal;
}

/** What a tool gave, before secrets are removed. */
export type Given = Pick<ToolAnswer, "outcome" | "text" | "seen">;

/** No tool takes longer, whatever it asks: a shell has 120 s, and its run a little to begin and end. */
const toolWithinMs = { usual: 60_000, shell: 150_000 } as const;

/** Answers one call. Never rejects: what stood in the way is the answer, and it is said to be a failure. */
export async function performTool(call: ToolCall, context: ToolContext): Promise<ToolAnswer> {
  const { options, investigation } = context;
  const earlier = investigation.turns.filter(({ answer }) => answer !== undefined).map((turn) => turn.call);
  const signal = AbortSignal.any([
    context.signal,
    AbortSignal.timeout(call.tool === "shell" ? toolWithinMs.shell : toolWithinMs.usual),
  ]);
  const given = isRepeat(earlier, call) ? repeated(call) : await attempt(call, { ...context, signal });
  const text = options.redact(given.text).toWellFormed().replaceAll("\0", "\\0");
  return {
    ...{ endedAt: options.clock.now(), outcome: given.outcome, text: text.slice(0, mostKeptCharacters).toWellFormed() },
    ...{ sha256: sha256Hex(text), characters: text.length },
    ...(given.seen && { seen: cleaned(given.seen, options.redact) }),
  };
}

async function attempt(call: ToolCall, context: ToolContext): Promise<Given> {
  try {
    return await perform(call, context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const hint = error instanceof OpsError && error.hint !== undefined ? `. ${error.hint}` : "";
    return { outcome: "failed", text: `${call.tool} failed: ${why}${hint}` };
  }
}

function perform(call: ToolCall, context: ToolContext): Promise<Given> | Given {
  switch (call.tool) {
    case "observe":
      return observe(context);
    case "read_logs":
      return readLogs(call, context);
    case "query_metrics":
      return queryMetrics(call, context);
    case "run_command":
      return runCommand(call, context);
    case "search_runbooks":
      return searchRunbooks(call, context);
    case "search_incidents":
      return searchIncidents(call, context);
    case "read_more":
      return readMore(call, context);
    case "shell":
      return runShell(call, context);
    default:
      return unreachable(call.tool);
  }
}

function repeated({ tool }: ToolCall): Given {
  const text = `${tool} was asked with the very same arguments before; its answer stands above. Ask something else, or conclude`;
  return { outcome: "refused", text };
}

type Seen = NonNullable<ToolAnswer["seen"]>;

/** Secrets are removed from every text in it, names of ours excepted: they are compared. */
function cleaned({ findings, blind, samples, standings }: Seen, redact: (text: string) => string): Seen {
  return {
    ...(findings && { findings: findings.map((one) => ({ ...one, what: redact(one.what) })) }),
    ...(blind && { blind: blind.map((one) => ({ ...one, why: redact(one.why) })) }),
    ...(samples && {
      samples: samples.map((one) => (typeof one.value === "string" ? { ...one, value: redact(one.value) } : one)),
    }),
    ...(standings && {
      standings: standings.map((one) => ({ ...one, judgement: cleanedJudgement(one.judgement, redact) })),
    }),
  };
}

function cleanedJudgement(judgement: Judgement, redact: (text: string) => string): Judgement {
  const { why, value, limit } = judgement;
  return {
    ...judgement,
    why: redact(why),
    ...(typeof value === "string" && { value: redact(value) }),
    ...(limit !== undefined && { limit: redact(limit) }),
  };
}
