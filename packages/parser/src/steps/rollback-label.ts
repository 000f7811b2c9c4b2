const label =
  /^(?:(?:to )?(?:undo|revert|roll\s?back)\b(?: (?:this|that|it|the (?:change|step|deployment|release|restart|migration)|these changes|this step|step \d{1,3}))?(?: (?:if (?:needed|necessary|required)))?|rollback(?: (?:command|step|plan))?|undo|back[ -]?out)\s*(?:[:,–—-]|\b(?:run|use|with|by|execute)\b)/i;

/** Whether a sentence says how to undo the step before it: `Rollback:`, `To undo this, run …`. */
export function isRollbackLabel(sentence: string): boolean {
  return label.test(sentence.slice(0, 200));
}

/** The step it names: 3 of `To undo step 3: …`. */
export function rollbackStepNumber(sentence: string): string | undefined {
  return /\bstep (\d{1,3}(?:\.\d{1,3}){0,4})\b/i.exec(sentence.slice(0, 200))?.[1];
}
