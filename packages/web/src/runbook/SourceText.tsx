import type { ParsedRunbookWire } from "@steadyhand/api";
import { memo, useEffect, useMemo, useRef } from "react";
import {
  markedRanges,
  type ProposedRange,
  type SourceMark,
  type SourceSegment,
  segmentSource,
} from "./segment-source.ts";

interface Props {
  readonly parsed: ParsedRunbookWire;
  /** The step that is looked at. */
  readonly activeId: string | undefined;
  readonly proposed?: readonly ProposedRange[] | undefined;
}

/** The original text with every range that was found in it, exactly where it stands. */
export function SourceText({ parsed, activeId, proposed }: Props) {
  const segments = useMemo(() => segmentSource(parsed.source, markedRanges(parsed, proposed)), [parsed, proposed]);
  const root = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (activeId === undefined) return;
    const first = root.current?.querySelector(`[data-steps~="${CSS.escape(activeId)}"]`);
    first?.scrollIntoView({ block: "nearest" });
  }, [activeId]);
  return (
    <pre ref={root} className="source-text font-mono text-text-0">
      {segments.map((segment) => (
        <Segment
          key={segment.start}
          segment={segment}
          isActive={activeId !== undefined && segment.stepIds.includes(activeId)}
        />
      ))}
      {"\n"}
    </pre>
  );
}

const Segment = memo(function Segment(props: { readonly segment: SourceSegment; readonly isActive: boolean }) {
  const { segment, isActive } = props;
  const { text, marks, stepIds } = segment;
  if (marks.length === 0) return <span>{text}</span>;
  return (
    <span
      data-steps={stepIds.join(" ")}
      title={marks.map((mark) => markWords[mark]).join(", ")}
      className={`${isActive ? "bg-mark" : ""} ${marks.map((mark) => looks[mark]).join(" ")}`}
    >
      {text}
    </span>
  );
});

const looks: Readonly<Record<SourceMark, string>> = {
  step: "",
  command: "bg-mark-soft underline decoration-accent decoration-2 underline-offset-4",
  rollback: "bg-mark-soft underline decoration-accent decoration-dashed decoration-2 underline-offset-4",
  condition: "underline decoration-edge decoration-double underline-offset-4",
  prerequisite: "underline decoration-edge underline-offset-4",
  vague: "underline decoration-edge decoration-wavy underline-offset-4",
  proposed: "proposed-source",
  expect: "underline decoration-dotted decoration-edge underline-offset-4",
};

const markWords: Readonly<Record<SourceMark, string>> = {
  step: "Step",
  command: "Command",
  rollback: "Rollback",
  condition: "Condition",
  prerequisite: "Needed before",
  vague: "Vague",
  proposed: "Proposed by the model",
  expect: "Expected output",
};
