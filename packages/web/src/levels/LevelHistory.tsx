import type { LevelScopeWire } from "@steadyhand/api";
import { useLevelHistory } from "../api/index.ts";
import { Loading, Moment, ProblemPanel } from "../frame/index.ts";

/** Every level that a scope has had, newest first, with who, when and why. */
export function LevelHistory({ scope }: { readonly scope: LevelScopeWire }) {
  const level = useLevelHistory(scope);
  if (level.status === "loading") return <Loading what="the history" rows={2} />;
  if (level.status === "failed") return <ProblemPanel problem={level.problem} onRetry={level.retry} />;
  const { history } = level.data;
  if (history.length === 0) return <p>Nobody has set a level.</p>;
  return (
    <ol className="flex flex-col gap-2">
      {history.map(({ level: said, from, how, by, at, why }) => (
        <li key={`${at} ${said}`} className="border-line border-t pt-2">
          <p className="font-semibold">
            {from === undefined ? `L${said}` : `L${from} to L${said}`}, {how} by {by.name}
          </p>
          <p className="text-dense text-text-2">
            <Moment at={at} />
          </p>
          <p className="break-words">{why}</p>
        </li>
      ))}
    </ol>
  );
}
