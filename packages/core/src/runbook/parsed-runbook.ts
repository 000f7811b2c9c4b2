import type { Dialect, SourceRange } from "../risk/index.ts";

/** Ids of steps count from 1 in the order of the text: the same text always gives the same ids. */
export type StepId = `stp_${string}`;

/** The notation a runbook was recognised as. `confluence` is Confluence storage format; a `workflow` is written for us. */
export type SourceFormat = "markdown" | "html" | "confluence" | "restructuredtext" | "plain" | "workflow";

/**
 * Where in the page a command stood; inline code is a weaker sign of a command than a fence or a prompt. `model`: a
 * model pointed at it in the prose, and a person accepted it.
 */
export type CommandOrigin = "fence" | "indented" | "prompt" | "inline" | "model" | "workflow";

/** One command, with its prompt, output and comment lines gone. Several lines only where the shell needs them. */
export interface ParsedCommand {
  readonly text: string;
  readonly dialect: Dialect;
  readonly origin: CommandOrigin;
  /** Where it stands in the original text, first to last character of it, prompts and markup between included. */
  readonly range: SourceRange;
}

/** One instruction with at most one command. Without a command a person does it and says so. */
export interface ParsedStep {
  readonly id: StepId;
  /** As people number it: `3`, or `3.2` for the second command or nested item below the third. */
  readonly number: string;
  /** Short and in the author's words; never empty. */
  readonly title: string;
  /** The prose that belongs to the step, markup removed; may be empty. */
  readonly description: string;
  /** The headings above it, outermost first. */
  readonly section: readonly string[];
  readonly range: SourceRange;
  readonly command?: ParsedCommand;
  /** Names of the variables its command uses. */
  readonly variables: readonly string[];
  /** Steps that come directly before it; several where branches meet. Empty for the first. */
  readonly after: readonly StepId[];
  /** The condition under which it applies, and on which side of it. */
  readonly condition?: { readonly id: string; readonly branch: "then" | "otherwise" };
  /** How the text says to undo it. */
  readonly rollback?: ParsedCommand;
  /** What the text says must be seen in the output when it worked. */
  readonly expect?: { readonly text: string; readonly range: SourceRange };
  /** What a workflow says of how it is done. */
  readonly terms?: StepTerms;
}

/** How a step of a workflow is to be done, beyond what it does. */
export interface StepTerms {
  /** How long its effect takes to show, in milliseconds. */
  readonly settleMs?: number;
  /** How often it is tried again by itself when it failed and may be repeated: 0 to 3. */
  readonly retries?: number;
  /** It is passed over unless that earlier step came to this. */
  readonly when?: { readonly stepId: StepId; readonly is: "succeeded" | "skipped" };
}

export type VariableForm = "$NAME" | "${NAME}" | "<name>" | "{name}" | "{{name}}";
export type VariableType =
  | "text"
  | "number"
  | "host"
  | "ip"
  | "path"
  | "url"
  | "name"
  | "namespace"
  | "date"
  | "secret";

export interface VariableUse {
  readonly stepId: StepId;
  readonly form: VariableForm;
  /** Within the original text. */
  readonly range: SourceRange;
}

/** Something the reader fills in before a command can run. */
export interface Variable {
  /** Without its marks, as written: `pod-name` for `<pod-name>`. */
  readonly name: string;
  /** A guess from its name and place, for the form and for warnings. */
  readonly type: VariableType;
  readonly uses: readonly VariableUse[];
  /** The step whose command assigns it, when the page sets it itself; then nobody is asked for it. */
  readonly setBy?: StepId;
  /** A value the text itself gives, as in `${PORT:-8080}`. */
  readonly default?: string;
}

export type PrerequisiteKind = "network" | "access" | "tool" | "state" | "person";

/** What must be true before the first step, in the author's words. */
export interface Prerequisite {
  readonly kind: PrerequisiteKind;
  readonly text: string;
  readonly range: SourceRange;
}

/** A fork in the text: steps on one side apply only if it holds. */
export interface Condition {
  readonly id: string;
  /** The question in the author's words: `the pod is still crashing`. */
  readonly text: string;
  readonly range: SourceRange;
  readonly then: readonly StepId[];
  readonly otherwise: readonly StepId[];
}

/** A place where a reader would have to guess. */
export interface Ambiguity {
  readonly stepId?: StepId;
  readonly text: string;
  readonly range: SourceRange;
  /** What the text does not say: `which logs, and what to look for`. */
  readonly missing: string;
}

/** A runbook as read from text, before anybody filled in or judged anything. */
export interface ParsedRunbook {
  readonly title: string;
  readonly format: SourceFormat;
  /** The original text, unchanged: every range points into it. */
  readonly source: string;
  /** SHA-256 of the original text as UTF-8, in hex. */
  readonly sourceSha256: string;
  readonly steps: readonly ParsedStep[];
  readonly variables: readonly Variable[];
  readonly prerequisites: readonly Prerequisite[];
  readonly conditions: readonly Condition[];
  readonly ambiguities: readonly Ambiguity[];
  /** Items of ordered lists in the text, nested ones included. */
  readonly orderedItems: number;
}
