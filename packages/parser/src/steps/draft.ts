import type { SourceRange } from "@steadyhand/core/risk";
import type { ListItem } from "../blocks/block.ts";
import type { FoundCommand } from "../commands/extract-commands.ts";

/** One side of one fork a step stands on. */
export interface BranchOf {
  readonly id: string;
  readonly branch: "then" | "otherwise";
}

/** What a step belongs to when steps are numbered: numbered headings, list items, or the paragraph it stands under. */
export type Unit =
  | { readonly kind: "heading"; readonly number: string; readonly key: object }
  | { readonly kind: "item"; readonly item: ListItem; readonly key: object }
  | { readonly kind: "block"; readonly key: object };

/** A step while the page is still being read. */
export interface Draft {
  title: string;
  description: string[];
  readonly section: readonly string[];
  range: SourceRange;
  readonly command: FoundCommand | undefined;
  /** The forks it stands below, outermost first. */
  readonly branches: readonly BranchOf[];
  /** From the outside in. */
  readonly units: readonly Unit[];
  readonly item: ListItem | undefined;
  rollback: FoundCommand | undefined;
  expect: { readonly text: string; readonly range: SourceRange } | undefined;
}

/** A fork while the page is still being read. */
export interface DraftCondition {
  readonly id: string;
  readonly text: string;
  readonly range: SourceRange;
}
