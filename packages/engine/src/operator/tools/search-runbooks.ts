import type { ToolCall } from "@steadyhand/core/investigation";
import type { Given, ToolContext } from "./perform-tool.ts";
import { score } from "./score.ts";

const [mostRead, mostShown] = [200, 5] as const;

/** Searches the newest runbooks by words in their titles, steps and commands. */
export async function searchRunbooks(
  { arguments: { query } }: ToolCall,
  { tenantId, options: { runbooks } }: ToolContext,
): Promise<Given> {
  const { items } = await runbooks.list(tenantId, { limit: mostRead });
  // What a reasoner had kept is its own words: found again, they would speak for themselves.
  const written = items.filter(({ importedBy }) => importedBy.kind === "person");
  const versions = await Promise.all(written.map(({ id, version }) => runbooks.get(tenantId, id, version)));
  const texts = versions.map(({ id, version, title, plan }) => ({
    heading: `${id} version ${version}: ${title}`,
    lines: plan.steps.map(
      ({ number, title: step, command }) => `  ${number} ${step}${command ? `: ${command.text}` : ""}`,
    ),
  }));
  const found = score(texts, String(query ?? ""), ({ heading, lines }) => [heading, ...lines].join("\n"));
  if (found.length === 0) return { outcome: "answered", text: "no runbook has any of these words" };
  return {
    outcome: "answered",
    text: found
      .slice(0, mostShown)
      .flatMap(({ heading, lines }) => [heading, ...lines])
      .join("\n"),
  };
}
