/** The shapes of a timeline's marks. Each stands beside its word. */
export type MarkShape =
  | "ring"
  | "dot"
  | "question"
  | "run"
  | "back"
  | "check"
  | "cross"
  | "undo"
  | "skip"
  | "alert"
  | "verify"
  | "stop";

const paths: Readonly<Record<MarkShape, string>> = {
  ring: "",
  dot: "M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  question: "M5.8 6.2a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.8-1.1 1.6M8 11.6v.4",
  run: "M6.2 4.8 11.4 8l-5.2 3.2z",
  back: "M9.8 4.8 4.6 8l5.2 3.2z",
  check: "m4.6 8.2 2.4 2.4 4.4-5",
  cross: "m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6",
  undo: "M5 8.5h4.5a2 2 0 0 1 0 4H8M7.2 6 5 8.5 7.2 11",
  skip: "m4.5 5 3 3-3 3m4-6 3 3-3 3",
  alert: "M8 4.2v4.6M8 11.4v.4",
  verify: "M7.4 4.6a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zm2 4.8 2.2 2.2",
  stop: "M5.4 5.4h5.2v5.2H5.4z",
};

/** One mark on a timeline. `isBlind` hatches it: what happened there is not known. */
export function Mark(props: {
  readonly shape: MarkShape;
  readonly tone?: "quiet" | "plain" | "good" | "now";
  readonly isBlind?: boolean;
}) {
  const { shape, tone = "plain", isBlind = false } = props;
  return (
    <span className={`inline-flex rounded-full ${isBlind ? "hatched" : "bg-surface-1"} ${tones[tone]}`}>
      <svg viewBox="0 0 16 16" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor">
        <circle
          cx="8"
          cy="8"
          r={shape === "ring" ? 5 : 7}
          strokeWidth={tone === "quiet" ? 1 : 1.5}
          strokeDasharray={isBlind ? "3 2" : undefined}
        />
        <path d={paths[shape]} strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  );
}

const tones = { quiet: "text-text-2", plain: "text-text-0", good: "text-safe", now: "text-accent" } as const;
