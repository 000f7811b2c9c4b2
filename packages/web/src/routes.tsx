import { createRootRoute, createRoute, createRouter, Link, useNavigate } from "@tanstack/react-router";
import { asProblem } from "./api/index.ts";
import { ApprovalsPage, WaitingCount } from "./approval/index.ts";
import { ExecutionPage, ExecutionsPage } from "./execution/index.ts";
import { Empty, Frame, ProblemPanel } from "./frame/index.ts";
import { HomePage } from "./home/index.ts";
import { IncidentPage, IncidentsPage, OpenCount } from "./incidents/index.ts";
import { LevelsPage } from "./levels/index.ts";
import { PanicBanner, PanicButton, PanicPage } from "./panic/index.ts";
import { PolicyPage } from "./policy/index.ts";
import { AuditPage, type AuditSearch, readAuditSearch } from "./record/index.ts";
import { createDraft, PastePage, RunbookPage, RunbooksPage } from "./runbook/index.ts";
import { SchedulesPage } from "./schedule/index.ts";
import { SessionGate } from "./session/index.ts";
import { StatusProvider, useSignedIn } from "./signed-in.ts";
import { SubjectPage, SubjectsPage } from "./subjects/index.ts";

const draft = createDraft(window.sessionStorage);

const root = createRootRoute({
  component: () => (
    <SessionGate>
      {({ status, blind }) => (
        <StatusProvider value={status}>
          <Frame
            status={status}
            blind={blind}
            panic={<PanicButton />}
            alarm={<PanicBanner me={status.actor} />}
            waiting={<WaitingCount />}
            open={<OpenCount />}
          />
        </StatusProvider>
      )}
    </SessionGate>
  ),
  notFoundComponent: () => (
    <Empty says="There is no page at this address.">
      <Link to="/">Go to the home page</Link>
    </Empty>
  ),
  errorComponent: ({ error, reset }) => <ProblemPanel problem={asProblem(error)} onRetry={reset} />,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: function Home() {
    const navigate = useNavigate();
    const onText = (text: string) => {
      draft.write(text);
      void navigate({ to: "/paste" });
    };
    return <HomePage status={useSignedIn()} draft={draft.read()} onText={onText} />;
  },
});

const paste = createRoute({
  getParentRoute: () => root,
  path: "/paste",
  component: function Paste() {
    return <PastePage draft={draft} secondKey={useSignedIn().secondKey} />;
  },
});

const runbooks = createRoute({ getParentRoute: () => root, path: "/runbooks", component: RunbooksPage });

const runbook = createRoute({
  getParentRoute: () => root,
  path: "/runbooks/$runbookId",
  validateSearch: ({ version }: Record<string, unknown>): { version?: number } =>
    Number.isInteger(version) ? { version: Number(version) } : {},
  component: function Runbook() {
    const { runbookId } = runbook.useParams();
    const { version } = runbook.useSearch();
    return <RunbookPage runbookId={runbookId} version={version} status={useSignedIn()} />;
  },
});

const executions = createRoute({ getParentRoute: () => root, path: "/executions", component: ExecutionsPage });

const approvals = createRoute({ getParentRoute: () => root, path: "/approvals", component: ApprovalsPage });

const execution = createRoute({
  getParentRoute: () => root,
  path: "/executions/$executionId",
  validateSearch: ({ step }: Record<string, unknown>): { step?: string } => (typeof step === "string" ? { step } : {}),
  component: function Execution() {
    const { executionId } = execution.useParams();
    const { step } = execution.useSearch();
    return <ExecutionPage executionId={executionId} stepId={step} me={useSignedIn().actor} />;
  },
});

const incidents = createRoute({ getParentRoute: () => root, path: "/incidents", component: IncidentsPage });

const incident = createRoute({
  getParentRoute: () => root,
  path: "/incidents/$incidentId",
  component: function Incident() {
    return <IncidentPage incidentId={incident.useParams().incidentId} />;
  },
});

const subjects = createRoute({ getParentRoute: () => root, path: "/subjects", component: SubjectsPage });

const subject = createRoute({
  getParentRoute: () => root,
  path: "/subjects/$name",
  component: function Subject() {
    const navigate = useNavigate();
    const onProposed = (executionId: string) =>
      void navigate({ to: "/executions/$executionId", params: { executionId }, search: {} });
    return <SubjectPage name={subject.useParams().name} onProposed={onProposed} />;
  },
});

const schedules = createRoute({ getParentRoute: () => root, path: "/schedules", component: SchedulesPage });

const levels = createRoute({
  getParentRoute: () => root,
  path: "/levels",
  component: function Levels() {
    return <LevelsPage me={useSignedIn().actor} />;
  },
});

const panic = createRoute({
  getParentRoute: () => root,
  path: "/panic",
  component: function Panic() {
    return <PanicPage me={useSignedIn().actor} />;
  },
});

const policy = createRoute({ getParentRoute: () => root, path: "/policy", component: PolicyPage });

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: function Audit() {
    const navigate = useNavigate();
    const onSearch = (search: AuditSearch) =>
      void navigate({ to: "/audit", search: readAuditSearch({ ...search }), replace: true });
    return <AuditPage search={audit.useSearch()} onSearch={onSearch} />;
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    paste,
    runbooks,
    runbook,
    approvals,
    executions,
    execution,
    incidents,
    incident,
    subjects,
    subject,
    schedules,
    levels,
    policy,
    audit,
    panic,
  ]),
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
