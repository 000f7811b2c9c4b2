import type { ActorWire, ElevationWire } from "@steadyhand/api";
import { useState } from "react";
import { asProblem, client, useLevelChange } from "../api/index.ts";
import { Moment, ProblemPanel, useNow } from "../frame/index.ts";
import { countdown } from "../words/index.ts";
import { sayScope } from "./say-scope.ts";
import { WhyForm } from "./WhyForm.tsx";

/** One emergency elevation: what it is for, how long it still lasts, and what can be said to it. */
export function ElevationCard({ elevation, me }: { readonly elevation: ElevationWire; readonly me: ActorWire }) {
  const { id, scope, reason, minutes, askedBy, askedAt, state, grantedBy, endedBy, why } = elevation;
  const [answer, setAnswer] = useState<"refuse" | "end">();
  const sent = useLevelChange(client.answerElevation, () => setAnswer(undefined));
  const problem = sent.error ? asProblem(sent.error) : undefined;
  const send = (body: Parameters<typeof client.answerElevation>[0]["body"]) =>
    sent.mutate({ parameters: { elevationId: id }, body });
  return (
    <li className={`panel flex flex-col gap-2 p-3 ${state === "active" ? "border-2 border-edge" : ""}`}>
      <p className="font-semibold">
        <code className="font-mono">{sayScope(scope)}</code> by one level for {minutes} min:{" "}
        <ElevationState elevation={elevation} />
      </p>
      <p className="break-words text-text-1">
        {askedBy.name} asked <Moment at={askedAt} />: {reason}
      </p>
      {grantedBy && <p className="text-text-1">Granted by {grantedBy.name}</p>}
      {endedBy && (
        <p className="break-words text-text-1">
          {state} by {endedBy.name}: {why}
        </p>
      )}
      {problem && answer === undefined && <ProblemPanel problem={problem} />}
      {answer !== undefined && (
        <WhyForm
          button={answer === "end" ? "End it now" : "Refuse it"}
          isSending={sent.isPending}
          problem={problem}
          onSubmit={(said) => send({ type: answer, why: said })}
          onClose={() => setAnswer(undefined)}
        />
      )}
      {answer === undefined && state === "asked" && (
        <div className="flex flex-wrap items-center gap-2">
          {askedBy.id === me.id ? (
            <span className="text-text-1">Somebody else has to grant it.</span>
          ) : (
            <button type="button" className="button button-main" onClick={() => send({ type: "grant" })}>
              Grant {minutes} min
            </button>
          )}
          <button type="button" className="button" onClick={() => setAnswer("refuse")}>
            Refuse
          </button>
        </div>
      )}
      {answer === undefined && state === "active" && (
        <button type="button" className="button self-start" onClick={() => setAnswer("end")}>
          End now
        </button>
      )}
    </li>
  );
}

function ElevationState({ elevation: { state, until } }: { readonly elevation: ElevationWire }) {
  const now = useNow();
  switch (state) {
    case "asked":
      return "waits for another person";
    case "lapsed":
      return "nobody answered within the hour";
    case "active":
      return until === undefined ? "active" : countdown(new Date(until), now).left;
    case "over":
      return "over";
    case "refused":
    case "ended":
      return state;
  }
}
