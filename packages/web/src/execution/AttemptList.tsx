import type { AttemptWire } from "@steadyhand/api";
import { useMemo } from "react";
import { useOutputs } from "../api/index.ts";
import { Loading, Moment, ProblemPanel } from "../frame/index.ts";
import { createOutputCollector, OutputPane, type OutputStream } from "../output/index.ts";
import { Mark } from "../timeline/index.ts";
import { sayBytes, sayDuration } from "../words/index.ts";
import { attemptLook } from "./phase-words.ts";

/** Every attempt of one step, newest first: how it ended, and what it wrote. */
export function AttemptList(props: {
  readonly executionId: string;
  readonly stepId: string;
  readonly revision: string;
}) {
  const { executionId, stepId, revision } = props;
  const outputs = useOutputs(executionId, revision);
  if (outputs.status === "loading") return <Loading what="the attempts" rows={2} />;
  if (outputs.status === "failed") return <ProblemPanel problem={outputs.problem} onRetry={outputs.retry} />;
  const attempts = outputs.data.steps.find((step) => step.stepId === stepId)?.attempts ?? [];
  if (attempts.length === 0) return null;
  return (
    <ol aria-label="Attempts" className="flex flex-col gap-4">
      {attempts.toReversed().map((attempt) => (
        <li key={attempt.attempt}>
          <Attempt attempt={attempt} stepId={stepId} />
        </li>
      ))}
    </ol>
  );
}

function Attempt({ attempt, stepId }: { readonly attempt: AttemptWire; readonly stepId: string }) {
  const { outcome, exitCode, signal, startedAt, endedAt, detail, orphans } = attempt;
  const look = attemptLook(attempt);
  const tookMs = startedAt === undefined ? undefined : Date.parse(endedAt) - Date.parse(startedAt);
  return (
    <article className="flex flex-col gap-2">
      <div className={`flex flex-wrap items-center gap-x-3 gap-y-1 ${look.isBlind ? "hatched rounded-panel p-2" : ""}`}>
        <Mark shape={look.shape} tone={look.tone} isBlind={look.isBlind ?? false} />
        <span className={look.isBlind ? "hatched-label font-semibold" : "font-semibold"}>
          {attempt.guard === undefined ? `Attempt ${attempt.attempt}` : `Guard ${attempt.guard}`}: {look.word}
        </span>
        <span className={`flex flex-wrap gap-x-3 text-dense text-text-1 ${look.isBlind ? "hatched-label" : ""}`}>
          {exitCode !== undefined && <span>exit status {exitCode}</span>}
          {signal !== undefined && <span>signal {signal}</span>}
          {tookMs !== undefined && <span>took {sayDuration(tookMs)}</span>}
          <span>
            ended <Moment at={endedAt} />
          </span>
        </span>
      </div>
      {detail !== undefined && outcome !== "succeeded" && <p>{detail}</p>}
      {orphans.length > 0 && (
        <p>
          It left processes behind, which were ended:{" "}
          <code className="font-mono text-dense">
            {orphans.map(({ pid, command }) => `${pid} ${command}`).join(", ")}
          </code>
        </p>
      )}
      {(["stdout", "stderr"] as const).map((stream) => (
        <Stream key={stream} attempt={attempt} stream={stream} stepId={stepId} />
      ))}
    </article>
  );
}

function Stream(props: { readonly attempt: AttemptWire; readonly stream: OutputStream; readonly stepId: string }) {
  const { attempt, stream, stepId } = props;
  const { text, bytes, keptBytes, truncated, sha256, unreadable } = attempt[stream];
  const output = useMemo(() => {
    const collector = createOutputCollector();
    collector.push(stream, text);
    return collector.read();
  }, [text, stream]);
  if (bytes === 0 && stream === "stderr") return null;
  if (unreadable !== undefined) {
    return (
      <p role="alert">
        {unreadable.why} <code className="font-mono text-dense">[{unreadable.code}]</code>
      </p>
    );
  }
  return (
    <div>
      <OutputPane
        label={stream}
        output={output}
        isLive={false}
        fileName={`${stepId}-attempt-${attempt.attempt}-${stream}.txt`}
      />
      {truncated && (
        <p className="mt-1 text-dense text-text-1">
          It wrote {sayBytes(bytes)}, of which {sayBytes(keptBytes)} were kept. SHA-256 of all of it:{" "}
          <code className="break-all font-mono">{sha256}</code>
        </p>
      )}
    </div>
  );
}
