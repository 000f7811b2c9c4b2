export type SectionKind = "procedure" | "prerequisites" | "rollback" | "background";

const prerequisites =
  /^(?:pre-?\s?requisites?|requirements?|before (?:you|we) (?:begin|start)|before (?:beginning|starting|the start)|what you(?:'ll| will)? need|you(?:'ll| will)? need|access|needed access|required (?:access|tools|permissions)|assumptions|preconditions)\b/i;
const rollback =
  /^(?:how to )?(?:roll(?:ing)?[ -]?back|revert(?:ing)?|undo(?:ing)?|back[ -]?out|backing out|if (?:it|something|things|this) (?:goes|go|went) wrong)\b/i;
const background =
  /^(?:background|overview|introduction|about|meaning|impact|summary|description|symptoms?|architecture|how (?:it|we|this|the|content)\b|history|context|purpose|scope|references?|further reading|see also|links|related|glossary|terminology|contacts?|escalation|owners?|when to use|why|what (?:is|are|this)|alerts?|metrics|dashboards|known (?:gaps|issues|limitations)|limitations|changelog|faq)\b/i;

/** What a heading says about the text below it. */
export function sectionKind(title: string): SectionKind {
  const bare = withoutNumber(title);
  if (prerequisites.test(bare)) return "prerequisites";
  if (rollback.test(bare)) return "rollback";
  return background.test(bare) ? "background" : "procedure";
}

const number = /^(?:(?:step|part|section|phase|stage)\s+)?(\d{1,3}(?:\.\d{1,3}){0,5})(?:[.):]|\s*[-–—:]|\s)\s*(?=\S)/i;

/** `2.1` of `2.1 Restart the service` and `3` of `Step 3: Verify`. */
export function headingNumber(title: string): string | undefined {
  return number.exec(title)?.[1];
}

export function withoutNumber(title: string): string {
  return title.replace(number, "").trim();
}
