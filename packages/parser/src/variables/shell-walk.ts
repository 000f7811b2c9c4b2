/** A `$` or `{` of a command, with what decides whether it means anything there. */
export interface ShellPlace {
  readonly at: number;
  readonly char: "$" | "{";
  /** Whether the shell replaces `$NAME` here. */
  readonly expands: boolean;
  readonly isQuoted: boolean;
  /** The program whose argument this is. */
  readonly program: string;
  /** The argument up to here, and the one before it. */
  readonly word: string;
  readonly wordBefore: string;
}

interface HereDoc {
  readonly delimiter: string;
  readonly isLiteral: boolean;
  readonly stripsTabs: boolean;
}

const wrappers = new Set([
  "sudo",
  "doas",
  "env",
  "time",
  "nohup",
  "exec",
  "command",
  "xargs",
  "then",
  "do",
  "else",
  "!",
]);
const contextLength = 120;

/** Walks a command from left to right and keeps count of quotes, substitutions, here-documents and which program is meant. */
export class ShellWalk {
  readonly #text: string;
  #at = 0;
  /** What each open quote or substitution ends with. */
  readonly #open: string[] = [];
  #hereDocs: HereDoc[] = [];
  #body: { readonly end: number; readonly isLiteral: boolean } | undefined;
  #program = "";
  #wordStart = 0;
  #wordBefore = "";
  /** Positions of `{` that belong to `${`, which is asked for at its `$`. */
  #skipBrace = -1;

  constructor(text: string) {
    this.#text = text;
  }

  next(): ShellPlace | undefined {
    while (this.#at < this.#text.length) {
      const place = this.#step();
      if (place !== undefined) return place;
    }
    return undefined;
  }

  #step(): ShellPlace | undefined {
    const at = this.#at++;
    const char = this.#text[at] ?? "";
    if (this.#body !== undefined) return this.#inBody(at, char);
    const quote = this.#open.at(-1);
    if (quote === "'") return this.#inSingleQuotes(at, char);
    if (char === "\\") {
      this.#at++;
      return undefined;
    }
    if (char === "$") return this.#dollar(at);
    if (char === "{") return this.#place(at, "{");
    if (char === quote) this.#open.pop();
    else if (char === '"' || char === "`") this.#open.push(char);
    else if (quote !== '"') this.#unquoted(at, char);
    return undefined;
  }

  #inBody(at: number, char: string): ShellPlace | undefined {
    const body = this.#body;
    if (body !== undefined && at >= body.end) {
      this.#body = undefined;
      this.#at = at;
      return undefined;
    }
    if (char === "\\" && body?.isLiteral === false) this.#at++;
    if (char === "$") {
      if (this.#text[at + 1] === "{") this.#skipBrace = at + 1;
      return this.#place(at, "$");
    }
    return char === "{" ? this.#place(at, "{") : undefined;
  }

  #inSingleQuotes(at: number, char: string): ShellPlace | undefined {
    if (char === "'") this.#open.pop();
    if (char === "$" && this.#text[at + 1] === "{") this.#skipBrace = at + 1;
    return char === "{" ? this.#place(at, "{") : undefined;
  }

  #dollar(at: number): ShellPlace | undefined {
    const next = this.#text[at + 1];
    if (next === "(") {
      this.#open.push(")");
      this.#at++;
      this.#beginCommand(at + 2);
      return undefined;
    }
    if (next === "'" && this.#open.at(-1) !== '"') {
      this.#at = ansiStringEnd(this.#text, at + 2);
      return undefined;
    }
    // The process id: what follows it is no name.
    if (next === "$") {
      this.#at++;
      return undefined;
    }
    if (next === "{") this.#skipBrace = at + 1;
    return this.#place(at, "$");
  }

  #unquoted(at: number, char: string): void {
    switch (char) {
      case "'":
        this.#open.push("'");
        return;
      case "(":
        this.#open.push(")");
        this.#beginCommand(at + 1);
        return;
      case "|":
      case ";":
      case "&":
        this.#beginCommand(at + 1);
        return;
      case "\n":
        this.#beginCommand(at + 1);
        this.#beginBody(at + 1);
        return;
      case "<":
        this.#hereDoc(at);
        return;
      case " ":
      case "\t":
        this.#endWord(at);
    }
  }

  #beginCommand(at: number): void {
    this.#program = "";
    this.#wordBefore = "";
    this.#wordStart = at;
  }

  #endWord(at: number): void {
    const word = this.#text.slice(this.#wordStart, Math.min(at, this.#wordStart + contextLength));
    this.#wordStart = at + 1;
    if (word === "") return;
    if (this.#program === "" && !/^[A-Za-z_]\w*=/.test(word)) this.#program = word.slice(word.lastIndexOf("/") + 1);
    else if (wrappers.has(this.#program) && !word.startsWith("-"))
      this.#program = word.slice(word.lastIndexOf("/") + 1);
    // kubectl exec pod -- awk …
    else if (this.#wordBefore === "--") this.#program = word;
    this.#wordBefore = word;
  }

  #hereDoc(at: number): void {
    if (this.#text[at + 1] !== "<" || this.#text[at + 2] === "<" || this.#text[at - 1] === "<") return;
    const found = /^<<(-?)\s*(?:'([^'\n]{1,80})'|"([^"\n]{1,80})"|(\\?)([\w.-]{1,80}))/.exec(
      this.#text.slice(at, at + 100),
    );
    if (found === null) return;
    const delimiter = found[2] ?? found[3] ?? found[5] ?? "";
    this.#hereDocs.push({
      delimiter,
      isLiteral: found[5] === undefined || found[4] === "\\",
      stripsTabs: found[1] === "-",
    });
    this.#at = at + found[0].length;
  }

  #beginBody(at: number): void {
    const hereDoc = this.#hereDocs.shift();
    if (hereDoc === undefined) return;
    let end = at;
    while (end < this.#text.length) {
      const lineEnd = this.#text.indexOf("\n", end);
      const line = this.#text.slice(end, lineEnd < 0 ? this.#text.length : lineEnd);
      if ((hereDoc.stripsTabs ? line.replace(/^\t+/, "") : line) === hereDoc.delimiter) break;
      end = lineEnd < 0 ? this.#text.length : lineEnd + 1;
    }
    this.#body = { end, isLiteral: hereDoc.isLiteral };
  }

  #place(at: number, char: "$" | "{"): ShellPlace | undefined {
    if (char === "{" && at === this.#skipBrace) return undefined;
    const quote = this.#open.at(-1);
    return {
      at,
      char,
      expands: this.#body === undefined ? quote !== "'" : !this.#body.isLiteral,
      isQuoted: quote === "'" || quote === '"',
      program: this.#program,
      word: this.#text.slice(Math.max(this.#wordStart, at - contextLength), at),
      wordBefore: this.#wordBefore,
    };
  }
}

function ansiStringEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "'") return i + 1;
  }
  return text.length;
}
