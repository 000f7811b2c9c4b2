/** Method and path of one endpoint. `:name` in a path is filled from the parameters. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
}

/** Every endpoint of the API by its operation id. The server registers these; the client calls them. */
export const endpoints = {
  getStatus: { method: "GET", path: "/v1/status" },
  signIn: { method: "POST", path: "/v1/session" },
  signOut: { method: "DELETE", path: "/v1/session" },
  parseRunbook: { method: "POST", path: "/v1/runbooks/parse" },
  importRunbook: { method: "POST", path: "/v1/runbooks" },
  listRunbooks: { method: "GET", path: "/v1/runbooks" },
  getRunbook: { method: "GET", path: "/v1/runbooks/:runbookId" },
  assessRunbook: { method: "POST", path: "/v1/runbooks/assess" },
  rescanRunbooks: { method: "POST", path: "/v1/runbooks/rescan" },
  getClassification: { method: "GET", path: "/v1/classifications/:stepId" },
  checkModel: { method: "POST", path: "/v1/model/check" },
  classify: { method: "POST", path: "/v1/classify" },
  startExecution: { method: "POST", path: "/v1/executions" },
  listExecutions: { method: "GET", path: "/v1/executions" },
  getExecution: { method: "GET", path: "/v1/executions/:executionId" },
  /**
   * Server-sent events: `execution` (an `ExecutionUpdate`; the first holds every step), `output` (an `OutputEvent`), and
   * `restart` for a reader that was too slow: a full update and the output so far follow it.
   */
  watchExecution: { method: "GET", path: "/v1/executions/:executionId/events" },
  continueExecution: { method: "POST", path: "/v1/executions/:executionId/continue" },
  listApprovals: { method: "GET", path: "/v1/approvals" },
  getApproval: { method: "GET", path: "/v1/approvals/:approvalId" },
  commandExecution: { method: "POST", path: "/v1/executions/:executionId/commands" },
  decideApproval: { method: "POST", path: "/v1/executions/:executionId/steps/:stepId/decision" },
  commandStep: { method: "POST", path: "/v1/executions/:executionId/steps/:stepId/commands" },
  getDivergence: { method: "GET", path: "/v1/executions/:executionId/divergence" },
  applyDivergence: { method: "POST", path: "/v1/executions/:executionId/divergence" },
  followUpExecution: { method: "POST", path: "/v1/executions/:executionId/follow-up" },
  listActions: { method: "GET", path: "/v1/actions" },
  getAction: { method: "GET", path: "/v1/actions/:name" },
  listIncidents: { method: "GET", path: "/v1/incidents" },
  getIncident: { method: "GET", path: "/v1/incidents/:incidentId" },
  holdIncident: { method: "POST", path: "/v1/incidents/:incidentId/hold" },
  unholdIncident: { method: "POST", path: "/v1/incidents/:incidentId/unhold" },
  resolveIncident: { method: "POST", path: "/v1/incidents/:incidentId/resolve" },
  investigateIncident: { method: "POST", path: "/v1/incidents/:incidentId/investigate" },
  getInvestigation: { method: "GET", path: "/v1/investigations/:investigationId" },
  getTurn: { method: "GET", path: "/v1/investigations/:investigationId/turns/:turn" },
  tellInvestigation: { method: "POST", path: "/v1/investigations/:investigationId/tell" },
  stopInvestigation: { method: "POST", path: "/v1/investigations/:investigationId/stop" },
  listSubjects: { method: "GET", path: "/v1/subjects" },
  getSubject: { method: "GET", path: "/v1/subjects/:subject" },
  proposeAction: { method: "POST", path: "/v1/subjects/:subject/actions/:action" },
  listSchedules: { method: "GET", path: "/v1/schedules" },
  addSchedule: { method: "POST", path: "/v1/schedules" },
  getSchedule: { method: "GET", path: "/v1/schedules/:scheduleId" },
  commandSchedule: { method: "POST", path: "/v1/schedules/:scheduleId/commands" },
  /** A PDF; a header of it says whether the record holds: `evidenceHeader`. */
  getEvidence: { method: "GET", path: "/v1/executions/:executionId/evidence" },
  getOutputs: { method: "GET", path: "/v1/executions/:executionId/outputs" },
  getPolicy: { method: "GET", path: "/v1/policy" },
  checkPolicy: { method: "POST", path: "/v1/policy/check" },
  simulatePolicy: { method: "POST", path: "/v1/policy/simulate" },
  explainProposal: { method: "GET", path: "/v1/proposals/:digest/explanation" },
  explainDecision: { method: "GET", path: "/v1/executions/:executionId/explanation" },
  listAuditEvents: { method: "GET", path: "/v1/audit" },
  verifyLedger: { method: "POST", path: "/v1/audit/verify" },
  exportLedger: { method: "GET", path: "/v1/audit/export" },
  /** Server-sent events, `event` with the wire's audit event and `place`; their ids are numbers to resume after. */
  followLedger: { method: "GET", path: "/v1/audit/stream" },
  listUnfinished: { method: "GET", path: "/v1/audit/unfinished" },
  proveEvent: { method: "GET", path: "/v1/audit/proofs/:sequence" },
  proveGrowth: { method: "GET", path: "/v1/audit/growth/:count" },
  summarizeRecord: { method: "GET", path: "/v1/audit/summary" },
  findAnomalies: { method: "GET", path: "/v1/audit/anomalies" },
  getLedgerKey: { method: "GET", path: "/v1/audit/key" },
  pressPanic: { method: "POST", path: "/v1/panic" },
  getPanic: { method: "GET", path: "/v1/panic" },
  askResume: { method: "POST", path: "/v1/panic/resume" },
  confirmResume: { method: "POST", path: "/v1/panic/confirm" },
  drillPanic: { method: "POST", path: "/v1/panic/drill" },
  /** For hardware buttons, signed: docs/panic.md says how. It can press and nothing else. */
  pressByWebhook: { method: "POST", path: "/v1/panic/webhook" },
  /** For the other nodes, signed with the secret that they share. */
  tellPeer: { method: "POST", path: "/v1/panic/peer" },
  listNodes: { method: "GET", path: "/v1/nodes" },
  getKeys: { method: "GET", path: "/v1/keys" },
  rotateDataKey: { method: "POST", path: "/v1/keys/rotate" },
  rotateMasterKey: { method: "POST", path: "/v1/keys/master/rotate" },
  deleteTenant: { method: "POST", path: "/v1/tenants/:tenantId/delete" },
  listPeople: { method: "GET", path: "/v1/people" },
  addPerson: { method: "POST", path: "/v1/people" },
  setRoles: { method: "POST", path: "/v1/people/:actorId/roles" },
  removePerson: { method: "DELETE", path: "/v1/people/:actorId" },
  listLevels: { method: "GET", path: "/v1/levels" },
  getLevel: { method: "GET", path: "/v1/levels/:kind/:name" },
  setLevel: { method: "POST", path: "/v1/levels/:kind/:name" },
  listPromotions: { method: "GET", path: "/v1/promotions" },
  answerPromotion: { method: "POST", path: "/v1/promotions/:promotionId/answer" },
  listTrust: { method: "GET", path: "/v1/trust" },
  getTrust: { method: "GET", path: "/v1/runbooks/:runbookId/trust" },
  setTrust: { method: "POST", path: "/v1/runbooks/:runbookId/trust" },
  lockRunbook: { method: "POST", path: "/v1/runbooks/:runbookId/lock" },
  listElevations: { method: "GET", path: "/v1/elevations" },
  askElevation: { method: "POST", path: "/v1/elevations" },
  answerElevation: { method: "POST", path: "/v1/elevations/:elevationId/answer" },
} as const satisfies Record<string, Endpoint>;

/** Among the headers of `getEvidence`: `whole` where the record of the execution holds, else `not-whole`. */
export const evidenceHeader = "steadyhand-record";

/** Fills a path's parameters, each of them percent-encoded. */
export function pathOf(endpoint: Endpoint, parameters: Readonly<Record<string, string>> = {}): string {
  return endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_match, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`Cannot build ${endpoint.path}: no value for ${name}`);
    return encodeURIComponent(value);
  });
}
