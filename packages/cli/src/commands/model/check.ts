import type { ModelCheckWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawCommand, drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { table } from "../../io/table.ts";
import { sayUsd } from "../../judge/draw-second-key-status.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const check = command({
  name: "check",
  summary: "Try the configured model on a few known commands: latency, agreement with the scanner, cost",
  description:
    "Asks past the cache and within the budget. An answer below the scanner's changes no command's risk; it says what the " +
    "model is worth as a second key.",
  examples: ["steady model check", "steady model check --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const result = await client.checkModel();
      services.io.out(options.json ? JSON.stringify(result) : drawCheck(result, services.io.answers));
      // A model that answers nothing is not a second key, whatever the reason.
      return result.answered === 0 ? exitCode.failed : exitCode.ok;
    }),
});

type Investigation = NonNullable<ModelCheckWire["investigation"]>;
type Case = ModelCheckWire["cases"][number];

function drawCheck(result: ModelCheckWire, channel: Channel): string {
  const { provider, requestedModel, model, promptVersion, cases, answered, agreed, lower, latencyMs, investigation } =
    result;
  const answering = model === undefined || model === requestedModel ? "" : `, answered as ${model}`;
  const rows = cases.map((one) => drawCase(one, channel));
  const latency = latencyMs
    ? `${duration(latencyMs.median)} median, ${duration(latencyMs.max)} at most`
    : "no answer came";
  return [
    drawLine(`${provider}, ${requestedModel}${answering}, prompt ${promptVersion}`),
    "",
    table(["scanner", "model", "sure", "took", "", "command"], rows),
    "",
    `answered    ${answered} of ${cases.length}`,
    `agreement   ${agreed} of ${answered} as the scanner or higher; ${lower} below it, which lowers no risk`,
    `latency     ${latency}`,
    `cost        ${sayCost(result)}`,
    ...(investigation ? ["", drawInvestigation(investigation)] : []),
  ].join("\n");
}

function sayCost({ tokens, usd }: { readonly tokens: number; readonly usd?: number | undefined }): string {
  return `${tokens} tokens${usd === undefined ? "; the configuration names no price" : `, ${sayUsd(usd)}`}`;
}

function drawInvestigation(tried: Investigation): string {
  const { provider, requestedModel, answer, tookMs } = tried;
  const said =
    answer.state === "called"
      ? "calls tools as it is to"
      : `[${answer.code}] ${drawLine(answer.reason)}; rules look instead`;
  return `investigates  ${drawLine(`${provider}, ${requestedModel}`)}: ${said}; ${duration(tookMs)}, ${sayCost(tried)}`;
}

function drawCase({ command: text, scanner, answer, agrees, tookMs }: Case, { paint }: Channel): string[] {
  const line = drawCommand(text).replaceAll("\n", " ↵ ");
  const took = duration(tookMs);
  if (answer.state === "absent") return [riskMark(scanner, paint), "none", "", took, `[${answer.code}]`, line];
  const sure = `${Math.round(answer.confidence * 100)} %`;
  return [riskMark(scanner, paint), riskMark(answer.risk, paint), sure, took, agrees ? "agrees" : "below", line];
}
