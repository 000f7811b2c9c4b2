/** A sentence in which what stands between backticks is a command or a name. */
export function WithCode({ text }: { readonly text: string }) {
  return text.split("`").map((part, index) => {
    // Parts have no identity of their own: they are drawn anew whenever the sentence changes.
    const key = `${index}`;
    return index % 2 === 0 ? (
      <span key={key}>{part}</span>
    ) : (
      <code key={key} className="font-mono">
        {part}
      </code>
    );
  });
}
