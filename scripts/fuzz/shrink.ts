/** The smallest text found that still fails: pieces are taken away for as long as it does. */
export function shrink(text: string, fails: (text: string) => boolean): string {
  let smallest = text;
  for (let size = Math.ceil(text.length / 2); size >= 1; ) {
    let isSmaller = false;
    for (let at = 0; at < smallest.length; ) {
      const shorter = smallest.slice(0, at) + smallest.slice(at + size);
      if (shorter.length < smallest.length && fails(shorter)) {
        smallest = shorter;
        isSmaller = true;
      } else at += size;
    }
    if (!isSmaller) size = size === 1 ? 0 : Math.floor(size / 2);
  }
  return smallest;
}
