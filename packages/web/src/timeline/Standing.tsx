import { Mark, type MarkShape } from "./Mark.tsx";

/** How a state looks, and what it is called. */
export interface Look {
  readonly word: string;
  readonly shape: MarkShape;
  readonly tone: "quiet" | "plain" | "good" | "now";
  /** Nobody can see how it stands: it is hatched. */
  readonly isBlind?: boolean;
}

/** A state as shape, word and colour: always all three. */
export function Standing({ look }: { readonly look: Look }) {
  const { word, shape, tone, isBlind = false } = look;
  return (
    <span className={`inline-flex items-center gap-2 rounded-panel ${isBlind ? "hatched px-1" : ""}`}>
      <Mark shape={shape} tone={tone} isBlind={isBlind} />
      <span className={isBlind ? "hatched-label" : ""}>{word}</span>
    </span>
  );
}
