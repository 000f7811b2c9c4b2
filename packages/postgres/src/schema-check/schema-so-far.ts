/** What the migrations before a statement have made. */
export interface SchemaSoFar {
  /** Columns by table. */
  readonly tables: Map<string, Set<string>>;
  readonly partitions: Set<string>;
  /** Functions that can end in an error of their own. */
  readonly refusing: Set<string>;
  /** Triggers that keep an elder and its successor the same, with the day from which they may go. */
  readonly dualWrites: Map<string, DualWrite>;
}

export interface DualWrite {
  /** In which migration it was made. */
  readonly migration: string;
  readonly sunset: string;
}

export function emptySchema(): SchemaSoFar {
  return { tables: new Map(), partitions: new Set(), refusing: new Set(), dualWrites: new Map() };
}

/** What one migration makes itself: nobody uses it yet, so it may be changed freely there. */
export interface Made {
  readonly tables: Set<string>;
  /** As `table.column`. */
  readonly columns: Set<string>;
}
