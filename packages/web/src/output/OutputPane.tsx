import { memo, useEffect, useRef, useState } from "react";
import { VisibleParts } from "../command-text/index.ts";
import { CopyButton } from "../frame/index.ts";
import { sayBytes, sayCount } from "../words/index.ts";
import type { AnsiStyle } from "./ansi.ts";
import {
  findFirstError,
  type OutputLine,
  type OutputText,
  plainText,
  searchLines,
  visibleSpans,
} from "./output-lines.ts";

/** Output of one attempt: follow and pause, search, jump to the first error, copy, download. */
export function OutputPane(props: {
  readonly label: string;
  readonly output: OutputText;
  readonly isLive: boolean;
  readonly fileName: string;
}) {
  const { label, output, isLive, fileName } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(isLive);
  const [query, setQuery] = useState("");
  const [found, setFound] = useState(0);
  const hits = searchLines(output.lines, query);
  const firstError = findFirstError(output.lines);
  const marked = query === "" ? undefined : hits[found % Math.max(1, hits.length)];

  useEffect(() => {
    const pane = scroller.current;
    if (isFollowing && pane) pane.scrollTop = pane.scrollHeight;
  });

  const goTo = (line: number | undefined) => {
    if (line === undefined) return;
    setFollowing(false);
    scroller.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: "center" });
  };
  const goToHit = (next: number) => {
    setFound(next);
    goTo(hits[next % Math.max(1, hits.length)]);
  };
  const text = () => output.lines.map(plainText).join("\n");

  return (
    <section aria-label={label} className="min-w-0 rounded-panel border border-line bg-surface-0">
      <div className="flex flex-wrap items-center gap-1 border-line border-b px-2 py-1 text-dense">
        <span className="mr-auto font-semibold">
          {label}{" "}
          <span className="font-normal text-text-2">
            {sayCount(output.lines.length + output.droppedLines, "line")}, {sayBytes(output.characters)}
          </span>
        </span>
        <input
          type="search"
          data-search
          aria-label={`Search in ${label}`}
          placeholder="Search"
          value={query}
          className="field w-36 px-2 py-0.5"
          onChange={(event) => {
            setQuery(event.target.value);
            setFound(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") goToHit(event.shiftKey ? found + hits.length - 1 : found + 1);
          }}
        />
        {query !== "" && (
          <button type="button" className="button button-quiet" onClick={() => goToHit(found + 1)}>
            {hits.length === 0 ? "Not found" : `${(found % hits.length) + 1} of ${hits.length}`}
          </button>
        )}
        {firstError !== undefined && (
          <button type="button" className="button button-quiet" onClick={() => goTo(firstError)}>
            First error
          </button>
        )}
        {isLive && (
          <button
            type="button"
            className="button button-quiet"
            aria-pressed={isFollowing}
            onClick={() => setFollowing(!isFollowing)}
          >
            {isFollowing ? "Pause output" : "Follow output"}
          </button>
        )}
        <CopyButton text={text} label="Copy" />
        <button type="button" className="button button-quiet" onClick={() => download(text(), fileName)}>
          Download
        </button>
      </div>
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={label}
        className="max-h-[420px] overflow-auto p-2 font-mono text-dense"
        onWheel={(event) => event.deltaY < 0 && setFollowing(false)}
      >
        {output.droppedLines > 0 && (
          <p className="font-sans text-text-2">
            {sayCount(output.droppedLines, "earlier line")} not kept on this page.
          </p>
        )}
        {output.lines.length === 0 && (
          <p className="font-sans text-text-2">{isLive ? "Nothing written yet." : "Nothing was written."}</p>
        )}
        {inBlocks(output.lines).map(({ from, lines }) => (
          <Lines
            key={from}
            from={from}
            lines={lines}
            marked={marked !== undefined && marked >= from && marked < from + lines.length ? marked : undefined}
          />
        ))}
      </div>
    </section>
  );
}

const blockLines = 200;

function inBlocks(lines: readonly OutputLine[]): { from: number; lines: readonly OutputLine[] }[] {
  const count = Math.ceil(lines.length / blockLines);
  return Array.from({ length: count }, (_, block) => ({
    from: block * blockLines,
    lines: lines.slice(block * blockLines, (block + 1) * blockLines),
  }));
}

interface LinesProps {
  readonly from: number;
  readonly lines: readonly OutputLine[];
  readonly marked: number | undefined;
}

const Lines = memo(
  function Lines({ from, lines, marked }: LinesProps) {
    return (
      <div className={lines.length === blockLines ? "output-block" : ""}>
        {lines.map((line, index) => (
          <span
            key={from + index}
            data-line={from + index}
            className={`code-line ${line.stream === "stderr" ? "border-edge border-l-4" : "border-transparent border-l-4"} ${marked === from + index ? "bg-mark" : ""}`}
            title={line.stream === "stderr" ? "written to stderr" : undefined}
          >
            {visibleSpans(line).map(({ style, parts }, span) => (
              <span key={`${span}`} className={classOf(style)}>
                <VisibleParts parts={parts} />
              </span>
            ))}
          </span>
        ))}
      </div>
    );
  },
  (before, after) =>
    before.marked === after.marked &&
    before.lines.length === after.lines.length &&
    before.lines.every((line, index) => line === after.lines[index]),
);

function classOf({ isBold, isDim, isItalic, isUnderlined, isInverse, colour }: AnsiStyle): string {
  return [
    isBold && "ansi-bold",
    isDim && "ansi-dim",
    isItalic && "ansi-italic",
    isUnderlined && "ansi-underline",
    isInverse && "ansi-inverse",
    colour && `ansi-${colour}`,
  ]
    .filter(Boolean)
    .join(" ");
}

function download(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
