/** Whether a line of a code block is what a program printed rather than what somebody typed. Its first word is no known program. */
export function looksLikeOutput(line: string): boolean {
  const text = line.trim().slice(0, 300);
  const [first = "", second = ""] = text.split(/\s+/, 2);
  if (first === "" || first.startsWith("...") || first === "…") return true;
  if (/^[\d[{}<=+|*"'`>,)\]:;?•-]/.test(first)) return true;
  if (first.endsWith(":") || /^[\w.-]+:\s/.test(text)) return true;
  if (columnGaps(text) >= 2) return true;
  if (/^[A-Z][A-Z0-9_()%/-]+$/.test(first) && (second === "" || /^[A-Z0-9_()%/-]+$/.test(second))) return true;
  if (/^[A-Z][a-z]+$/.test(first) && second !== "") return true;
  if (isLogLine(text)) return true;
  // deployment.apps/api restarted
  return /^[\w.-]+\/\S+ [a-z]+(?:ed|d)(?: \(.{0,40}\))?$/.test(text) || /^[a-z]+ "[^"]{1,100}" [a-z]+ed$/.test(text);
}

function isLogLine(text: string): boolean {
  const pairs = text.split(/\s+/, 3).filter((word) => /^[a-z_]+=/.test(word));
  return pairs.length >= 2 || /^(?:level|ts|time|severity|msg)=/.test(text) || /^\d{4}-\d\d-\d\d[T ]/.test(text);
}

/** Places where two or more blanks set columns apart. */
function columnGaps(text: string): number {
  let gaps = 0;
  for (let i = 1; i < text.length - 2; i++) {
    if (text[i] === " " && text[i - 1] !== " " && text[i + 1] === " ") gaps++;
    if (text[i] === "\t") gaps++;
  }
  return gaps;
}
