import type { ModelCheckWire } from "@steadyhand/api";
import type { ModelCheck } from "@steadyhand/model";
import { presentSecondKey } from "./judgement.ts";

export function presentModelCheck({ cases, ...check }: ModelCheck): ModelCheckWire {
  return { ...check, cases: cases.map(({ answer, ...rest }) => ({ ...rest, answer: presentSecondKey(answer) })) };
}
