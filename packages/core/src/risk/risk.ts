/** What running something could do. `unknown` is an answer of its own and never counts as safe. */
export type Risk = "safe" | "caution" | "dangerous" | "unknown";

/** How a command's text is to be read. `action`: a typed action, its name and its parameters as JSON. */
export type Dialect = "shell" | "sql" | "action";

/** A half-open range in the text it belongs to, in UTF-16 code units: `text.slice(start, end)`. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** What running something does to the world. */
export type Effect =
  | "reads"
  | "reveals"
  | "writes"
  | "deletes"
  | "executes"
  | "starts"
  | "stops"
  | "scales"
  | "configures"
  | "sends"
  | "grants"
  | "spends";

/** How far one call reaches: one object, those it selects, or everything there is. */
export type Reach = "one" | "many" | "all";

/** One reason for a judgement: which rule spoke, about which part of the text, and why. */
export interface Evidence {
  /** Stable name of the rule, such as `program.rm` or `shell.redirect-write`. */
  readonly rule: string;
  readonly risk: Risk;
  readonly range: SourceRange;
  /** One sentence a person can read. */
  readonly why: string;
  /** What would make it safer, when there is something. */
  readonly instead?: string;
  /** What it does, where a table says so. */
  readonly effect?: Effect;
  readonly reach?: Reach;
  /** Whether it can be taken back, where a table says so. */
  readonly isReversible?: boolean;
  /** The command that takes it back, complete, where it can be told from the words alone. */
  readonly undo?: string;
}

/** The scanner's judgement of one command. `risk` is the worst of the evidence. */
export interface Classification {
  readonly risk: Risk;
  readonly evidence: readonly Evidence[];
}

const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };

/** The worst of several risks: dangerous before unknown before caution before safe; of none, unknown. */
export function worst(risks: Iterable<Risk>): Risk {
  let found: Risk | undefined;
  for (const risk of risks) {
    if (found === undefined || order[risk] > order[found]) found = risk;
  }
  return found ?? "unknown";
}
