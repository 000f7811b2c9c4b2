export interface ListMarker {
  readonly ordered: boolean;
  /** As written; absent where the notation counts by itself. */
  readonly ordinal: number | undefined;
  /** Characters up to the text of the item. */
  readonly length: number;
  /** What tells one list from another at the same place. */
  readonly shape: string;
}

const bullet = /^([-*+•◦▪‣●○–·])\s+(?:\[[ xX]\]\s+)?(?=\S)/;
const number = /^(?:(\d{1,3})([.)])|\((\d{1,3})(\)))\s+(?=\S)/;
const stepWord = /^(?:step|schritt|étape)\s+(\d{1,3})\s*[.:)–-]\s*(?=\S)/i;
const automatic = /^#\.\s+(?=\S)/;
const letter = /^([a-z])([.)])\s+(?=\S)/;

/** The marker a line begins with. `before` is the shape of the item above at the same indentation. */
export function listMarker(content: string, before: string | undefined): ListMarker | undefined {
  const head = content.slice(0, 40);
  const bulleted = bullet.exec(head);
  if (bulleted !== null)
    return { ordered: false, ordinal: undefined, length: bulleted[0].length, shape: bulleted[1] ?? "-" };
  const numbered = number.exec(head);
  if (numbered !== null) {
    const ordinal = Number(numbered[1] ?? numbered[3]);
    return { ordered: true, ordinal, length: numbered[0].length, shape: `1${numbered[2] ?? "()"}` };
  }
  const step = stepWord.exec(head);
  if (step !== null) return { ordered: true, ordinal: Number(step[1]), length: step[0].length, shape: "step" };
  const counted = automatic.exec(head);
  if (counted !== null) return { ordered: true, ordinal: undefined, length: counted[0].length, shape: "#." };
  const lettered = letter.exec(head);
  if (lettered !== null) {
    const ordinal = (lettered[1] ?? "a").charCodeAt(0) - 96;
    const shape = `a${lettered[2]}`;
    // `e. g.` and initials are not lists: one starts at a.
    if (ordinal === 1 || before === shape) return { ordered: true, ordinal, length: lettered[0].length, shape };
  }
  return undefined;
}
