import type { Incident } from "@steadyhand/core/incident";
import type { CaseFile, Investigation, Move, ToolAnswer, ToolCall } from "@steadyhand/core/investigation";
import { tenantId } from "./open-test-model.ts";

const at = new Date("2026-11-22T03:00:00Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

export const incident: Incident = {
  id: "inc_1122-k7qfx",
  subject: "limiter",
  title: "A node is down",
  severity: "critical",
  openedAt: at,
  violations: [
    {
      invariant: "node_down",
      member: "n1",
      title: "A node is down",
      severity: "critical",
      since: at,
      confirmedAt: later(5),
      why: "n1 does not answer",
      batch: 1,
      times: 1,
      state: "violated",
    },
  ],
  batchAt: at,
  sequence: 2,
  phase: "open",
};

const investigation: Investigation = {
  id: "inv_0000-test",
  incidentId: incident.id,
  subject: "limiter",
  reasoner: { kind: "model", provider: "fake", model: "model-of-a-test" },
  startedBy: { kind: "system", id: "act_steadyhand", name: "Steadyhand" },
  startedAt: later(6),
  why: incident.title,
  budget: { turns: 25, wallMs: 600_000, tokens: 300_000, microUsd: 2_000_000 },
  used: { tokens: 0, microUsd: 0 },
  turns: [],
  told: [],
  sequence: 1,
  phase: "looking",
};

/** A rate limiter of two nodes, one of which is down, and nothing looked at yet. */
export const freshCase: CaseFile = {
  tenantId,
  incident,
  investigation,
  subject: {
    name: "limiter",
    kind: "ratelimiter",
    environment: "staging",
    members: [
      { id: "n1", kind: "node" },
      { id: "n2", kind: "node" },
    ],
    invariants: [{ name: "node_down", title: "Every node answers", severity: "critical" }],
    actions: [
      {
        ...{
          name: "restart_node",
          version: 1,
          origin: "subject",
          title: "Restart a node",
          what: "Ends it and starts it.",
        },
        parameters: [{ name: "node", type: "choice", isRequired: true, what: "Which", choices: ["n1", "n2"] }],
        ...{ riskFloor: "caution", effect: "stops", isIdempotent: true, isReversible: false, blastRadius: "one" },
        ...{ verification: "it answers", settlingMs: 5000, timeLimitMs: 30_000, availability: { isAvailable: true } },
      },
    ],
  },
  tools: [
    { name: "observe", what: "Looks at the whole subject now.", parameters: [] },
    {
      name: "read_logs",
      what: "Reads the newest lines of one member's log.",
      parameters: [
        { name: "member", type: "text", isRequired: true, what: "Whose log", choices: ["n1", "n2"] },
        { name: "limit", type: "number", isRequired: false, what: "How many lines" },
      ],
    },
    {
      name: "run_command",
      what: "Runs one command that only reads.",
      parameters: [{ name: "command", type: "text", isRequired: true, what: "One command" }],
    },
    {
      name: "search_runbooks",
      what: "Searches the kept runbooks.",
      parameters: [{ name: "query", type: "text", isRequired: true, what: "Words" }],
    },
    {
      name: "read_more",
      what: "Reads on in an earlier answer that was cut.",
      parameters: [
        { name: "turn", type: "number", isRequired: true, what: "The number of the turn" },
        { name: "offset", type: "number", isRequired: true, what: "From which character on" },
      ],
    },
  ],
  known: {
    library: {
      faults: [
        {
          ...{
            name: "node_down",
            title: "A node is down",
            prior: 1,
            strikes: ["node"],
            shows: {},
            why: "It does not run",
          },
          repairs: [],
        },
      ],
      members: [{ id: "n1", kind: "node" }],
    },
    ...{ standings: [], findings: [], blind: [], samples: [], actions: [], looks: [], episodes: [], attempts: [] },
    now: later(30),
  },
};

/** The same case after one more turn, a second later. */
export function afterTurn(file: CaseFile, call: ToolCall, answer: Partial<ToolAnswer> = {}): CaseFile {
  const number = file.investigation.turns.length + 1;
  const text = answer.text ?? "n1 is down";
  const whole: ToolAnswer = {
    ...{ endedAt: later(10 * number + 1), outcome: "answered", text, sha256: "00", characters: text.length },
    ...answer,
  };
  const turn = { number, call, askedAt: later(10 * number), answer: whole };
  const { investigation: before } = file;
  return { ...file, investigation: { ...before, turns: [...before.turns, turn] } };
}

export const look: ToolCall = { tool: "observe", arguments: {}, why: "to see how it stands" };

/** What a move came to, where nothing else is of interest. */
export function kindOf(move: Move): "call" | "conclusion" | "nothing" {
  return move.kind === "failed" ? "nothing" : move.kind === "conclude" ? "conclusion" : "call";
}
