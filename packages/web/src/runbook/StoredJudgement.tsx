import { useClassification } from "../api/index.ts";
import { Moment } from "../frame/index.ts";

/** When and why the judgement above was made: it is kept, not made anew for whoever looks. */
export function StoredJudgement(step: {
  readonly runbookId: string;
  readonly version: number;
  readonly stepId: string;
}) {
  const stored = useClassification(step);
  if (stored.status === "loading") return <p className="mt-2 text-dense text-text-2">Reading when it was judged</p>;
  if (stored.status === "failed") return <p className="mt-2 text-dense text-text-2">{stored.problem.detail}</p>;
  const { occasion, judgedAt } = stored.data;
  return (
    <p className="mt-2 text-dense text-text-2">
      Judged when it was {occasion}, <Moment at={judgedAt} />.
    </p>
  );
}
