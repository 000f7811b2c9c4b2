import type { DiagnosisWire } from "@steadyhand/api";
import type { ReactNode } from "react";
import { VisibleText } from "../command-text/index.ts";
import { Moment } from "../frame/index.ts";
import { Mark, Standing, Timeline, TimelineEntry } from "../timeline/index.ts";
import { causesOf } from "./causes-of.ts";
import { EvidenceList } from "./EvidenceList.tsx";
import { outcomeLook } from "./investigation-look.ts";
import { ReasonerName } from "./ReasonerName.tsx";
import { Share } from "./Share.tsx";

/** What an investigation came to: the cause where one is named, what speaks for and against it, and what else it may be. */
export function DiagnosisPanel({ diagnosis }: { readonly diagnosis: DiagnosisWire }) {
  const { by, at, summary, evidenceFor, evidenceAgainst, blind, alternatives, risks, next, timeline } = diagnosis;
  const isModel = by.kind === "model";
  const what = diagnosis.causes.length > 0 ? "it" : "what fits best";
  return (
    <section
      aria-label="Diagnosis"
      className={`panel flex flex-col gap-4 p-4 ${isModel ? "border-2 border-dashed" : ""}`}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2>Diagnosis</h2>
        <Standing look={outcomeLook(diagnosis)} />
        <span className="flex flex-wrap items-center gap-x-2 text-dense">
          <ReasonerName by={by} /> <Moment at={at} />
        </span>
      </div>
      {isModel && (
        <p className="text-dense text-text-1">
          These are the words of a model. What it suggests was checked against what the subject offers and shows.
        </p>
      )}
      <p className="text-lead">
        {isModel && "“"}
        <VisibleText text={summary} />
        {isModel && "”"}
      </p>
      <Causes diagnosis={diagnosis} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <EvidenceList
          title={`What speaks for ${what}`}
          evidence={evidenceFor}
          none="Nothing that was seen speaks for it."
        />
        <EvidenceList
          title={`What speaks against ${what}`}
          evidence={evidenceAgainst}
          none="Nothing that was seen speaks against it."
        />
      </div>
      <Alternatives alternatives={alternatives} />
      {blind.length > 0 && (
        <div className="hatched rounded-panel border-2 border-edge border-dashed p-3">
          <div className="hatched-label">
            <Lines title="What could not be seen and would matter" lines={blind} />
          </div>
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {risks.length > 0 && <Lines title="Risks" lines={risks} />}
        {next.length > 0 && <Lines title="What to look at or to wait for next" lines={next} />}
      </div>
      {timeline.length > 0 && (
        <details>
          <summary className="w-fit font-semibold">How it came about</summary>
          <Timeline label="How it came about, oldest first">
            {timeline.map(({ at: when, what }) => (
              <TimelineEntry key={`${when} ${what}`} mark={<Mark shape="dot" tone="quiet" />}>
                <p className="py-1">
                  <VisibleText text={what} />{" "}
                  <span className="text-dense text-text-1">
                    <Moment at={when} />
                  </span>
                </p>
              </TimelineEntry>
            ))}
          </Timeline>
        </details>
      )}
    </section>
  );
}

function Causes({ diagnosis }: { readonly diagnosis: DiagnosisWire }) {
  const named = causesOf(diagnosis);
  if (named.kind === "none") return <p>{named.says}</p>;
  const isOpen = named.kind === "supposed";
  return (
    <div
      className={`flex flex-col gap-2 rounded-panel border-2 p-3 ${isOpen ? "border-edge border-dashed" : "border-accent"}`}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h3>{isOpen ? "Thought to be, not acted upon" : named.causes.length === 1 ? "Cause" : "Causes"}</h3>
        <Share
          of={named.causes.length === 1 ? "confidence" : "confidence, together"}
          probability={named.confidence}
          isOpen={isOpen}
        />
      </div>
      <ul className="flex flex-col gap-2">
        {named.causes.map(({ name, title, members, why }) => (
          <li key={`${name} ${members.join(" ")}`}>
            <p className="font-semibold">
              <VisibleText text={members.length > 0 ? `${title}: ${members.join(", ")}` : title} />
            </p>
            <p className="text-text-1">
              <VisibleText text={why} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Alternatives({ alternatives }: Pick<DiagnosisWire, "alternatives">) {
  return (
    <div>
      <h3 className="mb-1">What else it may be</h3>
      {alternatives.length === 0 && <p className="text-text-1">No other explanation is named.</p>}
      <ul className="flex flex-col gap-2">
        {alternatives.map(({ title, probability, whyNot }) => (
          <li key={`${title} ${probability}`} className="border-line border-l-2 pl-3">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="font-semibold">
                <VisibleText text={title} />
              </span>
              <Share of="probable" probability={probability} isOpen />
            </div>
            <p className="text-text-1">
              Why not: <VisibleText text={whyNot} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactNode {
  return (
    <div>
      <h3 className="mb-1">{title}</h3>
      <ul className="list-disc pl-5">
        {lines.map((line) => (
          <li key={line}>
            <VisibleText text={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}
