import type { SubjectWire } from "@steadyhand/api";
import type { ReactNode } from "react";
import { asProblem, useProposal, useSubject } from "../api/index.ts";
import { VisibleText } from "../command-text/index.ts";
import { BlindPanel, Loading, ProblemPanel, Reach, useNow, useTitle } from "../frame/index.ts";
import { IncidentsOf } from "../incidents/index.ts";
import { Standing } from "../timeline/index.ts";
import { sayDuration } from "../words/index.ts";
import { ActionCard } from "./ActionCard.tsx";
import { InvariantList } from "./InvariantList.tsx";
import { MemberList } from "./MemberList.tsx";
import { SampleTable } from "./SampleTable.tsx";
import { SeenAt } from "./SeenAt.tsx";
import { isStale, subjectLook } from "./subject-look.ts";

/** One system as it was last seen: its members, what must hold, what cannot be seen, and what can be done with it. */
export function SubjectPage(props: { readonly name: string; readonly onProposed: (executionId: string) => void }) {
  const { name, onProposed } = props;
  const subject = useSubject(name);
  useTitle(name);
  if (subject.status === "loading") return <Loading what={name} />;
  if (subject.status === "failed") return <ProblemPanel problem={subject.problem} onRetry={subject.retry} />;
  return (
    <div className="flex flex-col gap-4">
      {subject.blind && <BlindPanel {...subject.blind} />}
      <Whole subject={subject.data} onProposed={onProposed} />
    </div>
  );
}

function Whole({
  subject,
  onProposed,
}: {
  readonly subject: SubjectWire;
  readonly onProposed: (executionId: string) => void;
}) {
  const { name, members, invariants, blind, samples, faults, topology } = subject;
  const stale = isStale(subject, useNow());
  return (
    <>
      <Head subject={subject} isStale={stale} />
      <IncidentsOf subject={name} />
      {blind.length > 0 && <BlindSpots blind={blind} />}
      <Part title="Members">
        <MemberList members={members} isStale={stale} />
      </Part>
      <Part title="What must hold">
        <InvariantList invariants={invariants} isStale={stale} />
      </Part>
      <Actions subject={subject} onProposed={onProposed} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Part title="What was read">
          <SampleTable samples={samples} />
        </Part>
        <div className="flex flex-col gap-4">
          <Part title="The ways in which it is known to break">
            {faults.length === 0 && <p className="text-text-1">None is described.</p>}
            <ul className="list-disc pl-5">
              {faults.map((fault) => (
                <li key={fault.name}>
                  {fault.title} <code className="font-mono text-dense text-text-1">{fault.name}</code>
                </li>
              ))}
            </ul>
          </Part>
          {topology.length > 0 && (
            <Part title="Who depends on whom">
              <ul>
                {topology.map(({ from, to, what }) => (
                  <li key={`${from} ${to} ${what}`}>
                    <code className="font-mono">{from}</code> → <code className="font-mono">{to}</code>:{" "}
                    <VisibleText text={what} />
                  </li>
                ))}
              </ul>
            </Part>
          )}
        </div>
      </div>
    </>
  );
}

function Head({ subject, isStale: stale }: { readonly subject: SubjectWire; readonly isStale: boolean }) {
  const { name, kind, environment, project, level, isDisposable, everyMs, path } = subject;
  return (
    <header className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1>{name}</h1>
        <Standing look={subjectLook(subject, stale)} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dense text-text-1">
        <SeenAt subject={subject} />
        <span>
          {kind}, {environment}
          {project !== undefined && `, project ${project}`}
          {isDisposable && ", disposable"}
        </span>
        <span>
          looked at every {sayDuration(everyMs)}
          {level !== undefined && `, asks for at most L${level}`}
        </span>
        <code className="break-all font-mono">{path}</code>
        <Reach path={`/subjects/${name}`} command={`npx steady subjects show ${name}`} />
      </div>
    </header>
  );
}

function BlindSpots({ blind }: Pick<SubjectWire, "blind">) {
  return (
    <section
      aria-label="What could not be seen"
      className="hatched rounded-panel border-2 border-edge border-dashed p-3"
    >
      <div className="hatched-label">
        <h2>What could not be seen</h2>
        <ul className="list-disc pl-5">
          {blind.map(({ what, member, why }) => (
            <li key={`${what} ${member ?? ""}`}>
              <code className="font-mono">{what}</code>
              {member !== undefined && (
                <>
                  {" "}
                  of <code className="font-mono">{member}</code>
                </>
              )}
              : <VisibleText text={why} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Actions({
  subject,
  onProposed,
}: {
  readonly subject: SubjectWire;
  readonly onProposed: (executionId: string) => void;
}) {
  const proposed = useProposal(onProposed);
  const { name, actions } = subject;
  const propose = {
    isSending: proposed.isPending,
    problem: proposed.error ? asProblem(proposed.error) : undefined,
    onOpen: proposed.reset,
  };
  return (
    <Part title="What can be done with it">
      {actions.length === 0 && <p className="text-text-1">It offers no action.</p>}
      <ul className="divide-y divide-line">
        {actions.map((action) => (
          <ActionCard
            key={action.name}
            action={action}
            subject={name}
            propose={{
              ...propose,
              onPropose: (chosen, { parameters, why }) =>
                proposed.mutate({ parameters: { subject: name, action: chosen }, body: { parameters, why } }),
            }}
          />
        ))}
      </ul>
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="panel min-w-0 p-4">
      <h2 className="mb-2">{title}</h2>
      {children}
    </section>
  );
}
