import type { SubjectSummaryWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { Moment } from "../frame/index.ts";

/** When it was last looked at, by whom it is watched, and why the last look failed, where it did. */
export function SeenAt({ subject: { lastLook, isWatched } }: { readonly subject: SubjectSummaryWire }) {
  return (
    <span>
      {lastLook === undefined ? (
        isWatched ? (
          "not looked at yet"
        ) : (
          "watched by another server: what it sees is known there"
        )
      ) : (
        <>
          {lastLook.outcome === "failed" ? "the last look failed" : "seen"} <Moment at={lastLook.at} />
          {lastLook.why !== undefined && (
            <>
              : <VisibleText text={lastLook.why} />
            </>
          )}
          {!isWatched && ", not watched by this server any more"}
        </>
      )}
    </span>
  );
}
