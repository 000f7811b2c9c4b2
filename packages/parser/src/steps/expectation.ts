const expectation =
  /^(?:(?:you|we) should (?:now |then |also )?(?:see|get|receive|have|find|be able to see)\b|you(?:'ll| will) (?:now |then )?(?:see|get)\b|(?:the )?(?:expected |example |sample )?(?:outputs?|results?|response)(?: of (?:this|the) command)?(?: you see)? (?:should|is expected|must|looks?|will|would)\b|(?:the )?expected(?: output| result| response| outcome)?s?(?: is)?\s*:|(?:this|it|the command|that|the query|which) (?:should|will|must) (?:now )?(?:show|return|print|output|display|list|say|report|answer|respond|look|give|be|produce|exit)\b|(?:look for|expect)\b.{0,60}\b(?:output|response|line|status)|.{1,80} should (?:now )?(?:be|show|say|report|return|read|print|display|respond|output|look like|contain|list|have|answer)\b)/i;

/** Whether a sentence says what must be seen when the command before it worked. */
export function isExpectation(sentence: string): boolean {
  return expectation.test(sentence.slice(0, 300));
}

/** Whether what is to be seen stands in the block below. */
export function announcesOutput(sentence: string): boolean {
  return /(?::|similar to|like this|like|following)\s*[:.]?$/i.test(sentence.slice(-60));
}
