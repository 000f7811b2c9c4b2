/** Says whether a text looks made by a machine to be secret, not by a person to be read. */
export function looksRandom(text: string): boolean {
  if (text.length < 8) return false;
  const hasDigit = /\d/.test(text);
  const hasLetter = /[a-z]/i.test(text);
  if (hasDigit && hasLetter) return true;
  return /[a-z][A-Z]/.test(text) && /[A-Z]{2}|[A-Z][a-z]?[A-Z]/.test(text);
}
