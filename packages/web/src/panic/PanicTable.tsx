import type { PanicRunWire, PanicViewWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { Mark } from "../timeline/index.ts";
import { sayCount, sayDuration } from "../words/index.ts";
import { sayRun, stopLook } from "./say-panic.ts";

/** Each node, and how long it took. One that has not answered stays here until it does. */
export function NodeTable({ nodes }: { readonly nodes: PanicViewWire["nodes"] }) {
  return (
    <section aria-label="Nodes" className="panel overflow-x-auto">
      <table className="w-full text-left">
        <caption className="px-3 pt-3 text-left font-semibold">Nodes</caption>
        <thead className="text-text-1">
          <tr>
            {["State", "Node", "Had running", "Seen after", ""].map((title) => (
              <th key={title} scope="col" className="px-3 py-2 font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {nodes.map(({ id, name, state, attempts, tookMs, problem }) => (
            <tr key={id} className="align-middle">
              <td className="px-3 py-2">
                <State state={state} />
              </td>
              <td className="break-all px-3 py-2 font-mono">{name}</td>
              <td className="px-3 py-2">{sayCount(attempts, "attempt")}</td>
              <td className="px-3 py-2">{tookMs === undefined ? "" : sayDuration(tookMs)}</td>
              <td className="px-3 py-2">{problem}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Each open run, those with processes first. */
export function RunTable({ runs }: { readonly runs: readonly PanicRunWire[] }) {
  if (runs.length === 0) return <p>No run is open.</p>;
  return (
    <section aria-label="Runs" className="panel overflow-x-auto">
      <table className="w-full text-left">
        <caption className="px-3 pt-3 text-left font-semibold">Runs</caption>
        <thead className="text-text-1">
          <tr>
            {["State", "Run", "Seen", "Node"].map((title) => (
              <th key={title} scope="col" className="px-3 py-2 font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {runs.map((run) => (
            <tr key={`${run.executionId}/${run.stepId}/${run.attempt}`} className="align-middle">
              <td className="px-3 py-2">
                <State state={run.state} />
              </td>
              <td className="px-3 py-2">
                <Link to="/executions/$executionId" params={{ executionId: run.executionId }} search={{}}>
                  {run.title ?? run.executionId}
                </Link>
                {run.title !== undefined && (
                  <code className="block break-all font-mono text-dense text-text-2 max-sm:hidden">
                    {run.executionId}
                  </code>
                )}
              </td>
              <td className="px-3 py-2">{sayRun(run)}</td>
              <td className="break-all px-3 py-2 font-mono">{run.node ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function State({ state }: { readonly state: PanicViewWire["stop"] }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Mark {...stopLook(state)} /> {state}
    </span>
  );
}
