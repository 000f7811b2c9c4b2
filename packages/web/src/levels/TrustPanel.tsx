import type { RunbookTrustDetailWire } from "@steadyhand/api";
import { useId, useState } from "react";
import { asProblem, client, useLevelChange, useTrust } from "../api/index.ts";
import { Loading, Moment, ProblemPanel } from "../frame/index.ts";
import { WhyForm } from "./WhyForm.tsx";

const meanings = {
  0: "0, followed by hand",
  1: "1, every step waits for a person",
  2: "2, it has proven itself: safe steps may run",
} as const;

/** How far a runbook is trusted, whether it is locked, and the ways to say otherwise. */
export function TrustPanel({ runbookId }: { readonly runbookId: string }) {
  const trust = useTrust(runbookId);
  if (trust.status === "loading") return <Loading what="the trust" rows={1} />;
  if (trust.status === "failed") return <ProblemPanel problem={trust.problem} onRetry={trust.retry} />;
  return <Trust view={trust.data} />;
}

function Trust({ view }: { readonly view: RunbookTrustDetailWire }) {
  const { runbookId, trust, set, lock, history } = view;
  const [isOpen, setOpen] = useState<"trust" | "lock" | "history">();
  const toggle = (what: "trust" | "lock" | "history") => setOpen((before) => (before === what ? undefined : what));
  const close = () => setOpen(undefined);
  return (
    <section
      aria-label="Trust"
      className={`panel flex flex-col gap-3 p-4 ${lock ? "border-2 border-edge bg-surface-2" : ""}`}
    >
      {lock && (
        <p className="break-words font-semibold">
          ▲ Locked: nothing of it runs. {lock.by.name} <Moment at={lock.at} />: {lock.why}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-2">
          <span className="font-semibold">Trust {meanings[trust]}.</span>{" "}
          {set && (
            <span className="break-words text-text-1">
              {set.by.name} <Moment at={set.at} />: {set.why}
            </span>
          )}
        </p>
        <button type="button" className="button" aria-expanded={isOpen === "trust"} onClick={() => toggle("trust")}>
          Set trust
        </button>
        <button type="button" className="button" aria-expanded={isOpen === "lock"} onClick={() => toggle("lock")}>
          {lock ? "Unlock" : "Lock"}
        </button>
        {history.length > 0 && (
          <button
            type="button"
            className="button"
            aria-expanded={isOpen === "history"}
            onClick={() => toggle("history")}
          >
            History
          </button>
        )}
      </div>
      {isOpen === "trust" && <SetTrust runbookId={runbookId} trust={trust} onDone={close} />}
      {isOpen === "lock" && <SetLock runbookId={runbookId} isLocked={lock !== undefined} onDone={close} />}
      {isOpen === "history" && (
        <ol className="flex flex-col gap-1 text-dense">
          {history.map(({ kind, trust: said, isLocked, by, at, why }) => (
            <li key={`${at} ${kind}`} className="break-words border-line border-t pt-1">
              {kind === "trust" ? `trust ${said}` : isLocked ? "locked" : "unlocked"} by {by.name} <Moment at={at} />:{" "}
              {why}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const trusts = [0, 1, 2] as const;

function SetTrust(props: { runbookId: string; trust: (typeof trusts)[number]; onDone: () => void }) {
  const { runbookId, trust, onDone } = props;
  const [chosen, setChosen] = useState(trust);
  const id = useId();
  const sent = useLevelChange(client.setTrust, onDone);
  return (
    <WhyForm
      button={`Set trust ${chosen}`}
      isSending={sent.isPending}
      problem={sent.error ? asProblem(sent.error) : undefined}
      onSubmit={(why) => sent.mutate({ parameters: { runbookId }, body: { trust: chosen, why } })}
      onClose={onDone}
    >
      <fieldset>
        <legend className="mb-1 font-semibold">Trust</legend>
        {trusts.map((one) => (
          <label key={one} className="flex gap-2">
            <input type="radio" name={id} checked={one === chosen} onChange={() => setChosen(one)} />
            <span>{meanings[one]}</span>
          </label>
        ))}
      </fieldset>
    </WhyForm>
  );
}

function SetLock({ runbookId, isLocked, onDone }: { runbookId: string; isLocked: boolean; onDone: () => void }) {
  const sent = useLevelChange(client.lockRunbook, onDone);
  return (
    <WhyForm
      button={isLocked ? "Unlock it" : "Lock it: nothing of it runs"}
      isSending={sent.isPending}
      problem={sent.error ? asProblem(sent.error) : undefined}
      onSubmit={(why) => sent.mutate({ parameters: { runbookId }, body: { isLocked: !isLocked, why } })}
      onClose={onDone}
    />
  );
}
