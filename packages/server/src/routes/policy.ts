import {
  CheckPolicyBody,
  DecisionExplanation,
  type DecisionExplanationWire,
  ExplanationQuery,
  PolicyCheck,
  type PolicyCheckWire,
  PolicyInForce,
  PolicySimulation,
  ProposalParams,
  SimulatePolicyBody,
} from "@steadyhand/api";
import type { AuditEvent } from "@steadyhand/core/audit";
import { currentStep, type Execution, stepState } from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Policy } from "@steadyhand/core/policy";
import type { StepId } from "@steadyhand/core/runbook";
import type { Caller, Ledger } from "@steadyhand/engine";
import { diffPolicies, policySha256, readPolicy, sayProblem } from "@steadyhand/policy";
import { type Route, route } from "../http/route.ts";
import { simulate } from "../policy/simulate.ts";
import { presentExplanation, presentPolicyInForce, presentSimulated, recordedDecision } from "../present/policy.ts";
import type { Services } from "../services.ts";
import { ExecutionParams, ids } from "./ids.ts";

/** How many recorded decisions one answer replays: the rest comes with the next question. */
const decisionsAPage = 500;

export function policyRoutes({ policy, engine, ledger }: Services): Route[] {
  return [
    route({
      operation: "getPolicy",
      summary: "The policy in force, where it comes from, and what is wrong with its file",
      answer: PolicyInForce,
      handle: async () => presentPolicyInForce(policy.path, policy.state()),
    }),
    route({
      operation: "checkPolicy",
      summary: "Reads a text as a policy and says what it would change; nothing comes into force",
      body: CheckPolicyBody,
      answer: PolicyCheck,
      async handle({ body: { text } }): Promise<PolicyCheckWire> {
        const read = readPolicy(text);
        if (!read.ok) return { ok: false, problems: [...read.problems] };
        const changes = diffPolicies(policy.state().inForce.policy, read.policy);
        return { ok: true, sha256: policySha256(read.policy), changes: [...changes] };
      },
    }),
    route({
      operation: "simulatePolicy",
      summary: "What recorded decisions would have been under another policy, newest first",
      body: SimulatePolicyBody,
      answer: PolicySimulation,
      async handle({ caller, body: { text, since, after } }) {
        const { items, next } = await ledger.list(
          caller.tenantId,
          { type: "step.proposed", since: new Date(since) },
          { limit: decisionsAPage, ...(after !== undefined && { after }) },
        );
        const { changed, ...counts } = simulate(items, orRefuse(text));
        return {
          ...{ since, ...counts },
          changed: changed.map(({ event, after: decision, why }) => presentSimulated(event, decision, why)),
          ...(next !== undefined && { next }),
        };
      },
    }),
    route({
      operation: "explainDecision",
      summary: "Why the gate decided of a step as it did: every cap, rule and demand, with its reason",
      params: ExecutionParams,
      query: ExplanationQuery.extend({ stepId: ids.stepId.optional() }),
      answer: DecisionExplanation,
      async handle({ caller, params: { executionId }, query }) {
        const { execution, version } = await engine.get(caller, executionId);
        const stepId = query.stepId ?? currentStep(execution, version.plan)?.id;
        return explanation(await lastProposal(ledger, caller, { executionId, stepId }), execution);
      },
    }),
    route({
      operation: "explainProposal",
      summary: "The same of one proposal, by its digest",
      params: ProposalParams,
      answer: DecisionExplanation,
      async handle({ caller, params: { digest } }) {
        const event = await proposalWith(ledger, caller, digest);
        const { execution } = await engine.get(caller, recordedDecision(event).proposal.executionId);
        return explanation(event, execution);
      },
    }),
  ];
}

function explanation(event: AuditEvent, execution: Execution): DecisionExplanationWire {
  const state = event.stepId && stepState(execution, event.stepId);
  const { digest } = recordedDecision(event);
  const isOpen = state?.phase === "awaiting_approval" && state.approval.request.digest === digest;
  return presentExplanation(event, { isOpen });
}

/** How far back a digest is looked for: whoever has one looks at a question that is open, or was lately. */
const mostPages = 20;

async function proposalWith(ledger: Ledger, { tenantId }: Caller, digest: string): Promise<AuditEvent> {
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = { limit: decisionsAPage, ...(after !== undefined && { after }) };
    const { items, next } = await ledger.list(tenantId, { type: "step.proposed" }, page);
    const found = items.find((event) => recordedDecision(event).digest.startsWith(digest));
    if (found) return found;
    if (next === undefined) break;
    after = next;
  }
  throw new OpsError(`Cannot explain proposal ${digest}: the record holds none with this digest of late`, {
    kind: "not_found",
    code: "proposal.not_found",
    hint: "Name the execution and its step instead: `steady policy explain EXECUTION STEP`",
  });
}

/** The newest proposal of a step; of the whole execution when there is no step to ask about. */
async function lastProposal(
  ledger: Ledger,
  { tenantId }: Caller,
  { executionId, stepId }: { readonly executionId: ExecutionId; readonly stepId: StepId | undefined },
): Promise<AuditEvent> {
  for (let after: string | undefined; ; ) {
    const page = { limit: 100, ...(after !== undefined && { after }) };
    const { items, next } = await ledger.list(tenantId, { executionId, type: "step.proposed" }, page);
    const found = items.find((event) => stepId === undefined || event.stepId === stepId);
    if (found) return found;
    if (next === undefined) break;
    after = next;
  }
  const what = stepId === undefined ? "it" : `step ${stepId} of ${executionId}`;
  throw new OpsError(`Cannot explain a decision of ${executionId}: nothing was decided of ${what} yet`, {
    kind: "not_found",
    code: "decision.not_found",
    hint: "A step is judged when its turn comes; `steady executions show` says which step that is",
  });
}

function orRefuse(text: string): Policy {
  const read = readPolicy(text);
  if (read.ok) return read.policy;
  const [first, ...more] = read.problems;
  const place = first === undefined ? "" : ` line ${first.line}, column ${first.column}: ${sayProblem(first)}`;
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  throw new OpsError(`Cannot simulate under this policy:${place}${others}`, {
    kind: "invalid",
    code: "policy.invalid",
    hint: "`steady policy check FILE` lists every problem",
  });
}
