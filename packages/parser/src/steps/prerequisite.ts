import type { PrerequisiteKind } from "@steadyhand/core/runbook";

const opening =
  /^(?:before (?:you )?(?:start|begin|starting|beginning|doing anything|proceeding|continuing)[^,:]{0,40}|pre-?requisites?|requirements?|requires?|you(?:'ll| will)? (?:also )?need|needed)\s*[:,]\s*/i;
const need =
  /\b(?:(?:make sure|ensure|be sure|verify|check|confirm) (?:that )?you(?:'re| are| have|r| can)\b|you(?:'ll| will)? (?:also |first |need to |must |should |have to )*(?:need|require|have|be)\b.{0,120}\b(?:access|vpn|permissions?|roles?|installed|logged in|profile|credentials|membership|group|rights|privileges|account|admin|approval|sudo|root)\b|you(?:'ll| will)? (?:also )?need (?:the|a|an|to be|to have|access|your|at least|[`A-Z])|(?:this|the|following|it) (?:runbook|procedure|page|guide|document|process)? ?(?:assumes|requires|expects)\b|requires? .{0,80}\b(?:access|permissions?|roles?|vpn|approval|privileges)\b|(?:be|connect(?:ed)?) (?:on|to) the .{0,30}vpn\b|must be (?:on|connected|logged|a member)\b|only .{0,60} can (?:assume|run|access))/i;

const kinds: readonly (readonly [PrerequisiteKind, RegExp])[] = [
  ["network", /\b(?:vpn|network|bastion|jump ?host|jump ?box|wi-?fi|tunnel|proxy|ip (?:allow|white)list)\b/i],
  [
    "person",
    /\b(?:approval|approved by|permission from|sign-?off|notify|inform|tell|contact|coordinate with|announce|second person|pair|supervisor|manager|on-?call|incident commander|agreement)\b/i,
  ],
  [
    "access",
    /\b(?:access|roles?|permissions?|profile|credentials?|log(?:ged)? ?in|account|admin|sudo|root|group|rights|privileges?|token|ssh key|api key|kubeconfig|context|member|password|certificate)\b/i,
  ],
  [
    "tool",
    /\b(?:install(?:ed)?|cli|tools?|version|kubectl|client|binary|package|plugin|brew|python|docker|terraform|helm|awscli|psql|jq)\b/i,
  ],
];

/** How far `Before you start: ` reaches; what follows is a list of what must be true. */
export function prerequisiteOpening(sentence: string): number {
  return opening.exec(sentence.slice(0, 200))?.[0].length ?? 0;
}

/** Whether a sentence says what the reader must have or be before anything is done. */
export function isPrerequisite(sentence: string): boolean {
  return need.test(sentence.slice(0, 400));
}

export function prerequisiteKind(text: string): PrerequisiteKind {
  return kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? "state";
}
