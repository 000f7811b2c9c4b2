import type { ToolDeclaration } from "@steadyhand/core/investigation";
import type { OperatedSubject } from "../operator-options.ts";

/** The tools there are for one subject. Which members can be named comes from our own list. */
export function toolsOf(operated: OperatedSubject): readonly ToolDeclaration[] {
  const { expected, readLogs, queryMetrics } = operated.subject;
  const members = expected.map(({ id }) => id);
  return [
    {
      name: "observe",
      what: "Looks at the whole subject now: its members, samples, what could not be seen, and what each invariant says.",
      parameters: [],
    },
    ...(readLogs === undefined || members.length === 0 ? [] : [logTool(members)]),
    ...(queryMetrics === undefined ? [] : [metricTool]),
    {
      name: "run_command",
      what: "Runs one command that only reads, if both keys find it safe and the gate lets it through without a person.",
      parameters: [{ name: "command", type: "text", isRequired: true, what: "One command for the shell" }],
    },
    {
      name: "search_runbooks",
      what: "Searches the kept runbooks by words and lists the best with their steps.",
      parameters: [{ name: "query", type: "text", isRequired: true, what: "Words to look for" }],
    },
    {
      name: "search_incidents",
      what: "Lists earlier incidents of this subject, what was found to be their cause, and what came of what was done.",
      parameters: [
        { name: "query", type: "text", isRequired: false, what: "Words to look for; without it the newest" },
      ],
    },
    {
      name: "read_more",
      what: "Reads on in an earlier answer that was cut.",
      parameters: [
        { name: "turn", type: "number", isRequired: true, what: "The number of the turn" },
        { name: "offset", type: "number", isRequired: true, what: "From which character on" },
      ],
    },
    ...(hasFreeHand(operated) ? [shellTool] : []),
  ];
}

/**
 * Whether a model may work on it by a plain shell: only in a lab that may be thrown away, whose file asks for L5 and names the shell. What
 * it runs takes the one road all the same: the gate may lower the level, and then it waits for a person.
 */
export function hasFreeHand({ subject, environment, level, isDisposable }: OperatedSubject): boolean {
  const offersShell = subject.actions.some(({ action }) => action.declare().name === "shell");
  return environment === "lab" && isDisposable && level === 5 && offersShell;
}

const shellTool: ToolDeclaration = {
  name: "shell",
  what: "Runs any command in the lab, up to 120 s. The lab may be broken and thrown away; every call is recorded.",
  parameters: [{ name: "command", type: "text", isRequired: true, what: "The command, as a shell reads it" }],
};

const metricTool: ToolDeclaration = {
  name: "query_metrics",
  what: "Asks the time series that are kept of the subject, in PromQL, over the last minutes.",
  parameters: [
    { name: "query", type: "text", isRequired: true, what: "An expression in PromQL" },
    { name: "minutes", type: "number", isRequired: false, what: "How far back, 1 to 1440; 30 when not given" },
  ],
};

function logTool(members: readonly string[]): ToolDeclaration {
  return {
    name: "read_logs",
    what: "Reads the newest lines of one member's log.",
    parameters: [
      { name: "member", type: "text", isRequired: true, what: "Whose log", choices: members },
      { name: "limit", type: "number", isRequired: false, what: "How many lines, 1 to 500; 200 when not given" },
    ],
  };
}
