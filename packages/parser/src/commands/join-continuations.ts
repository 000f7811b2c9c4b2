/**
 * One line out of several where the shell reads one: a backslash before a line break is dropped with it, and a break after
 * `|`, `&&` or `||` becomes a blank. Breaks inside of quotes, here-documents and compound commands stay.
 */
export function joinContinuations(text: string): string {
  if (!text.includes("\n") || text.includes("<<")) return text;
  let out = "";
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "\\" && quote !== "'") {
      if (text[i + 1] !== "\n") {
        out += char + (text[i + 1] ?? "");
        i++;
        continue;
      }
      if (quote === "") {
        const next = skipBlanks(text, i + 2);
        const hadBlank = out.endsWith(" ") || out.endsWith("\t") || next > i + 2;
        out = withoutBlanksAtEnd(out) + (hadBlank ? " " : "");
        i = next - 1;
      } else i++;
      continue;
    }
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === "\n" && /(?:\||&&)[ \t]*$/.test(out.slice(-40))) {
      out = `${out.trimEnd()} `;
      i = skipBlanks(text, i + 1) - 1;
      continue;
    }
    out += char;
  }
  return out;
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === " " || text[end - 1] === "\t") end--;
  return text.slice(0, end);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}
