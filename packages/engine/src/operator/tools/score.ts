/** Those of the items whose text has any of the words, those with most of them first. Without words, all of them as they came. */
export function score<Item>(items: readonly Item[], query: string, textOf: (item: Item) => string): readonly Item[] {
  const words = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [])];
  if (words.length === 0) return items;
  return items
    .map((item) => {
      const text = textOf(item).toLowerCase();
      return { item, hits: words.filter((word) => text.includes(word)).length };
    })
    .filter(({ hits }) => hits > 0)
    .toSorted((one, other) => other.hits - one.hits)
    .map(({ item }) => item);
}
