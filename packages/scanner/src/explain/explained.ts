import type { Evidence, Risk, SourceRange } from "@steadyhand/core/risk";

/** What a part of a command is. */
export type ExplainedKind =
  | "text"
  | "script"
  | "list"
  | "pipeline"
  | "command"
  | "compound"
  | "function"
  /** The command that another one hands on: what `sudo` runs. */
  | "carried"
  | "word"
  | "assignment"
  | "redirection"
  | "heredoc"
  | "substitution"
  | "sql";

/** One part of a command with what was found in it. Plain data: it can be sent as JSON. */
export interface Explained {
  readonly kind: ExplainedKind;
  /** Where it stands in the text that was given. Of what lies inside a word that holds it in another form, the word's. */
  readonly range: SourceRange;
  /** Its source; of a script inside a word, the script's own. */
  readonly text: string;
  /** What it is, in a few words. */
  readonly label: string;
  /** Of a word: the words it becomes, where these are constant and not its source. */
  readonly value?: readonly string[];
  /** The worst that was found inside of it; nothing where nothing was said about it alone. */
  readonly risk?: Risk;
  /** What was found about this part and about none of its children alone. */
  readonly findings: readonly Evidence[];
  readonly children: readonly Explained[];
}
