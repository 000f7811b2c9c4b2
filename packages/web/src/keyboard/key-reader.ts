/** What was pressed before and waits for its second key. */
export interface KeyReader {
  readonly prefix: string | undefined;
}

export interface KeyPress {
  readonly key: string;
  readonly isRepeat: boolean;
  /** Held with Ctrl, Alt or Meta: that belongs to the browser. */
  readonly isModified: boolean;
  /** The focus is where text is written, or in a dialog that has keys of its own. */
  readonly isTaken: boolean;
}

export const nothingRead: KeyReader = { prefix: undefined };

/**
 * Reads one press into a chord: `a`, `?`, `g h`. A key that is held down means nothing after its first press: an
 * approval must not follow from a finger that stayed on `a` while the next step was drawn. For the same reason the key
 * after `g` is never anything but the end of that chord, however late it comes.
 */
export function readKey(reader: KeyReader, press: KeyPress): { readonly reader: KeyReader; readonly chord?: string } {
  const { key, isRepeat, isModified, isTaken } = press;
  if (isModified || isTaken) return { reader: nothingRead };
  if (isRepeat || key === "Shift") return { reader };
  if (reader.prefix !== undefined) return { reader: nothingRead, chord: `${reader.prefix} ${key}` };
  if (key === "g") return { reader: { prefix: key } };
  return { reader: nothingRead, chord: key };
}
