/** The kinds of type: prose, its bold form, and commands with all else that is exact. */
export const faces = ["text", "strong", "code"] as const;
export type Face = (typeof faces)[number];

/** What is known of the type without drawing with it. */
export interface Faces {
  hasGlyph(face: Face, character: string): boolean;
  /** In thousandths of the size. */
  widthOf(face: Face, text: string): number;
}
