import type { JudgementWire } from "@steadyhand/api";
import { drawLine } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { riskMark } from "../io/risk-mark.ts";
import { wrapMarked } from "../io/wrap.ts";

/** The judged risk, the rule that merged the keys, and each piece of evidence with the part of `text` it points at. */
export function drawJudgement(
  { scanner, final, evidence, why }: JudgementWire,
  { text = "", channel: { paint, columns } }: { readonly text?: string | undefined; readonly channel: Channel },
): string {
  const head = `${riskMark(final, paint)}   scanner: ${riskMark(scanner, paint)}`;
  const reasons = evidence.map((one) => {
    const at = quoteRange(text.slice(one.range.start, one.range.end));
    const instead = one.instead === undefined ? "" : ` Instead: ${one.instead}`;
    const line = drawLine(`${one.why}${instead}${at} [${one.rule}]`);
    const room = columns();
    const [first = "", ...rest] = wrapMarked(line, {
      columns: room === undefined ? undefined : room - indent.length,
    }).split("\n");
    return [`  ${riskMark(one.risk, paint)}  ${first}`, ...rest.map((more) => indent + more)].join("\n");
  });
  return [head, `  ${drawLine(why)}`, ...reasons].join("\n");
}

/** As wide as the widest mark before a reason, within whatever it is drawn in. */
const indent = " ".repeat(15);
const mostQuoted = 60;

function quoteRange(found: string): string {
  if (found === "") return "";
  const line = found.length > mostQuoted ? `${found.slice(0, mostQuoted - 1)}…` : found;
  return `  in: ${line}`;
}
