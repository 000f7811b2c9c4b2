import type { SecondKeyWire } from "@steadyhand/api";
import { drawProse } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { wrapMarked } from "../io/wrap.ts";

/** The model's answer, its own words apart and marked as such; or why there is none. */
export function drawSecondKey(secondKey: SecondKeyWire, channel: Channel): string[] {
  const { paint } = channel;
  const head = "  Second key  ";
  if (secondKey.state === "absent") {
    const by = secondKey.by === undefined ? "" : paint("quiet", ` ${sayUse(secondKey.by)}`);
    return [`${head}none: ${drawProse(secondKey.reason).replaceAll("\n", " ")} [${secondKey.code}]${by}`];
  }
  const { risk, confidence, reason, by } = secondKey;
  return [
    `${head}${riskMark(risk, paint)}, sure to ${Math.round(confidence * 100)} % ${paint("quiet", sayUse(by))}`,
    ...drawModelWords(reason, channel),
  ];
}

/** A model's text: every line of it begins with a bar, so that nothing in it passes for ours. */
function drawModelWords(reason: string, { columns }: Channel): string[] {
  if (reason.trim() === "") return ["              The model gives no reason."];
  const words = wrapMarked(drawProse(reason.trim()), { columns: columns(), indent: "              ┊ " });
  return ["              The model's words:", ...words.split("\n")];
}

type ModelUse = (SecondKeyWire & { readonly state: "answered" })["by"];

export function sayUse({ provider, model, requestedModel, promptVersion }: ModelUse): string {
  const asked = requestedModel === model ? "" : `, asked for ${requestedModel}`;
  return drawProse(`${provider}, ${model}${asked}, prompt ${promptVersion}`).replaceAll("\n", " ");
}
