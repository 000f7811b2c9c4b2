/** What a step's description says beyond its title; nothing when it only repeats it. */
export function beyondTitle({ title, description }: { readonly title: string; readonly description: string }): string {
  const bare = (text: string) =>
    text
      .replaceAll(/[\s.:;,!]+/g, " ")
      .trim()
      .toLowerCase();
  return bare(description) === bare(title) ? "" : description.trim();
}
