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
  commandExecution: { method: "POST", path: "/v1/executions/:executionId/commands" },
  decideApproval: { method: "POST", path: "/v1/executions/:executionId/steps/:stepId/decision" },
  commandStep: { method: "POST", path: "/v1/executions/:executionId/steps/:stepId/commands" },
  getOutputs: { method: "GET", path: "/v1/executions/:executionId/outputs" },
  listAuditEvents: { method: "GET", path: "/v1/audit" },
  verifyLedger: { method: "POST", path: "/v1/audit/verify" },
  exportLedger: { method: "GET", path: "/v1/audit/export" },
  getLedgerKey: { method: "GET", path: "/v1/audit/key" },
  listPeople: { method: "GET", path: "/v1/people" },
  addPerson: { method: "POST", path: "/v1/people" },
  removePerson: { method: "DELETE", path: "/v1/people/:actorId" },
} as const satisfies Record<string, Endpoint>;

/** Fills a path's parameters, each of them percent-encoded. */
export function pathOf(endpoint: Endpoint, parameters: Readonly<Record<string, string>> = {}): string {
  return endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_match, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`Cannot build ${endpoint.path}: no value for ${name}`);
    return encodeURIComponent(value);
  });
}
