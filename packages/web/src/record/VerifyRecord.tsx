import type { LedgerReportWire } from "@steadyhand/api";
import { useMutation } from "@tanstack/react-query";
import { asProblem, client } from "../api/index.ts";
import { CopyButton, Moment, ProblemPanel } from "../frame/index.ts";
import { sayCount } from "../words/index.ts";

/** Checks the whole record, and says exactly what was found. */
export function VerifyRecord() {
  const check = useMutation({ mutationFn: () => client.verifyLedger() });
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <button type="button" className="button self-start" disabled={check.isPending} onClick={() => check.mutate()}>
        {check.isPending ? "Verifying the record" : "Verify the record"}
      </button>
      <div aria-live="polite">
        {check.data && <Report report={check.data} at={new Date(check.submittedAt)} />}
        {check.error && <ProblemPanel problem={asProblem(check.error)} title="The record could not be verified" />}
      </div>
    </div>
  );
}

function Report({ report, at }: { readonly report: LedgerReportWire; readonly at: Date }) {
  if (report.ok) {
    return (
      <p className="panel p-3">
        <span className="font-semibold">The record is whole:</span> {sayCount(report.events, "event")}, head{" "}
        <code className="font-mono" title={report.head}>
          {report.head.slice(0, 12)}…
        </code>
        , {report.anchors === 1 ? "1 checkpoint agrees" : `${report.anchors} checkpoints agree`}. As of{" "}
        <Moment at={at.toISOString()} />. <CopyButton text={report.head} label="Copy head" />
      </p>
    );
  }
  return (
    <div role="alert" className="panel border-2 border-edge p-3">
      <p className="font-semibold">The record is not whole.</p>
      <p>{report.problem}</p>
      <p className="text-text-1">
        {report.sequence !== undefined && <>At event {report.sequence}. </>}
        {sayCount(report.events, "event")} read. <code className="font-mono text-dense">{report.code}</code>{" "}
        <CopyButton text={`${report.code}: ${report.problem}`} label="Copy code" />
      </p>
      <p className="mt-2">
        Keep the data folder as it is, export the record, and compare it with a copy kept elsewhere.
      </p>
    </div>
  );
}
