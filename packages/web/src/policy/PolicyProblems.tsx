import type { PolicyProblemWire } from "@steadyhand/api";

/** What keeps a policy file from being used: each problem with its place and what is allowed there. */
export function PolicyProblems({ problems }: { readonly problems: readonly PolicyProblemWire[] }) {
  return (
    <ol className="flex flex-col gap-2" aria-label="Problems of the policy file">
      {problems.map(({ line, column, path, message, allowed }) => (
        <li key={`${line}:${column} ${path} ${message}`} className="rounded-panel border border-line p-2">
          <p>
            <span className="font-semibold">
              Line {line}, column {column}
            </span>
            {path !== "" && (
              <>
                {" "}
                <code className="break-all font-mono text-dense">{path}</code>
              </>
            )}
          </p>
          <p className="break-words">{message}</p>
          {allowed !== undefined && (
            <p className="text-text-1">
              Allowed: <span className="break-words">{allowed}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
