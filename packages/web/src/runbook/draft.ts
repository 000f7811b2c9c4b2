const storageKey = "steadyhand.draft";

/** What was pasted, kept until it is saved: a reload or a wrong click must not lose it. */
export interface Draft {
  read(): string;
  /** Whether it is kept. A very long text may be more than the browser keeps. */
  write(text: string): boolean;
}

export function createDraft(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): Draft {
  // Beyond what the browser keeps, the page itself does, until it is left.
  let unkept: string | undefined;
  return {
    read() {
      if (unkept !== undefined) return unkept;
      try {
        return storage.getItem(storageKey) ?? "";
      } catch {
        // Storage is closed to the page: there is nothing kept.
        return "";
      }
    },
    write(text) {
      try {
        if (text === "") storage.removeItem(storageKey);
        else storage.setItem(storageKey, text);
        unkept = undefined;
        return true;
      } catch {
        // Full or closed. What an earlier write left would come back as if it were this text.
        unkept = text;
        return false;
      }
    },
  };
}
