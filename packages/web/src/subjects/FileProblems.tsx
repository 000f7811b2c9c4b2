import type { UnusedSubjectFileWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { CopyButton } from "../frame/index.ts";

/** Files that describe a subject and cannot be used: nothing of them is watched. */
export function FileProblems({ problems }: { readonly problems: readonly UnusedSubjectFileWire[] }) {
  if (problems.length === 0) return null;
  return (
    <section
      aria-label="Files that cannot be used"
      className="hatched rounded-panel border-2 border-edge border-dashed p-3"
    >
      <div className="hatched-label flex flex-col gap-3">
        <h2>Not watched: {problems.length === 1 ? "a file" : `${problems.length} files`} cannot be used</h2>
        {problems.map(({ path, problems: all }) => (
          <div key={path}>
            <p className="flex flex-wrap items-center gap-x-2">
              <code className="break-all font-mono font-semibold">{path}</code>
              <CopyButton text={`npx steady subject lint ${path}`} label="Copy command" />
            </p>
            <ul className="list-disc pl-5">
              {all.map(({ line, column, message }) => (
                <li key={`${line}:${column} ${message}`}>
                  Line {line}, column {column}: <VisibleText text={message} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
