import type { ParsedRunbookWire } from "@steadyhand/api";
import { type DragEvent, useState } from "react";
import { SourceText } from "./SourceText.tsx";
import type { ProposedRange } from "./segment-source.ts";

/** The pasted text, to be changed, with what was found in it marked underneath. */
export function SourceEditor(props: {
  readonly text: string;
  /** Only when it was read from exactly this text: otherwise its ranges would point beside it. */
  readonly parsed: ParsedRunbookWire | undefined;
  readonly activeId: string | undefined;
  readonly proposed: readonly ProposedRange[] | undefined;
  readonly onText: (text: string) => void;
}) {
  const { text, parsed, activeId, proposed, onText } = props;
  const { isOver, handlers } = useFileDrop(onText);
  return (
    <div
      className={`panel grid max-h-[44dvh] overflow-y-auto bg-surface-0 lg:max-h-[calc(100dvh-180px)] ${isOver ? "outline-3 outline-focus" : ""}`}
    >
      <div className="col-start-1 row-start-1 min-h-[200px] min-w-0">
        {parsed ? (
          <SourceText parsed={parsed} activeId={activeId} proposed={proposed} />
        ) : (
          <pre className="source-text font-mono text-text-0">{`${text}\n`}</pre>
        )}
      </div>
      <textarea
        data-search
        aria-label="Runbook text"
        // The browser's own field has the caret and the selection; the same text with its marks lies under it.
        className="source-text mono col-start-1 row-start-1 block h-full w-full resize-none overflow-hidden bg-transparent font-mono text-transparent caret-text-0 outline-offset-[-3px] selection:bg-mark selection:text-text-0"
        value={text.replaceAll("\r\n", "\n")}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => onText(event.target.value)}
        {...handlers}
      />
    </div>
  );
}

/** Takes a dropped file for its text. */
export function useFileDrop(onText: (text: string) => void) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop(event: DragEvent) {
        const file = event.dataTransfer.files[0];
        setOver(false);
        if (file === undefined) return;
        event.preventDefault();
        void file.text().then(onText);
      },
    },
  };
}
