import { ProblemPanel } from "../frame/index.ts";
import { Mark } from "../timeline/index.ts";
import { sayDuration } from "../words/index.ts";
import { useDrill } from "./use-panic.ts";

/** Measures the way of a press without stopping anything. */
export function DrillPanel() {
  const drill = useDrill();
  return (
    <section aria-label="Drill" className="panel flex flex-col gap-3 p-4">
      <h2>Drill</h2>
      <p>A drill goes the way of a press to every process and node, stops nothing, and is recorded.</p>
      <button
        type="button"
        className="button self-start"
        aria-disabled={drill.isSending}
        onClick={() => drill.isSending || drill.run()}
      >
        Run a drill
      </button>
      {drill.problem && <ProblemPanel problem={drill.problem} />}
      {drill.result && (
        <div role="status">
          <p className="font-semibold">
            {drill.result.isSound
              ? `A press would have been everywhere within ${sayDuration(drill.result.tookMs)}.`
              : "A press would not have come through everywhere."}
          </p>
          <ul className="mt-2">
            {drill.result.parts.map(({ part, ok, tookMs, detail }) => (
              <li key={part} className="flex items-center gap-2">
                <Mark shape={ok ? "check" : "cross"} tone={ok ? "good" : "plain"} />
                {part}: {ok ? "ok" : "broken"}, {sayDuration(tookMs)}, {detail}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
