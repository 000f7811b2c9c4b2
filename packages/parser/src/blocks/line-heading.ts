const maxHeadingLength = 90;
const maxHeadingWords = 12;
const sectionWords =
  /^(?:pre-?requisites?|requirements|before you (?:begin|start)|steps?|procedure|instructions|roll ?back(?: plan| steps| procedure)?|revert(?:ing)?|undo|background|overview|summary|symptoms?|impact|meaning|diagnosis|mitigation|resolution|verification|verify|validation|escalation|contacts?|references?|notes?|troubleshooting|investigation|remediation)\s*:?$/i;

/** A row of one repeated mark, as it underlines a heading. */
export function isUnderline(line: string): boolean {
  const text = line.trimEnd();
  if (text.length < 3) return false;
  const [mark] = text;
  if (mark === undefined || !"=-~^\"'`#*+".includes(mark)) return false;
  for (const char of text) if (char !== mark) return false;
  return true;
}

/** Whether a line of plain text reads as a heading. `isAlone` says that it stands between empty lines. */
export function isHeadingLine(text: string, isAlone: boolean): boolean {
  if (text.length > maxHeadingLength) return false;
  if (sectionWords.test(text)) return true;
  // Man pages: NAME, SYNOPSIS, SEE ALSO; runbooks in capitals: 2. RESTART THE SERVICE
  if (/^[A-Z][A-Z0-9 ()/&-]{3,}:?$/.test(text)) return true;
  if (!isAlone || /[.,;:!?]$/.test(text) || !/^[A-Z0-9"'(]/.test(text)) return false;
  if (/^\d+[.)]\s/.test(text)) return false;
  return !/[|<>=$`\\]/.test(text) && text.split(/\s+/).length <= maxHeadingWords;
}
