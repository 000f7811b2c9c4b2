import type { TenantId } from "@steadyhand/core/identity";
import { harmlessLine } from "../answers/harmless-text.ts";
import type { Content } from "../call/protocol.ts";
import type { TaskConfig } from "../config/model-config.ts";
import type { Asker } from "../investigation/ask-model.ts";
import { concludeTool } from "../investigation/conclude-tool.ts";
import { offerTool } from "../investigation/offer-tools.ts";
import { investigationPromptVersion, investigationSystem } from "../investigation/prompt.ts";
import type { InvestigationCheck, ModelClock } from "../ports.ts";

const look = offerTool({ name: "observe", what: "Looks at the whole subject now.", parameters: [] });
const text = "This only tries whether you can be asked: there is no incident. Call the tool observe.";

/** Asks once whether the model calls a tool when it is to. Many servers that speak the protocol do not know that part of it. */
export async function checkInvestigation(
  { task, asker, clock }: { readonly task: TaskConfig; readonly asker: Asker; readonly clock: ModelClock },
  tenantId: TenantId,
  signal: AbortSignal,
): Promise<InvestigationCheck> {
  const startedAt = clock.now().getTime();
  const question = {
    system: investigationSystem,
    messages: [{ kind: "told", text }],
    tools: [look, concludeTool],
  } as const;
  const { content, model, used } = await asker.ask(tenantId, question, signal);
  return {
    provider: task.provider.name,
    requestedModel: task.model,
    ...(model !== undefined && { model: harmlessLine(model, 200) }),
    promptVersion: investigationPromptVersion,
    answer: answerOf(content),
    tookMs: clock.now().getTime() - startedAt,
    tokens: used.tokens,
    ...(task.price && { usd: used.microUsd / 1e6 }),
  };
}

function answerOf(content: Content): InvestigationCheck["answer"] {
  if (content.state === "absent") return content;
  if (content.state === "text")
    return { state: "absent", code: "no_call", reason: "it answers with words and calls no tool" };
  const isFit = content.calls.every(
    ({ name, input }) => input !== undefined && [look, concludeTool].some((tool) => tool.name === name),
  );
  if (isFit) return { state: "called" };
  return {
    state: "absent",
    code: "unusable_call",
    reason: "it calls what was not offered, or not with one JSON object",
  };
}
