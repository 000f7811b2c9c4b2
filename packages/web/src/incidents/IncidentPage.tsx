import type { IncidentDetailWire } from "@steadyhand/api";
import { asProblem, client, useIncident, useIncidentWord, useInvestigation, useOpenApprovalsOf } from "../api/index.ts";
import { BlindPanel, Loading, ProblemPanel, useTitle } from "../frame/index.ts";
import { DiagnosisPanel, InvestigationSection, RemedyPanel } from "../investigations/index.ts";
import { IncidentHead } from "./IncidentHead.tsx";
import { type IncidentWord, IncidentWords } from "./IncidentWords.tsx";
import { NowCard } from "./NowCard.tsx";
import { ViolationList } from "./ViolationList.tsx";
import { whatIsNow } from "./what-is-now.ts";

/** One incident: first what waits for a person, then what is violated, why, what is done about it, and how it was found out. */
export function IncidentPage({ incidentId }: { readonly incidentId: string }) {
  const incident = useIncident(incidentId);
  useTitle(incident.status === "ready" ? incident.data.title : "Incident");
  if (incident.status === "loading") return <Loading what="the incident" />;
  if (incident.status === "failed") return <ProblemPanel problem={incident.problem} onRetry={incident.retry} />;
  return (
    <div className="flex flex-col gap-4">
      {incident.blind && <BlindPanel {...incident.blind} />}
      <IncidentHead incident={incident.data} />
      <Whole incident={incident.data} />
    </div>
  );
}

function Whole({ incident }: { readonly incident: IncidentDetailWire }) {
  const { investigations, handling, subject, violations } = incident;
  const newestFirst = investigations.toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
  // While another look goes on, what the last one came to is still what is known.
  const last = newestFirst.find(({ phase }) => phase === "concluded");
  const concluded = useInvestigation(last?.id);
  const known = concluded.status === "ready" ? concluded.data : undefined;
  const underWay = newestFirst.find(({ remedy }) => remedy && remedy.phase !== "ended");
  const approvals = useOpenApprovalsOf(underWay?.remedy?.executionId);
  const now = whatIsNow({ incident, handling, approvals, investigations: newestFirst });
  return (
    <>
      <NowCard now={now} subject={subject}>
        <Words incident={incident} isLooking={newestFirst[0]?.phase === "looking"} />
      </NowCard>
      <ViolationList violations={violations} />
      {concluded.status === "failed" && <ProblemPanel problem={concluded.problem} onRetry={concluded.retry} />}
      {known?.diagnosis && <DiagnosisPanel diagnosis={known.diagnosis} />}
      {last?.remedy && <RemedyPanel remedy={last.remedy} />}
      <InvestigationSection investigations={newestFirst} />
    </>
  );
}

function Words(props: { readonly incident: IncidentDetailWire; readonly isLooking: boolean }) {
  const { id: incidentId, can } = props.incident;
  const said = useIncidentWord(async ({ word, why }: { readonly word: IncidentWord; readonly why: string }) => {
    await says[word]({ parameters: { incidentId }, body: { why } });
  });
  return (
    <IncidentWords
      can={can.filter((word) => word !== "investigate" || !props.isLooking)}
      isSending={said.isPending}
      problem={said.error ? asProblem(said.error) : undefined}
      onOpen={said.reset}
      onWord={(word, why) => said.mutateAsync({ word, why })}
    />
  );
}

const says = {
  hold: client.holdIncident,
  unhold: client.unholdIncident,
  investigate: client.investigateIncident,
  resolve: client.resolveIncident,
} as const;
