import { isInstruction } from "./is-instruction.ts";

export interface ParsedCondition {
  /** Of the question within the sentence. */
  readonly from: number;
  readonly to: number;
  /** Where what to do begins. */
  readonly restFrom: number;
}

const opening = /^(?:(?:and|but|then|also|now|next),?\s+)?(?:only\s+)?(?:if|in case|should)\s+/i;
const unless = /^(?:unless)\s+/i;
const otherwise =
  /^(?:otherwise|else|or else|if not|if it (?:is not|isn't|does not|doesn't|did not|didn't)|in (?:all|any) other cases?)\b\s*[,:;–—-]?\s*/i;
const inner = /(?:^|[.;,–—-]\s*)(?:otherwise|or else|else|if not)\b\s*[,:]?\s*/gi;
const maxCommas = 12;
const maxSentence = 600;

/** `the pod is still crashing` of `If the pod is still crashing, restart it`. */
export function parseCondition(sentence: string): ParsedCondition | undefined {
  if (otherwise.test(sentence)) return undefined;
  const head = sentence.slice(0, maxSentence);
  const opened = opening.exec(head) ?? unless.exec(head);
  if (opened === null) return undefined;
  const isUnless = unless.test(head);
  const from = isUnless ? 0 : opened[0].length;
  if (
    /^(?:you (?:want|wish|need|have|would like|like|prefer|are interested|skimmed)|possible|applicable|necessary|needed|required|any|so|in doubt)\b/i.test(
      head.slice(opened[0].length),
    )
  ) {
    return undefined;
  }
  const end = questionEnd(head, opened[0].length);
  return end === undefined ? undefined : { from, to: end.to, restFrom: end.restFrom };
}

/** How far `Otherwise, ` reaches; 0 where the sentence does not begin so. */
export function otherwiseLength(sentence: string): number {
  return otherwise.exec(sentence.slice(0, maxSentence))?.[0].length ?? 0;
}

/** Where the other side begins inside of one sentence: `If so, run a; otherwise run b`. */
export function innerOtherwise(sentence: string): number | undefined {
  inner.lastIndex = 0;
  const found = inner.exec(sentence.slice(0, maxSentence));
  return found === null || found.index === 0 ? undefined : found.index + found[0].length;
}

/** The question ends at a colon, at `then`, or at the comma before what to do. */
function questionEnd(text: string, start: number): { to: number; restFrom: number } | undefined {
  let firstComma: number | undefined;
  let commas = 0;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === ":" && (i + 1 === text.length || text[i + 1] === " " || text[i + 1] === "\n")) {
      return firstComma !== undefined && isInstruction(text.slice(firstComma + 1).trim())
        ? at(text, firstComma)
        : at(text, i);
    }
    if (text.startsWith(" then ", i)) return { to: i, restFrom: i + 6 };
    if (char !== "," || ++commas > maxCommas) continue;
    const rest = text
      .slice(i + 1)
      .trim()
      .replace(/^then\s+/i, "");
    firstComma ??= i;
    if (isInstruction(rest) || /^(?:you|we|it|this|that|there|the|a|an)\b/i.test(rest)) return at(text, i);
  }
  return firstComma === undefined ? undefined : at(text, firstComma);
}

function at(text: string, end: number): { to: number; restFrom: number } {
  let restFrom = end + 1;
  while (/\s/.test(text[restFrom] ?? "")) restFrom++;
  return { to: end, restFrom };
}
