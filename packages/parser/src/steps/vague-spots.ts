interface VagueSpot {
  readonly from: number;
  readonly to: number;
  readonly missing: string;
}

const spots: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:check|look at|review|inspect|see|examine|go through|tail|watch)\s+(?:at\s+)?(?:the\s+|your\s+|its\s+|their\s+|all\s+)?(?:[\w-]{1,30}\s+)?logs?\b(?!\s+(?:in|at|of|from|under|with|using|by|via|for)\b)/i,
    "which logs, where they are, and what to look for",
  ],
  [
    /\b(?:check|look at|review|see|watch|open|monitor)\s+(?:the\s+|your\s+|our\s+)?(?:[\w-]{1,30}\s+)?(?:dashboards?|metrics|graphs?|monitoring|grafana)\b(?!\s+(?:at|of|named|called|in|for|under)\b)/i,
    "which dashboard, which figure on it, and which value is good",
  ],
  [
    /\b(?:make sure|ensure|check|verify|confirm|see)\b.{0,40}\b(?:everything|all|things?|it|the system|services?|that all)\s+(?:is|are|looks?|works?|seems?|still)\s*(?:is|are|running\s+)?(?:fine|ok|okay|good|healthy|normal|well|up|working|as expected|correct|correctly|properly|alright|in order)?\b(?=[.,;!]|$)/i,
    "how to tell: which command or page, and which result",
  ],
  [
    /\bif (?:needed|necessary|required|appropriate|applicable|possible|in doubt)\b/i,
    "how to tell whether it is needed",
  ],
  [/\b(?:as|when|where) (?:needed|necessary|required|appropriate|applicable)\b/i, "how to tell when it is"],
  [
    /\bwait (?:a (?:while|bit|moment|little|few (?:seconds|minutes|moments))|some time|for (?:a (?:while|bit|moment|few (?:seconds|minutes|moments))|some time|it))\b/i,
    "how long, and what must be seen before going on",
  ],
  [
    /\bwait (?:until|for) (?:it|everything|things|the (?:service|system|cluster))\s*(?:is|are|to be|has|have)?\s*(?:settles?|settled|stable|stabili[sz]es?|calms? down|recovers?|recovered|ready|back|done|ok|fine)?(?=[.,;!]|$)/i,
    "what to look at to see that it is, and when to give up",
  ],
  [
    /\b(?:etc\.?|and so on|and the like|or similar|or something(?: like that| similar)?)(?=[\s.,;)]|$)/i,
    "the rest of the list",
  ],
  [
    /\b(?:the usual|as usual|the normal (?:way|process|procedure)|the standard (?:way|process|procedure)|like (?:always|last time|before))\b/i,
    "the steps themselves",
  ],
  [
    /\b(?:some|certain|relevant|appropriate|affected|corresponding|suitable|the right|the correct|bad|broken|faulty|problematic|offending)\s+(?:pods?|nodes?|hosts?|servers?|services?|instances?|containers?|files?|configs?|configurations?|values?|environments?|teams?|people|process(?:es)?|jobs?|databases?|machines?|members?)\b/i,
    "which, or how to find out",
  ],
  [
    /\b(?:investigate|debug|troubleshoot|diagnose|figure out|find out what|look into)\b(?:\s+(?:it|this|the (?:issue|problem|cause|root cause|error|failure)|further|why|what(?:'s| is) wrong)){0,2}(?=[.,;!]|$)/i,
    "where to start, and what to look for",
  ],
  [
    /\b(?:contact|call|page|ask|notify|inform|escalate to|talk to|reach out to|tell)\s+(?:the\s+|your\s+)?(?:someone|somebody|(?:relevant|responsible|appropriate|right|owning)\s+(?:team|people|person|developers?|owners?)|team|owner|developers?|admins?|dba|management)(?=[\s.,;!]|$)/i,
    "who that is and how to reach them",
  ],
  [
    /\b(?:fix|resolve|repair|correct|solve|address|mitigate)\s+(?:it|this|that|them|the (?:issue|problem|errors?|cause|root cause|failure))\b(?=[.,;!]|$)/i,
    "how",
  ],
  [/\b(?:TODO|TBD|FIXME|XXX|to be (?:done|defined|written|added)|coming soon)\b/, "this part was never written"],
  [
    /\b(?:too (?:high|low|long|many|much|few|slow|big|large)|unusual(?:ly)?|abnormal(?:ly)?|suspicious|strange|weird|anything odd|anything unusual|high load|looks? (?:bad|wrong|off|weird|strange))\b/i,
    "from which value on",
  ],
];

const jump =
  /\b(?:go|skip|jump|proceed|continue|move|return|head|back)\b.{0,40}?\b(?:(?:section|step|part|chapter)\s+["“]?\d|(?:next|previous|following) (?:section|step|part)|\d{1,3}\.\d{1,3}\b)/i;
const jumpMissing =
  "an order of its own: the steps stand in the order of the page, whoever follows this jump skips by hand";

/** The places of a sentence where its reader has to guess, and what it does not say. `hasCommand`: a command says which logs. */
export function vagueSpots(sentence: string, { hasCommand }: { hasCommand: boolean }): readonly VagueSpot[] {
  const text = sentence.slice(0, 500);
  const found: VagueSpot[] = [];
  for (const [pattern, missing] of spots) {
    if (hasCommand && !missing.startsWith("how to tell w")) continue;
    const match = pattern.exec(text);
    if (match !== null) found.push({ from: match.index, to: match.index + match[0].length, missing });
  }
  if (jump.test(text)) found.push({ from: 0, to: sentence.length, missing: jumpMissing });
  return found;
}
