import type { ReactNode } from "react";

/** One vertical line, one mark an event. */
export function Timeline({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ol aria-label={label} className="min-w-0">
      {children}
    </ol>
  );
}

/** One event on the line: its mark, and what is said of it. */
export function TimelineEntry(props: {
  readonly id?: string;
  readonly mark: ReactNode;
  readonly children: ReactNode;
  readonly isCurrent?: boolean;
}) {
  const { id, mark, children, isCurrent = false } = props;
  return (
    <li
      id={id}
      aria-current={isCurrent ? "step" : undefined}
      className="row-lazy relative grid grid-cols-[28px_1fr] gap-x-2 before:absolute before:top-0 before:bottom-0 before:left-[13px] before:w-0.5 before:bg-line first:before:top-4 last:before:bottom-auto last:before:h-4"
    >
      <span className="relative z-[1] mt-1 flex h-7 w-7 items-center justify-center">{mark}</span>
      <div className="min-w-0 pb-1">{children}</div>
    </li>
  );
}

/** A stretch of time in which nothing happened, drawn as one. */
export function TimelineGap({ says }: { readonly says: string }) {
  return (
    <li className="relative grid grid-cols-[28px_1fr] gap-x-2 py-2 text-dense text-text-2 before:absolute before:top-0 before:bottom-0 before:left-[13px] before:border-edge before:border-l-2 before:border-dashed">
      <span />
      <span>{says}</span>
    </li>
  );
}
