import type { ParsedRunbookWire } from "@steadyhand/api";

/** What a stretch of the source is part of, most particular first drawn. */
export type SourceMark =
  | "step"
  | "command"
  | "rollback"
  | "condition"
  | "prerequisite"
  | "vague"
  | "expect"
  | "proposed";

interface MarkedRange {
  readonly start: number;
  readonly end: number;
  readonly mark: SourceMark;
  readonly stepId?: string | undefined;
}

/** A stretch of the source under the same marks from end to end. */
export interface SourceSegment {
  readonly start: number;
  readonly text: string;
  readonly marks: readonly SourceMark[];
  readonly stepIds: readonly string[];
}

/** A command that the model proposes: it stands in the text and is no step yet. */
export interface ProposedRange {
  readonly id: string;
  readonly command: { readonly range: { readonly start: number; readonly end: number } };
}

/** Every range that was found in the source, by the parser or by the model. */
export function markedRanges(parsed: ParsedRunbookWire, proposed: readonly ProposedRange[] = []): MarkedRange[] {
  return [
    ...proposed.map(({ id, command }) => ({ ...command.range, mark: "proposed", stepId: id }) as const),
    ...parsed.steps.flatMap(({ id, range, command, rollback, expect }): MarkedRange[] => [
      { ...range, mark: "step", stepId: id },
      ...(command ? [{ ...command.range, mark: "command", stepId: id } as const] : []),
      ...(rollback ? [{ ...rollback.range, mark: "rollback", stepId: id } as const] : []),
      ...(expect ? [{ ...expect.range, mark: "expect", stepId: id } as const] : []),
    ]),
    ...parsed.conditions.map(({ range }) => ({ ...range, mark: "condition" }) as const),
    ...parsed.prerequisites.map(({ range }) => ({ ...range, mark: "prerequisite" }) as const),
    ...parsed.ambiguities.map(({ range, stepId }) => ({ ...range, mark: "vague", stepId }) as const),
  ];
}

/** Cuts a source where any range begins or ends, so that each piece can be drawn with all that is said of it. */
export function segmentSource(source: string, ranges: readonly MarkedRange[]): SourceSegment[] {
  const inside = ranges
    .map((range) => ({ ...range, start: Math.max(0, range.start), end: Math.min(source.length, range.end) }))
    .filter(({ start, end }) => start < end);
  const opening = Map.groupBy(inside, ({ start }) => start);
  const cuts = [...new Set([0, source.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (one, two) => one - two,
  );
  const open = new Set<MarkedRange>();
  return cuts.slice(0, -1).map((start, index) => {
    for (const range of open) if (range.end <= start) open.delete(range);
    for (const range of opening.get(start) ?? []) open.add(range);
    const here = [...open];
    return {
      start,
      text: source.slice(start, cuts[index + 1]),
      marks: [...new Set(here.map(({ mark }) => mark))],
      stepIds: [...new Set(here.flatMap(({ stepId }) => stepId ?? []))],
    };
  });
}
