import type { PanicViewWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { BlindPanel, Loading, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { DrillPanel } from "./DrillPanel.tsx";
import { NodeTable, RunTable } from "./PanicTable.tsx";
import { ResumePanel } from "./ResumePanel.tsx";
import { usePanic } from "./use-panic.ts";

/** How panic stands, run by run and node by node, and how it ends. */
export function PanicPage({ me }: { readonly me: { readonly id: string } }) {
  const panic = usePanic();
  useTitle("Panic");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>Panic</h1>
        <Reach path="/panic" command="npx steady panic status" />
      </div>
      {panic.status === "loading" && <Loading what="panic" />}
      {panic.status === "failed" && <ProblemPanel problem={panic.problem} onRetry={panic.retry} />}
      {panic.status === "ready" && (
        <>
          {panic.blind && <BlindPanel {...panic.blind} />}
          {panic.data.press ? <On view={panic.data} press={panic.data.press} me={me} /> : <Off view={panic.data} />}
        </>
      )}
    </div>
  );
}

function Off({ view: { startsRefused } }: { readonly view: PanicViewWire }) {
  return (
    <>
      <p>
        Panic is off. Press it with the button above, with <kbd className="key">!</kbd> twice, with{" "}
        <code className="font-mono">steady panic</code>, or by a file called <code className="font-mono">PANIC</code> in
        the data folder.
      </p>
      <p>
        What a panic paused stays paused until somebody resumes it: <Link to="/executions">see the executions</Link>.
      </p>
      {startsRefused && <p className="font-semibold">Nothing starts all the same: {startsRefused.message}.</p>}
      <DrillPanel />
    </>
  );
}

function On(props: {
  readonly view: PanicViewWire;
  readonly press: NonNullable<PanicViewWire["press"]>;
  readonly me: { readonly id: string };
}) {
  const { view, press, me } = props;
  // What somebody asks of a second person comes first; otherwise what is not yet stopped does.
  const isAsked = view.resumption.phase === "asked";
  const end = <ResumePanel view={view} me={me} />;
  return (
    <>
      {press.kill && <p className="text-lead">What ran was ended, not only paused.</p>}
      {view.record === "owed" && <p>Not all of it is in the record yet; that is tried until it is.</p>}
      {isAsked && end}
      <NodeTable nodes={view.nodes} />
      <RunTable runs={view.runs} />
      {!isAsked && end}
    </>
  );
}
