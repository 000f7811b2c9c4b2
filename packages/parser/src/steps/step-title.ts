const maxTitleLength = 120;
const maxCommandLength = 100;

/** A sentence as a title: one line, without its last mark, cut at a word. */
export function sentenceTitle(sentence: string): string {
  const line = sentence
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^[-–—•*#>\s]+/, "")
    .replace(/^\[[ xX]\]\s+/, "")
    .replace(/\s*[:.;,]+$/, "");
  return shortened(line, maxTitleLength);
}

/** A command as a title, where nobody wrote one. */
export function commandTitle(command: string): string {
  return shortened(command.split("\n", 1)[0]?.trim() || command.trim(), maxCommandLength);
}

function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const blank = cut.lastIndexOf(" ");
  const end = blank > max / 2 ? blank : cut.length;
  // Half of a character outside of the basic plane would be no character at all.
  return `${text.slice(0, /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") ? end - 1 : end)}…`;
}
