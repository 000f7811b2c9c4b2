import type { DivergenceWire } from "@steadyhand/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem, client, useDivergence } from "../api/index.ts";
import { CommandTextBlock } from "../command-text/index.ts";
import { ProblemPanel } from "../frame/index.ts";
import { sayCount, sentence } from "../words/index.ts";

/** What a run did otherwise than its runbook, with the choice of what the runbook is to learn from it. */
export function DivergencePanel({ executionId }: { readonly executionId: string }) {
  const queries = useQueryClient();
  /** Chosen by name; until somebody chooses, what was edited, added and moved. */
  const [chosen, setChosen] = useState<readonly string[]>();
  const found = useDivergence(executionId, chosen);
  const apply = useMutation({
    mutationFn: (take: readonly string[]) =>
      client.applyDivergence({ parameters: { executionId }, body: { take: [...take] } }),
    onSuccess: ({ runbook }) => void queries.invalidateQueries({ queryKey: ["runbook", runbook.id] }),
  });
  if (found.status === "failed") {
    return <ProblemPanel problem={found.problem} title="What it did otherwise is not known" />;
  }
  if (found.status === "loading" || found.data.items.length === 0) return null;
  const { data } = found;
  const taken = chosen ?? data.items.filter(({ patch }) => patch !== "left").map(({ name }) => name);
  const changes = taken.length === 0 ? 0 : countWritten(data);
  const isWritable = changes > 0;
  return (
    <section aria-label="Divergence" className="panel flex flex-col gap-3 p-5">
      <h2 className="text-title">Done otherwise than the runbook says</h2>
      <ul className="flex flex-col gap-3">
        {data.items.map((item) => (
          <Item
            key={item.name}
            item={item}
            isTaken={taken.includes(item.name)}
            onTake={(isTaken) =>
              setChosen(isTaken ? [...taken, item.name] : taken.filter((name) => name !== item.name))
            }
          />
        ))}
      </ul>
      {apply.error && <ProblemPanel problem={asProblem(apply.error)} title="The runbook was not changed" />}
      {apply.data ? (
        <p role="status">
          Saved as{" "}
          <Link to="/runbooks/$runbookId" params={{ runbookId: data.runbookId }} search={{}} className="underline">
            version {apply.data.runbook.version} of the runbook
          </Link>
          .
        </p>
      ) : (
        <button
          type="button"
          className="button self-start"
          aria-disabled={apply.isPending || !isWritable}
          onClick={() => apply.isPending || !isWritable || apply.mutate(taken)}
        >
          {apply.isPending ? "Saving" : `Save ${sayCount(changes, "change")} as the runbook's next version`}
        </button>
      )}
    </section>
  );
}

function countWritten({ items }: DivergenceWire): number {
  return items.filter(({ patch }) => patch === "written").length;
}

function Item(props: {
  readonly item: DivergenceWire["items"][number];
  readonly isTaken: boolean;
  readonly onTake: (isTaken: boolean) => void;
}) {
  const { item, isTaken, onTake } = props;
  const { said, prescribed, done, kind, patch } = item;
  return (
    <li className="flex flex-col gap-2 rounded-panel border border-line bg-surface-0 p-2">
      {kind === "by_hand" ? (
        <p>{sentence(said)}</p>
      ) : (
        <label className="flex items-start gap-2">
          <input type="checkbox" className="mt-1" checked={isTaken} onChange={({ target }) => onTake(target.checked)} />
          <span>{sentence(said)}</span>
        </label>
      )}
      {prescribed !== undefined && <CommandTextBlock text={prescribed} label="The runbook says" />}
      {done !== undefined && <CommandTextBlock text={done} label="What ran" />}
      {isTaken && patch === "by_hand" && kind !== "by_hand" && (
        <p className="text-text-1">No text was found that says this: write it into the runbook by hand.</p>
      )}
    </li>
  );
}
