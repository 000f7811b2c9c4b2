import type { PolicyInForceWire } from "@steadyhand/api";
import { useState } from "react";
import { usePolicy } from "../api/index.ts";
import {
  BlindPanel,
  CopyButton,
  Loading,
  Moment,
  ProblemPanel,
  Reach,
  sayPolicySource,
  useTitle,
} from "../frame/index.ts";
import { PolicyProblems } from "./PolicyProblems.tsx";
import { PolicyTrial } from "./PolicyTrial.tsx";

/** How far things may run without a person here: what holds, where it comes from, and what is wrong with its file. */
export function PolicyPage() {
  const policy = usePolicy();
  useTitle("Policy");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Policy</h1>
          <p className="text-text-1">How far things may run without a person, and who must say yes.</p>
        </div>
        <Reach path="/policy" command="npx steady policy show" />
      </div>
      {policy.status === "loading" && <Loading what="the policy" />}
      {policy.status === "failed" && <ProblemPanel problem={policy.problem} onRetry={policy.retry} />}
      {policy.status === "ready" && (
        <>
          {policy.blind && <BlindPanel {...policy.blind} />}
          <InForce policy={policy.data} />
          <Settings sections={policy.data.sections} />
          <PolicyTrial />
        </>
      )}
    </div>
  );
}

function InForce({ policy }: { readonly policy: PolicyInForceWire }) {
  const { path, sha256, since, problems, document, source } = policy;
  return (
    <section aria-label="In force" className="panel flex flex-col gap-3 p-4">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-4">
        <Fact name="In force">
          {sayPolicySource(policy)}
          {source !== "standard" && (
            <>
              , <Moment at={since} />
            </>
          )}
        </Fact>
        <Fact name="File">
          <code className="break-all font-mono text-dense">{path}</code>
          {source === "standard" && problems.length === 0 && " (there is none)"}
        </Fact>
        <Fact name="Digest">
          <code className="font-mono text-dense" title={sha256}>
            {sha256.slice(0, 8)}…{sha256.slice(-8)}
          </code>
          <CopyButton text={sha256} label="Copy digest" />
        </Fact>
        <Fact name="As a file">
          <CopyButton text={() => JSON.stringify(document, undefined, 2)} label="Copy as JSON" />
        </Fact>
      </dl>
      {source === "standard" && problems.length === 0 && (
        <p>
          Write a file there to say otherwise; it counts within a second.{" "}
          <code className="font-mono">npx steady policy example</code> prints one to start from.
        </p>
      )}
      {problems.length > 0 && <PolicyProblems problems={problems} />}
    </section>
  );
}

function Settings({ sections }: Pick<PolicyInForceWire, "sections">) {
  const [isAll, setAll] = useState(true);
  const shown = sections
    .map(({ title, settings }) => ({ title, settings: settings.filter(({ isStandard }) => isAll || !isStandard) }))
    .filter(({ settings }) => settings.length > 0);
  return (
    <section aria-label="Settings" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2>What it says</h2>
        <button type="button" className="button" aria-pressed={!isAll} onClick={() => setAll(!isAll)}>
          Only what the file changes
        </button>
      </div>
      {shown.length === 0 && <p>Everything is as it is built in.</p>}
      <div className="gap-4 xl:columns-2">
        {shown.map(({ title, settings }) => (
          <section key={title} aria-label={title} className="panel mb-4 break-inside-avoid p-3">
            <h3 className="mb-2 font-semibold">{title}</h3>
            <dl className="flex flex-col">
              {settings.map(({ path, says, isStandard }) => (
                <div
                  key={path}
                  className="grid gap-x-4 border-line border-t py-1 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
                >
                  <dt className="break-words font-mono text-dense text-text-1">{path}</dt>
                  <dd className={`break-words ${isStandard ? "text-text-1" : "font-semibold"}`}>
                    {says}
                    {!isStandard && <span className="ml-2 font-normal text-dense text-text-2">from the file</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-dense text-text-2">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
