import type { ScopeLevelWire } from "@steadyhand/api";
import { useId, useState } from "react";
import { asProblem, client, useLevelChange } from "../api/index.ts";
import { Moment } from "../frame/index.ts";
import { LevelHistory } from "./LevelHistory.tsx";
import { OfferForm } from "./OfferForm.tsx";
import { sayScope, sayTakeoverLevel } from "./say-scope.ts";
import { WhyForm } from "./WhyForm.tsx";

/** One subject or project: its level, who said so, what the next one takes, and the ways to change it. */
export function ScopeCard({ level }: { readonly level: ScopeLevelWire }) {
  const { scope, newest, ceiling, runIn, offer } = level;
  const [isOpen, setOpen] = useState<"set" | "history">();
  const toggle = (what: "set" | "history") => setOpen((before) => (before === what ? undefined : what));
  return (
    <section aria-label={sayScope(scope)} className="panel flex min-w-0 flex-col gap-3 p-4">
      <header className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="break-all font-mono font-semibold">{sayScope(scope)}</h3>
        <span className="text-dense text-text-2">
          at most L{ceiling.level} ({ceiling.environment}, {ceiling.from})
        </span>
      </header>
      <p className={newest ? "font-semibold" : "text-text-1"}>
        {newest ? sayTakeoverLevel(newest.level) : "No level set: the environment and the policy say how far things go"}
      </p>
      {newest && (
        <p className="break-words text-text-1">
          {newest.how} by {newest.by.name} <Moment at={newest.at} />: {newest.why}
        </p>
      )}
      <p className="text-dense text-text-2">{runIn.length > 0 ? `Run in ${runIn.join(", ")}` : "Not run yet"}</p>
      <Progress level={level} />
      {offer && <OfferForm offer={offer} />}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" aria-expanded={isOpen === "set"} onClick={() => toggle("set")}>
          Set a level
        </button>
        <button type="button" className="button" aria-expanded={isOpen === "history"} onClick={() => toggle("history")}>
          History
        </button>
      </div>
      {isOpen === "set" && <SetLevel level={level} onDone={() => setOpen(undefined)} />}
      {isOpen === "history" && <LevelHistory scope={scope} />}
    </section>
  );
}

function Progress({ level: { progress } }: { readonly level: ScopeLevelWire }) {
  if (progress === undefined) return null;
  return (
    <div>
      <h4 className="text-text-1">
        Towards L{progress.to}
        {progress.isReady && ": everything is met"}
      </h4>
      <ul className="text-dense">
        {progress.thresholds.map(({ name, isMet, why }) => (
          <li key={name}>
            <span aria-hidden="true">{isMet ? "✓" : "·"}</span> {why}
            <span className="sr-only">{isMet ? " (met)" : " (not met)"}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const levels = [1, 2, 3, 4, 5] as const;

function SetLevel({ level: { scope, newest, ceiling }, onDone }: { level: ScopeLevelWire; onDone: () => void }) {
  const [chosen, setChosen] = useState<(typeof levels)[number]>(newest?.level ?? 2);
  const id = useId();
  const set = useLevelChange(client.setLevel, onDone);
  return (
    <WhyForm
      button={`Set ${sayScope(scope)} to L${chosen}`}
      isSending={set.isPending}
      problem={set.error ? asProblem(set.error) : undefined}
      onSubmit={(why) => set.mutate({ parameters: scope, body: { level: chosen, why } })}
    >
      <fieldset>
        <legend className="mb-1 font-semibold">Level</legend>
        {levels.map((level) => (
          <label key={level} className="flex gap-2">
            <input
              type="radio"
              name={id}
              checked={level === chosen}
              disabled={level > ceiling.level}
              onChange={() => setChosen(level)}
            />
            <span>
              {sayTakeoverLevel(level)}
              {level > ceiling.level && (
                <span className="text-text-2">
                  {" "}
                  ({ceiling.environment} never goes above L{ceiling.level})
                </span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
    </WhyForm>
  );
}
