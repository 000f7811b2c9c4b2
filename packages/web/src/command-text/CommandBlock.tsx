import type { ResolvedCommandWire } from "@steadyhand/api";
import { memo, type ReactNode, useState } from "react";
import { type CommandPiece, layOutCommand, layOutText, splitIntoLines } from "./lay-out-command.ts";
import { VisibleParts } from "./VisibleText.tsx";

interface Look {
  readonly label: string;
  readonly isLarge?: boolean;
  readonly children?: ReactNode;
}

/** What will run, drawn from its bytes: every word, every character, and how much is not drawn until asked for. */
export function ResolvedCommandBlock({ command, ...look }: Look & { readonly command: ResolvedCommandWire }) {
  const [isWhole, setWhole] = useState(false);
  const pieces = layOutCommand(command, { isWhole });
  return <Block pieces={pieces} isWords={command.kind === "words"} onWhole={() => setWhole(true)} {...look} />;
}

/** A command as text: as the runbook has it, or with its variables filled in. */
export function CommandTextBlock({ text, ...look }: Look & { readonly text: string }) {
  const [isWhole, setWhole] = useState(false);
  return <Block pieces={layOutText(text, { isWhole })} isWords={false} onWhole={() => setWhole(true)} {...look} />;
}

interface BlockProps extends Look {
  readonly pieces: readonly CommandPiece[];
  readonly isWords: boolean;
  readonly onWhole: () => void;
}

function Block({ pieces, isWords, onWhole, label, isLarge = false, children }: BlockProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-center justify-between gap-2 text-dense text-text-1">
        <span>{label}</span>
        {children}
      </figcaption>
      <pre
        className={`mt-1 max-h-[50vh] overflow-y-auto rounded-panel border border-line bg-surface-0 p-3 font-mono ${isLarge ? "text-lead" : "text-dense"}`}
      >
        <code>
          {isWords ? <Words pieces={pieces} onWhole={onWhole} /> : <Script pieces={pieces} onWhole={onWhole} />}
        </code>
      </pre>
    </figure>
  );
}

type PiecesProps = Pick<BlockProps, "pieces" | "onWhole">;

const Words = memo(function Words({ pieces, onWhole }: PiecesProps) {
  return (
    <span className="code-line">
      {pieces.map((piece, index) => {
        const key = `${index}`;
        if (piece.kind === "hidden") return <Hidden key={key} says={piece.says} onWhole={onWhole} />;
        const previous = pieces[index - 1];
        const isSameWord = previous?.kind === "text" && previous.wordIndex === piece.wordIndex;
        return (
          <span key={key}>
            {index > 0 && !isSameWord && " "}
            <span className={piece.isBounded ? "word-boundary" : ""}>
              {piece.parts.length === 0 ? (
                <span className="visible-mark">⟦empty word⟧</span>
              ) : (
                <VisibleParts parts={piece.parts} />
              )}
            </span>
          </span>
        );
      })}
    </span>
  );
});

const Script = memo(function Script({ pieces, onWhole }: PiecesProps) {
  return pieces.map((piece, index) => {
    const key = `${index}`;
    if (piece.kind === "hidden") return <Hidden key={key} says={piece.says} onWhole={onWhole} />;
    return splitIntoLines(piece.parts).map((parts, line) => (
      <span key={`${key}-${line}`} className="code-line">
        <VisibleParts parts={parts} />
      </span>
    ));
  });
});

function Hidden({ says, onWhole }: { readonly says: string; readonly onWhole: () => void }) {
  return (
    <span className="my-2 flex flex-wrap items-center gap-2 rounded-panel border border-edge border-dashed bg-surface-2 px-3 py-1 font-sans text-base">
      Not drawn here: {says}
      <button type="button" className="button button-quiet" onClick={onWhole}>
        Show all
      </button>
    </span>
  );
}
