import type { PolicyCheckWire, PolicySimulationWire, SimulatedDecisionWire } from "@steadyhand/api";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { asProblem, client } from "../api/index.ts";
import { Moment, ProblemPanel } from "../frame/index.ts";
import { PolicyProblems } from "./PolicyProblems.tsx";

const daysBack = 30;
const mostShown = 50;

/** Another policy, tried without putting it in force: what it would change, and what it would have decided. */
export function PolicyTrial() {
  const id = useId();
  const [text, setText] = useState("");
  const trial = useMutation({ mutationFn: tryOut });
  return (
    <section aria-label="Try another policy" className="panel flex flex-col gap-3 p-4">
      <div>
        <h2>Try another policy</h2>
        <p className="text-text-1">
          Nothing comes into force. It is checked, compared with what holds, and every decision of the last {daysBack}{" "}
          days is made again under it.
        </p>
      </div>
      <label htmlFor={id} className="text-dense text-text-1">
        Text of a policy.json
      </label>
      <textarea
        id={id}
        className="field min-h-[120px] font-mono text-dense"
        value={text}
        spellCheck={false}
        placeholder={'{ "version": 1, "governance_mode": "audit" }'}
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        className="button button-main self-start"
        disabled={text.trim() === "" || trial.isPending}
        onClick={() => trial.mutate(text)}
      >
        {trial.isPending ? "Trying…" : "Try it on the record"}
      </button>
      {trial.error && <ProblemPanel problem={asProblem(trial.error)} onRetry={() => trial.mutate(text)} />}
      {trial.data && <Outcome {...trial.data} />}
    </section>
  );
}

interface Trial {
  readonly check: PolicyCheckWire;
  /** The newest decisions, one page of them; absent where the text cannot be used. */
  readonly simulation?: PolicySimulationWire;
}

async function tryOut(text: string): Promise<Trial> {
  const check = await client.checkPolicy({ body: { text } });
  if (!check.ok) return { check };
  const since = new Date(Date.now() - daysBack * 86_400_000).toISOString();
  return { check, simulation: await client.simulatePolicy({ body: { text, since } }) };
}

function Outcome({ check, simulation }: Trial) {
  if (!check.ok) return <PolicyProblems problems={check.problems} />;
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <h3 className="font-semibold">
        {check.changes.length === 0 ? "It changes nothing of what holds" : "What it changes"}
      </h3>
      <ul className="flex flex-col gap-1">
        {check.changes.map(({ path, says, direction }) => (
          <li key={path}>
            <span className="font-semibold">{directions[direction]}</span>{" "}
            <code className="break-all font-mono text-dense">{path}</code>: {says}
          </li>
        ))}
      </ul>
      {simulation && <Replayed simulation={simulation} />}
    </div>
  );
}

const directions = { stricter: "↑ stricter", looser: "↓ looser", other: "• changed" } as const;

const verdicts = [
  ["run", "Ran by itself"],
  ["approve", "Waited for people"],
  ["by_hand", "By hand"],
  ["refuse", "Refused"],
] as const;

function Replayed({ simulation }: { readonly simulation: PolicySimulationWire }) {
  const { decisions, unreadable, before, after, changed, next } = simulation;
  if (decisions === 0) {
    return (
      <p>
        Nothing was decided in the last {daysBack} days{unreadable > 0 && " in a form that can be made again"}.
      </p>
    );
  }
  return (
    <>
      <table className="w-fit text-left text-dense" aria-label="Decisions by what became of them">
        <thead className="text-text-2">
          <tr>
            <th className="pr-6 font-normal">
              {next === undefined ? "" : "Newest "}
              {decisions} decisions
            </th>
            <th className="pr-6 text-right font-normal">Was</th>
            <th className="text-right font-normal">Would be</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(([verdict, says]) => (
            <tr key={verdict}>
              <td className="pr-6">{says}</td>
              <td className="pr-6 text-right">{before[verdict]}</td>
              <td className={`text-right ${before[verdict] === after[verdict] ? "" : "font-semibold"}`}>
                {after[verdict]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{changed.length === 0 ? "None of them would be another one." : `${changed.length} would be another one:`}</p>
      <ol className="flex flex-col gap-2">
        {changed.slice(0, mostShown).map((decision) => (
          <Changed key={decision.sequence} decision={decision} />
        ))}
      </ol>
      {next !== undefined && (
        <p className="text-text-1">
          Older ones: <code className="font-mono">npx steady policy simulate FILE --since {daysBack}d</code>
        </p>
      )}
    </>
  );
}

function Changed({ decision }: { readonly decision: SimulatedDecisionWire }) {
  const { at, executionId, stepId, environment, command, before, after, why } = decision;
  return (
    <li className="rounded-panel border border-line p-2">
      <p className="flex flex-wrap gap-x-3">
        <span className="font-semibold">
          {saySide(before)} → {saySide(after)}
        </span>
        <Link to="/executions/$executionId" params={{ executionId }} search={{ step: stepId }}>
          {stepId}
        </Link>
        <span>{environment}</span>
        <span className="text-text-1">
          <Moment at={at} />
        </span>
      </p>
      <code className="break-all font-mono text-dense">{command}</code>
      <ul className="text-dense text-text-1">
        {why.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </li>
  );
}

function saySide({ verdict, approvals }: SimulatedDecisionWire["before"]): string {
  if (verdict === "approve") return approvals === 1 ? "waits for one person" : `waits for ${approvals} people`;
  return { run: "runs by itself", by_hand: "by hand", refuse: "refused" }[verdict];
}
