/**
 * What a reasoner can look with; what is not on this list cannot be asked for. All of it only reads, but for `shell`, which there is only
 * in a disposable lab at L5.
 */
export const toolNames = [
  "observe",
  "read_logs",
  "query_metrics",
  "run_command",
  "search_runbooks",
  "search_incidents",
  "read_more",
  "shell",
] as const;

export type ToolName = (typeof toolNames)[number];

export interface ToolParameter {
  readonly name: string;
  readonly type: "text" | "number";
  readonly isRequired: boolean;
  readonly what: string;
  /** The only values there are, where there is a list: they come from our own state. */
  readonly choices?: readonly string[];
}

/** A tool as a reasoner is told of it. */
export interface ToolDeclaration {
  readonly name: ToolName;
  readonly what: string;
  readonly parameters: readonly ToolParameter[];
}

export function isToolName(name: string): name is ToolName {
  return toolNames.some((known) => known === name);
}
