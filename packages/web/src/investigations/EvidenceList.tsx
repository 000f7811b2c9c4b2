import type { DiagnosisWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { Moment } from "../frame/index.ts";
import { sayWeight } from "./say-weight.ts";

/** What was seen on one side of a cause, what tells most first. */
export function EvidenceList(props: {
  readonly title: string;
  readonly evidence: DiagnosisWire["evidenceFor"];
  readonly none: string;
}) {
  const { title, evidence, none } = props;
  return (
    <div className="min-w-0">
      <h3 className="mb-1">{title}</h3>
      {evidence.length === 0 && <p className="text-text-1">{none}</p>}
      <ul className="flex flex-col gap-2">
        {evidence.map(({ what, member, at, weight }) => {
          const weighs = sayWeight(weight);
          return (
            <li key={`${what} ${member} ${at}`} className="border-line border-l-2 pl-3">
              <p>
                <VisibleText text={what} />
              </p>
              <p className="text-dense text-text-1">
                {member !== undefined && (
                  <>
                    on <code className="font-mono">{member}</code>,{" "}
                  </>
                )}
                {weighs !== undefined && `${weighs}, `}
                <Moment at={at} />
              </p>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
