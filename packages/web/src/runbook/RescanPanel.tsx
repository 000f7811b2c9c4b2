import type { RescanResultWire, RunbookWire } from "@steadyhand/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { asProblem, client } from "../api/index.ts";
import { CommandTextBlock } from "../command-text/index.ts";
import { ProblemPanel } from "../frame/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { sayCount } from "../words/index.ts";
import { scannersOf } from "./scanners-of.ts";

/** By which tables the runbook was judged, and what the ones of now would say: shown first, kept only when asked. */
export function RescanPanel({
  runbook,
  scannerVersion,
}: {
  readonly runbook: RunbookWire;
  /** The tables of now. */
  readonly scannerVersion: string;
}) {
  const { id, parsed } = runbook;
  const queries = useQueryClient();
  const rescan = useMutation({
    mutationFn: (dryRun: boolean) => client.rescanRunbooks({ body: { runbookId: id, dryRun } }),
    onSuccess: ({ dryRun }) => {
      if (dryRun) return;
      void queries.invalidateQueries({ queryKey: ["runbook", id] });
      void queries.invalidateQueries({ queryKey: ["classification", id] });
    },
  });
  const versions = scannersOf(parsed);
  if (versions.length === 0) return null;
  const isOld = versions.some((version) => version !== scannerVersion);
  return (
    <section aria-label="Judged by" className="panel flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className={isOld ? "font-semibold" : "text-text-1"}>
          Judged with scanner {versions.join(", ")}
          {isOld ? `; the one of now is ${scannerVersion}.` : ", which is the one of now."}
        </p>
        <button
          type="button"
          className="button"
          aria-disabled={rescan.isPending}
          onClick={() => rescan.isPending || rescan.mutate(true)}
        >
          {rescan.isPending ? "Judging again" : "Show what a re-scan would change"}
        </button>
      </div>
      {rescan.error && <ProblemPanel problem={asProblem(rescan.error)} title="It was not judged again" />}
      {rescan.data && <Changes result={rescan.data} isPending={rescan.isPending} onKeep={() => rescan.mutate(false)} />}
    </section>
  );
}

function Changes(props: {
  readonly result: RescanResultWire;
  readonly isPending: boolean;
  readonly onKeep: () => void;
}) {
  const { result, isPending, onKeep } = props;
  const { dryRun, changed, commands, scannerVersion } = result;
  const judged = `${sayCount(commands, "command")} judged with scanner ${scannerVersion}`;
  if (changed.length === 0)
    return (
      <p role="status">
        {judged}: nothing {dryRun ? "would change" : "changed"}.
      </p>
    );
  return (
    <div className="flex flex-col gap-3">
      <p role="status">
        {judged}: {sayCount(changed.length, "judgement")}{" "}
        {dryRun ? "would change. Nothing is kept yet." : "changed, and kept beside what was said before."}
      </p>
      <ul className="flex flex-col gap-3">
        {changed.map((change) => (
          <Change key={`${change.stepId}-${change.purpose}`} change={change} />
        ))}
      </ul>
      {dryRun && (
        <button
          type="button"
          className="button self-start"
          aria-disabled={isPending}
          onClick={() => isPending || onKeep()}
        >
          Re-scan, and keep it
        </button>
      )}
    </div>
  );
}

function Change({ change }: { readonly change: RescanResultWire["changed"][number] }) {
  const { number, purpose, command, before, after } = change;
  return (
    <li className="rounded-panel border border-line bg-surface-0 p-2">
      <CommandTextBlock
        text={command}
        label={purpose === "rollback" ? `Rollback of step ${number}` : `Step ${number}`}
      />
      <dl className="mt-2 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1 text-dense">
        {[
          { name: "Before", side: before },
          { name: "Now", side: after },
        ].map(({ name, side }) => (
          <div key={name} className="contents">
            <dt className="text-text-2">{name}</dt>
            <dd className="flex flex-wrap items-center gap-2">
              <RiskBadge risk={side.final} />
              <span>
                scanner {side.scanner}. {side.why}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
