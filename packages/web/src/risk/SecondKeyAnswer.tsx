import type { SecondKeyWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { RiskBadge } from "./RiskBadge.tsx";

/** The model's answer with its own words apart, as plain text under its name; or why there is none. */
export function SecondKeyAnswer({
  secondKey,
  isAsking,
}: {
  readonly secondKey: SecondKeyWire;
  readonly isAsking: boolean;
}) {
  return (
    <section aria-label="Second key" className="min-w-0 rounded-panel border border-line p-2">
      {isAsking ? (
        <p>
          <span className="font-semibold">Second key</span>: the model is being asked.
        </p>
      ) : secondKey.state === "absent" ? (
        <Absent {...secondKey} />
      ) : (
        <Answered {...secondKey} />
      )}
    </section>
  );
}

type Of<State extends SecondKeyWire["state"]> = SecondKeyWire & { readonly state: State };

function Absent({ code, reason, by }: Of<"absent">) {
  return (
    <>
      <p>
        <span className="font-semibold">Second key</span>: none, <VisibleText text={reason} />.
      </p>
      <p className="mt-1 text-text-2">
        <code className="font-mono">{code}</code>
        {by && `, ${sayUse(by)}`}
      </p>
      <p className="mt-1 text-text-1">What has no second key is never safe: a person looks at it first.</p>
    </>
  );
}

function Answered({ risk, confidence, reason, by }: Of<"answered">) {
  return (
    <>
      <p className="mb-2 flex flex-wrap items-center gap-2">
        <span className="font-semibold">Second key</span> <RiskBadge risk={risk} />
        <span>sure to {Math.round(confidence * 100)} %</span>
      </p>
      {reason.trim() === "" ? (
        <p className="text-text-1">The model gives no reason.</p>
      ) : (
        <figure className="border-edge border-l-4 border-double pl-2">
          <figcaption className="text-text-2">The model's words, not ours:</figcaption>
          <blockquote dir="auto" className="text-text-1 italic">
            “<VisibleText text={reason} />”
          </blockquote>
        </figure>
      )}
      <details className="mt-2">
        <summary className="w-fit text-text-2">Who was asked</summary>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3">
          {[
            ["Provider", by.provider],
            ["Model asked for", by.requestedModel],
            ["Model that answered", by.model],
            ["Prompt version", by.promptVersion],
          ].map(([name, value = ""]) => (
            <div key={name} className="contents">
              <dt className="text-text-2">{name}</dt>
              <dd className="break-words font-mono">
                <VisibleText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

const sayUse = ({ provider, model, promptVersion }: Of<"answered">["by"]) =>
  `${provider}, ${model}, prompt ${promptVersion}`;
